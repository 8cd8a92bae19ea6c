from django.apps import AppConfig

from rembuk.tenancy.newtables import draw_new_tables_alone
from rembuk.tenancy.translating import speak_locally


class TenancyConfig(AppConfig):
    name = "rembuk.tenancy"

    def ready(self) -> None:
        """Say things in the words of the place at work, and make tables without detours."""
        speak_locally()
        draw_new_tables_alone()
