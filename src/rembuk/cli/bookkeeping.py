"""Checking the books of every kabupaten."""

from __future__ import annotations

import sys

import typer

from rembuk.cli.installation import open_installation

commands = typer.Typer()


@commands.command()
def check_books() -> None:
    """Add up all money again, by plain SQL, and compare it with the journal; fail and name the first wrong figure."""
    open_installation()
    from rembuk.journeys.books.tally import tally_books
    from rembuk.tenancy import in_tenant
    from rembuk.tenancy.models import Tenant

    wrong: list[str] = []
    for tenant in Tenant.objects.order_by("number"):
        with in_tenant(tenant.number):
            tally = tally_books()
        typer.echo(f"{tenant}: {tally}")
        wrong += tally.wrong
    if wrong:
        typer.echo(wrong[0], err=True)
    sys.exit(bool(wrong))
