from django.apps import AppConfig


class SwadayaConfig(AppConfig):
    name = "rembuk.projects.swadaya"
