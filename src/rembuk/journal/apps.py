from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "rembuk.journal"
