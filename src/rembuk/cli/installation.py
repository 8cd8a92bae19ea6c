"""Getting an installation ready: its database, its words and its style sheets."""

from __future__ import annotations

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


def set_up_django() -> None:
    """Load the words, the settings and all models."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rembuk.settings")
    import django

    from rembuk.cli.translations import compile_translations

    # Before the models: while they load, Django reads the words, and keeps what it found for as long as it runs.
    compile_translations()
    django.setup()


def prepare() -> None:
    """Bring the database and the assets up to date. Doing it twice changes nothing."""
    from django.core.management import call_command

    from rembuk.web import assets

    assets.build()
    call_command("migrate", interactive=False, verbosity=0)
