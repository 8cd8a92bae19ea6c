from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "rembuk.voices"
