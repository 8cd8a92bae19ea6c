"""Getting an installation ready: its database, its words and its style sheets."""

from __future__ import annotations

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


def set_up_django() -> None:
    """Load the settings and all models."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rembuk.settings")
    import django

    django.setup()


def prepare() -> None:
    """Bring the database, the translations and the assets up to date. Doing it twice changes nothing."""
    from django.core.management import call_command

    from rembuk.cli.translations import compile_translations
    from rembuk.web import assets

    compile_translations()
    assets.build()
    call_command("migrate", interactive=False, verbosity=0)
