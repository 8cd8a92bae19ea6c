"""The inventory of everything that Rembuk is made of, for whoever has to ask after a weakness (CycloneDX)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from rembuk.cli.installation import CHECKOUT

commands = typer.Typer()

# From the lock file: what every installation gets, whatever this machine has besides.
MAKE = ("-m", "cyclonedx_py", "requirements", "requirements/run.txt", "--pyproject", "pyproject.toml")
FORM = ("--output-reproducible", "--output-format", "JSON", "--spec-version", "1.6")


@commands.command()
def sbom(
    *, to: Annotated[Path, typer.Option(help="Where to write it.")] = CHECKOUT / "build" / "rembuk.cdx.json"
) -> None:
    """Write the software bill of materials: each library with its version and hashes, as CycloneDX JSON."""
    to.parent.mkdir(parents=True, exist_ok=True)
    command = (sys.executable, *MAKE, *FORM, "--output-file", str(to.absolute()))
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    typer.echo(f"Written: {to}" if done.returncode == 0 else done.stderr)
    sys.exit(done.returncode)
