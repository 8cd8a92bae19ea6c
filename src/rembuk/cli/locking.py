"""The lock files: what pyproject.toml asks for, with versions and hashes, and without addresses."""

from __future__ import annotations

import subprocess
import sys
from typing import Annotated

import typer

from rembuk.cli.installation import CHECKOUT

commands = typer.Typer()

OPTIONS = (
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet"),
)
RUN = ("pyproject.toml", "-o", "requirements/run.txt")
TEST = ("--group", "test", "-c", "requirements/run.txt", "-o", "requirements/test.txt")
UV = ("--group", "uv", "-o", "requirements/uv.txt")


@commands.command()
def lock(*, upgrade: Annotated[bool, typer.Option("--upgrade", help="Take the newest versions.")] = False) -> None:
    """Write requirements/*.txt anew from pyproject.toml; versions stay unless --upgrade."""
    for source in (RUN, TEST, UV):
        options = (*OPTIONS, "--upgrade") if upgrade else OPTIONS
        command = (sys.executable, "-m", "uv", "pip", "compile", *source, *options)
        done = subprocess.run(command, cwd=CHECKOUT, check=False)
        if done.returncode:
            raise typer.Exit(done.returncode)
