"""Files that come in and go out: regions, boundaries, voices, and the rules of a programme."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rembuk.cli.installation import set_up_django

commands = typer.Typer()
imports = typer.Typer(help="Take in a file; doing it twice changes nothing.", no_args_is_help=True)
commands.add_typer(imports, name="import")

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]


@imports.command("regions")
def regions(file: File) -> None:
    """Take in the administrative tree from a CSV file."""
    set_up_django()
    from rembuk.regions.importing import import_regions

    typer.echo(import_regions(file))


@imports.command("boundaries")
def boundaries(file: File) -> None:
    """Take in boundaries from a GeoJSON file."""
    set_up_django()
    from rembuk.regions.importing import import_boundaries

    typer.echo(import_boundaries(file))


@imports.command("voices")
def voices(file: File) -> None:
    """Take in voices from a CSV or XLSX file; each row becomes one voice or one named error."""
    set_up_django()
    from rembuk.journeys.intake import import_voices

    typer.echo(import_voices(file))


@commands.command("export-model")
def export_model(programme: str, file: Path) -> None:
    """Write the rules of a programme as a signed bundle that another region can take over."""
    set_up_django()
    from rembuk.programmes.packs import export_model

    export_model(programme, file)


@commands.command("import-model")
def import_model(file: File) -> None:
    """Take over a bundle of rules, after checking its signature."""
    set_up_django()
    from rembuk.programmes.packs import import_model

    import_model(file)
