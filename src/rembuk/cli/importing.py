"""Files that come in: regions, words, boundaries, hamlets and voices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from rembuk.cli.installation import open_installation

commands = typer.Typer()
imports = typer.Typer(help="Take in a file; doing it twice changes nothing.", no_args_is_help=True)
commands.add_typer(imports, name="import")

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]


@imports.command("regions")
def take_in_regions(file: File) -> None:
    """Take in the administrative tree from a CSV file."""
    open_installation()
    from rembuk.regions.importing import import_regions

    _take_in(lambda at: import_regions(file, by=None, at=at))


@imports.command("words")
def take_in_words(file: File) -> None:
    """Take in what things are called where, from a CSV file."""
    open_installation()
    from rembuk.regions.importing import import_words

    _take_in(lambda at: import_words(file, by=None, at=at))


@imports.command("boundaries")
def take_in_boundaries(file: File) -> None:
    """Take in boundaries from a GeoJSON file."""
    open_installation()
    from rembuk.regions.importing import import_boundaries

    _take_in(lambda at: import_boundaries(file, by=None, at=at))


@imports.command("hamlets")
def take_in_hamlets(file: File) -> None:
    """Take in the hamlets and neighbourhoods of kampung from a CSV file."""
    open_installation()
    from rembuk.regions.hamlet_files import import_hamlets

    _take_in(lambda at: import_hamlets(file, by=None, at=at))


@imports.command("voices")
def take_in_voices(
    file: File,
    *,
    region: Annotated[str, typer.Option(help="The code of the region that rows without a kampung belong to.")] = "",
    source: Annotated[str, typer.Option(help="What tells this list from others; else the name of the file.")] = "",
) -> None:
    """Take in voices from a CSV or XLSX file; each row becomes one voice or one named error."""
    open_installation()
    from rembuk.journeys.intake_files import import_voices_anywhere

    _take_in(lambda at: import_voices_anywhere(file, code=region, source=source, at=at))


def _take_in(importing: Callable[[datetime], object]) -> None:
    """Say what came in, or what is wrong with the file."""
    from rembuk.journeys.intake_files import WhichProgramme
    from rembuk.journeys.intake_tables import UnreadableFile
    from rembuk.regions.faults import ImportRefused
    from rembuk.regions.queries import UnknownRegion

    try:
        typer.echo(importing(datetime.now(UTC)))
    except (ImportRefused, UnknownRegion, UnreadableFile, WhichProgramme) as refused:
        typer.echo(f"Nothing was taken in.\n{refused}", err=True)
        raise typer.Exit(1) from None
