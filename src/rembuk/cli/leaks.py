"""Secrets that nobody meant to publish: what looks like a key or a password in a tracked file (detect-secrets)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from rembuk.cli.installation import CHECKOUT

commands = typer.Typer()

# What somebody looked at and found to be no secret: passwords of tests, an alphabet.
KNOWN = CHECKOUT / ".secrets.baseline"
# The digests of the lock files look like keys and are none.
SCAN = ("-m", "detect_secrets", "scan", "--exclude-files", r"^(requirements/.*\.txt|\.secrets\.baseline)$")


class Find(NamedTuple):
    """Something that looks like a secret, told apart by its hash alone, so that lines may move."""

    file: str
    kind: str
    digest: str


@commands.command()
def secrets(
    *, accept: Annotated[bool, typer.Option("--accept", help="Somebody looked: what is found is no secret.")] = False
) -> None:
    """Look for keys and passwords in the tracked files; fail when one is new."""
    report = _scan(CHECKOUT)
    if accept:
        KNOWN.write_text(json.dumps(_without_the_hour(report), indent=2) + "\n", encoding="utf-8")
        return
    new = new_finds(report, _known())
    typer.echo("\n".join([*new, f"{len(new)} new, {len(finds_in(report))} in all."]))
    sys.exit(bool(new))


def faults_in_secrets() -> list[str]:
    """Return what looks like a secret and was not there when somebody last looked."""
    return new_finds(_scan(CHECKOUT), _known())


def new_finds(report: str, known: str) -> list[str]:
    """Return a line for each find of one report that another does not have."""
    accepted = finds_in(known)
    return [
        f"{find.file}:{line}: {find.kind}; if it is none: ./rembuk secrets --accept"
        for find, line in sorted(finds_in(report).items())
        if find not in accepted
    ]


def finds_in(report: str) -> dict[Find, int]:
    """Return the finds of a report of detect-secrets, each with its line."""
    results = json.loads(report)["results"]
    return {
        Find(file, one["type"], one["hashed_secret"]): one["line_number"] for file in results for one in results[file]
    }


def _scan(folder: Path) -> str:
    command = (sys.executable, *SCAN)
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def _known() -> str:
    return KNOWN.read_text(encoding="utf-8")


def _without_the_hour(report: str) -> dict[str, object]:
    """Return a report whose text changes with what was found alone."""
    return {name: value for name, value in json.loads(report).items() if name != "generated_at"}
