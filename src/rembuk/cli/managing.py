"""Django's own commands."""

from __future__ import annotations

import os
import sys

import typer

commands = typer.Typer()


@commands.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
)
def manage(context: typer.Context) -> None:
    """Run one of Django's commands: ./rembuk manage migrate."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rembuk.settings")
    from django.core.management import execute_from_command_line

    sys.argv[1:2] = []  # Some of Django's commands look here for their own name.
    execute_from_command_line(["./rembuk manage", *context.args])
