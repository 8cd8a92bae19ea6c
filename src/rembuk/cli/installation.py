"""Getting an installation ready: its database, its words and its style sheets."""

from __future__ import annotations

import os
from pathlib import Path

import typer

CHECKOUT = Path(__file__).resolve().parents[3]


def set_up_django() -> None:
    """Load the words, the settings and all models."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rembuk.settings")
    import django

    from rembuk.cli.translations import compile_translations

    # Before the models: while they load, Django reads the words, and keeps what it found for as long as it runs.
    compile_translations()
    django.setup()


def open_installation() -> None:
    """Load the words, the settings and all models, and insist on tables of this version."""
    set_up_django()
    from rembuk.cli.safekeeping.upgrades import has_tables

    if not has_tables():
        typer.echo("Nothing has begun here yet. Run ./rembuk upgrade first; it makes the tables.", err=True)
        raise typer.Exit(1)
    refuse_old_tables()


def refuse_old_tables() -> None:
    """Refuse to touch data of an older version: its tables are changed by `upgrade`, with a backup at hand."""
    from rembuk.cli.safekeeping.upgrades import has_tables, waiting_migrations

    if has_tables() and waiting_migrations():
        typer.echo("The data are of an older version. Run ./rembuk upgrade first; it makes a backup.", err=True)
        raise typer.Exit(1)


def prepare() -> None:
    """Bring the database and the assets up to date. Doing it twice changes nothing."""
    from django.core.management import call_command

    from rembuk.web import assets

    assets.build()
    call_command("migrate", interactive=False, verbosity=0)
