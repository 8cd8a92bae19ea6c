"""The rules of a programme as a signed file: written, taken over, compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from rembuk.cli.installation import open_installation, set_up_django

commands = typer.Typer()

Called = Annotated[str, typer.Argument(help="Its prefix (BR) or the code of its region.")]
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]
NewFile = Annotated[Path, typer.Argument(dir_okay=False, writable=True)]


@commands.command("export-model")
def write_model(programme: Called, file: NewFile) -> None:
    """Write the rules of a programme as a signed file that another region can take over."""
    open_installation()
    from rembuk.programmes.handover import export_model

    with _faults_told():
        pack = export_model(programme, file, at=datetime.now(UTC))
        typer.echo(f"Version {pack.version} of {pack.origin}, signed by {pack.publisher}")


@commands.command("import-model")
def take_over_model(
    file: File, programme: Called, *, why: Annotated[str, typer.Option(help="What it changes and who agreed.")]
) -> None:
    """Take over a signed file as the next version of a programme's rules."""
    open_installation()
    from rembuk.programmes.handover import import_model

    with _faults_told():
        rules = import_model(file, programme, why=why, by=None, at=datetime.now(UTC))
        typer.echo(f"Now version {rules.version}")


@commands.command("compare-models")
def compare_two_models(older: File, newer: File) -> None:
    """Show every place where two such files differ."""
    set_up_django()
    from rembuk.programmes.handover import compare_models

    with _faults_told():
        found = compare_models(older, newer)
        typer.echo("\n".join(str(difference) for difference in found) or "They say the same.")


@contextmanager
def _faults_told() -> Iterator[None]:
    """Say in one line what was refused."""
    from rembuk.programmes.packs import NotAPack
    from rembuk.programmes.queries import NoProgramme, NoRules

    try:
        yield
    except (NotAPack, NoProgramme, NoRules) as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from None
