from django.apps import AppConfig

from rembuk.tenancy.translating import speak_locally


class TenancyConfig(AppConfig):
    name = "rembuk.tenancy"

    def ready(self) -> None:
        """Say things in the words of the place at work."""
        speak_locally()
