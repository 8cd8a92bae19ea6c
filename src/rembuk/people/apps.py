from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "rembuk.people"

    def ready(self) -> None:
        # Both need the models, which are there only now.
        from rembuk.people.queries import looks_after  # noqa: PLC0415
        from rembuk.regions.stewards import ask_about_stewards  # noqa: PLC0415

        ask_about_stewards(looks_after)
