"""`./rembuk drill`: lose everything on purpose, and see that it comes back whole and in time."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from rembuk.cli.bench.servers import NotThere
from rembuk.cli.drills.followed import drill_with_litestream
from rembuk.cli.drills.saved import drill_with_backup
from rembuk.cli.postgres import Database

commands = typer.Typer()


@commands.command()
def drill(
    *,
    n: Annotated[int, typer.Option(help="How many needs and voices there are.")] = 100_000,
    db: Annotated[Database, typer.Option(help="Which database is lost.")] = Database.SQLITE,
    litestream: Annotated[
        bool, typer.Option("--litestream", help="From a copy that follows each write instead of a backup; SQLite only.")
    ] = False,
    seed: Annotated[int, typer.Option(help="The same seed makes the same crowd.")] = 1,
) -> None:
    """Keep a copy while people write, destroy everything, get it back in an empty place, and prove that it is whole."""
    if litestream and db is not Database.SQLITE:
        raise typer.BadParameter("Litestream follows SQLite. PostgreSQL has its own archive of writes.")
    with tempfile.TemporaryDirectory(prefix="rembuk-drill-") as folder:
        try:
            report = (
                drill_with_litestream(Path(folder), n, seed)
                if litestream
                else drill_with_backup(Path(folder), db, n, seed)
            )
        except NotThere as missing:
            typer.echo(str(missing), err=True)
            raise typer.Exit(2) from missing
    for fault in report.faults():
        typer.echo(fault, err=True)
    typer.echo(report.line())
    sys.exit(bool(report.faults()))
