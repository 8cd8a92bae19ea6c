from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    name = "rembuk.priorities"
