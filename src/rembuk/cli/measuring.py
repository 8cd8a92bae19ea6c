"""Numbers that are promised: the weight of pages, and who may reach which address."""

from __future__ import annotations

import sys

import typer

from rembuk.cli.installation import prepare, set_up_django

commands = typer.Typer()


@commands.command()
def budget() -> None:
    """Weigh the first view of every public page; fail when one is too heavy."""
    set_up_django()
    prepare()
    from rembuk.web.budget import measure

    sys.exit(measure())


@commands.command()
def matrix() -> None:
    """Count the cells of address x method x role x own or other kampung; fail when an address has no class."""
    set_up_django()
    from rembuk.web.matrix import print_matrix

    sys.exit(print_matrix())
