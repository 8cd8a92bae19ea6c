"""`./rembuk mutants`: does any test notice when the code that decides who may do what is changed in one place?"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from rembuk.cli.installation import CHECKOUT

commands = typer.Typer()

LEAST_SHARE = 0.85


@dataclass(frozen=True)
class Subject:
    """Code that must not change unnoticed, and the tests that have to notice."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


VOTING = tuple(
    f"tests/priorities/test_{name}.py"
    for name in ("marking", "ballots", "roll", "cards", "rounds", "closing", "extending", "locks", "paper", "rooms")
)
SUBJECTS = {
    "permissions": Subject(
        ("rembuk.priorities.permissions",),
        (
            *VOTING,
            "tests/priorities/test_criteria.py",
            "tests/priorities/test_sheet_pictures.py",
            "tests/priorities/test_watching.py",
            "tests/web/desk/test_rounds.py",
        ),
    ),
    "ballots": Subject(
        ("rembuk.priorities.actions.ballots", "rembuk.priorities.marking", "rembuk.priorities.guards"), VOTING
    ),
    "talks": Subject(
        ("rembuk.engines.negotiation.protocol", "rembuk.priorities.talks", "rembuk.priorities.actions.rooms"),
        ("tests/engines/negotiation/test_protocol.py", "tests/priorities/test_rooms.py"),
    ),
}


@commands.command()
def mutants(
    *,
    n: Annotated[int, typer.Option(min=1, help="How many changes are tried of each subject.")] = 20,
    seed: Annotated[int, typer.Option(help="The same seed draws the same changes.")] = 1,
) -> None:
    """Change permissions, ballots and talks in one place at a time; fail when the tests notice too few changes."""
    with tempfile.TemporaryDirectory(prefix="rembuk-mutants-") as folder:
        files = {name: Path(folder) / name for name in SUBJECTS}
        running = [_try(subject, files[name], n, seed) for name, subject in SUBJECTS.items()]
        endings = [one.wait() for one in running]
        if any(endings):
            raise typer.Exit(2)
        tried = {name: list(_told(file)) for name, file in files.items()}
    for one in chain.from_iterable(tried.values()):
        if not one["noticed"]:
            typer.echo(f"unnoticed  {one['module']}:{one['line']}  {one['what']}")
    shares = {name: sum(one["noticed"] for one in many) / len(many) for name, many in tried.items()}
    words = ", ".join(f"{name} {share:.0%} of {len(tried[name])}" for name, share in shares.items())
    typer.echo(f"Noticed of changes drawn with seed {seed}: {words}.")
    sys.exit(min(shares.values()) < LEAST_SHARE)


def _try(subject: Subject, file: Path, n: int, seed: int) -> subprocess.Popen[bytes]:
    options = (f"--mutants={n}", f"--mutant-seed={seed}", f"--mutants-to={file}")
    modules = (f"--mutants-of={name}" for name in subject.modules)
    pytest = (sys.executable, "-m", "pytest", "-q", "-p", "tests.mutants", "-p", "no:cacheprovider")
    return subprocess.Popen([*pytest, *modules, *options, *subject.tests], cwd=CHECKOUT)


def _told(file: Path) -> Iterator[dict[str, Any]]:  # Any: what the plugin tells of a change.
    yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())
