"""Backups: making one while people write, putting one back into an empty place, and upgrading with one at hand."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rembuk.cli.installation import open_installation, prepare, set_up_django
from rembuk.cli.translations import compile_translations

if TYPE_CHECKING:
    from rembuk.cli.safekeeping.backups import Manifest

commands = typer.Typer()

Folder = Annotated[Path | None, typer.Option("--to", help="Where backups are kept; var/backups if not said.")]


@commands.command()
def backup(*, to: Folder = None) -> None:
    """Write the database and all pictures, as they are at this moment, into a new folder. Keys are not in it."""
    _begin()
    typer.echo(f"Saved in {_back_up(to)}. The keys (*.secret) are not in it; keep them elsewhere.")


@commands.command()
def restore(folder: Annotated[Path, typer.Argument(help="The folder that `backup` named.")]) -> None:
    """Put a backup into an empty place, and prove that every row and every picture arrived."""
    _begin()
    from rembuk.cli.safekeeping.backups import CannotRestore, restore_backup
    from rembuk.cli.safekeeping.databases import DatabaseTrouble

    try:
        manifest = restore_backup(folder)
    except (CannotRestore, DatabaseTrouble) as refusal:
        typer.echo(str(refusal), err=True)
        sys.exit(1)
    sys.exit(_tell(manifest))


def _begin() -> None:
    os.umask(0o077)  # A backup holds what people wrote in confidence.
    set_up_django()


def _back_up(to: Path | None) -> Path:
    from django.conf import settings

    from rembuk.cli.safekeeping.backups import make_backup
    from rembuk.cli.safekeeping.databases import DatabaseTrouble

    try:
        return make_backup(to or settings.VAR / "backups", at=datetime.now(UTC))
    except DatabaseTrouble as trouble:
        typer.echo(str(trouble), err=True)
        sys.exit(1)


def _tell(manifest: Manifest) -> int:
    faults = faults_everywhere()
    for fault in faults:
        typer.echo(fault, err=True)
    pictures, tables = len(manifest.media), len(manifest.tables)
    typer.echo(
        f"{manifest.rows:,} rows in {tables} tables and {pictures:,} files are back, {len(faults)} rules broken."
    )
    return int(bool(faults))


@commands.command()
def upgrade() -> None:
    """Change the tables for this version: save everything, try it on a copy, do it, and undo it when it fails.

    Stop the services first: what people send meanwhile waits on their phones.
    """
    _begin()
    from rembuk.cli.safekeeping.backups import CannotRestore
    from rembuk.cli.safekeeping.databases import DatabaseTrouble
    from rembuk.cli.safekeeping.upgrades import (
        UpgradeFailed,
        change_tables,
        has_tables,
        rehearse,
        waiting_migrations,
    )

    if not has_tables():
        prepare()
        typer.echo("A new installation is ready.")
        return
    compile_translations()
    waiting = waiting_migrations()
    if not waiting:
        typer.echo("The tables are those of this version already.")
        return
    saved = _back_up(None)
    try:
        rehearse(saved)
        changes = "One change fits" if len(waiting) == 1 else f"{len(waiting)} changes fit"
        typer.echo(f"{changes} a copy of the data.")
        change_tables(saved)
    except (UpgradeFailed, CannotRestore, DatabaseTrouble) as failure:
        typer.echo(f"{failure}\nThe backup is {saved}.", err=True)
        sys.exit(1)
    typer.echo(f"Upgraded. The backup from before is {saved}.")


@commands.command()
def soundness() -> None:
    """Ask every kabupaten whether its data are as they always have to be; fail when a rule is broken."""
    open_installation()
    faults = faults_everywhere()
    for fault in faults:
        typer.echo(fault, err=True)
    typer.echo(f"{len(faults)} rules broken.")
    sys.exit(bool(faults))


def faults_everywhere() -> list[str]:
    """Ask every kabupaten whether its data are sound; return what is not, with its name."""
    from rembuk.journeys.soundness import faults
    from rembuk.tenancy import in_tenant
    from rembuk.tenancy.models import Tenant

    found = []
    for tenant in Tenant.objects.order_by("number"):
        with in_tenant(tenant.number):
            found += [f"{tenant}: {fault}" for fault in faults()]
    return found
