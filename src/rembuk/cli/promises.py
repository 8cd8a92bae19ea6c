"""docs/guarantees.md: each promise, the command that measures it, and what it said when it was last run."""

from __future__ import annotations

import json
import os
import platform
import shlex
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from rembuk.cli.installation import CHECKOUT

commands = typer.Typer()

PAGE = CHECKOUT / "docs" / "guarantees.md"
MEASURED = CHECKOUT / "docs" / "guarantees.json"


@dataclass(frozen=True)
class Promise:
    """Something that is promised, and the command that exits with another number than 0 when it is broken."""

    name: str
    words: str
    command: str


@dataclass(frozen=True)
class Measured:
    """What a command said last, in its last line; how it ended, when and where."""

    figures: str
    is_kept: bool
    on: str
    machine: str


# One line for a new campaign. Its command ends with one line of figures.
PROMISES = (
    Promise("speed", "Pages over 100,000 needs answer fast beside a bare file and a trivial page.", "bench web"),
    Promise(
        "pages",
        "Every page has at most 50 KB and 6 requests, shows its words within 2 s on slow 3G, and passes axe.",
        "budget",
    ),
    Promise("access", "Every address lets in whom it should and nobody else.", "matrix"),
    Promise("fuzz", "Nothing that is typed breaks a page: no failure, no answer over 2 s.", "fuzz"),
    Promise("fuzz-long", "The same, a million times.", "fuzz --n 1000000"),
    Promise("crash", "What was acknowledged outlives killed processes, on SQLite.", "chaos intake --db sqlite"),
    Promise("crash-postgres", "The same on PostgreSQL.", "chaos intake --db postgres"),
    Promise("crash-long", "The same on SQLite, 100,000 times.", "chaos intake --n 100000 --db sqlite"),
    Promise("crash-postgres-long", "The same on PostgreSQL, 100,000 times.", "chaos intake --n 100000 --db postgres"),
    Promise("box", "Every ballot that a voter got a receipt for is in the box and counts.", "chaos ballots"),
    Promise(
        "secrecy",
        "With every row, file and export of a counted vote, nobody links voters to ballots better than by chance.",
        "attack relink",
    ),
    Promise("till", "Every payment and every word for a gift that was acknowledged counts once.", "chaos money"),
    Promise("hall", "Two phones without a signal write one meeting down, once and whole.", "chaos meeting --runs 200"),
    Promise("faults", "When any call of any write fails, it is done whole or not at all.", "chaos faults"),
    Promise("restore", "A backup becomes the same installation again within 5 minutes.", "drill"),
    Promise(
        "copy", "A copy that follows is at most 5 s behind when everything is lost (SQLite).", "drill --litestream"
    ),
    Promise(
        "mutants", "Tests notice when what decides who may do what, ballots or talks, changes in one place.", "mutants"
    ),
    Promise("checks", "Types, layers, style, known weaknesses and secrets are checked.", "check"),
    Promise("inventory", "Every library is known with its version and hashes.", "sbom"),
)


@commands.command()
def guarantees(
    measure: Annotated[list[str] | None, typer.Argument(help="What to measure; nothing writes the page alone.")] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Measure every promise, which takes hours.")] = False,
) -> None:
    """Measure promises with their own commands and write docs/guarantees.md; fail when one is broken."""
    wanted = [one for one in PROMISES if everything or one.name in (measure or ())]
    if unknown := set(measure or ()) - {one.name for one in wanted}:
        typer.echo(f"There is no promise {', '.join(sorted(unknown))}. There are: {', '.join(names())}.")
        raise typer.Exit(2)
    known = read_measured(MEASURED.read_text(encoding="utf-8"))
    fresh = {one.name: _measured(one) for one in wanted}
    MEASURED.write_text(write_measured(known | fresh), encoding="utf-8")
    PAGE.write_text(page(known | fresh), encoding="utf-8")
    sys.exit(any(not one.is_kept for one in fresh.values()))


def names() -> list[str]:
    """Return the names of all promises, in their order."""
    return [one.name for one in PROMISES]


def _measured(promise: Promise) -> Measured:
    """Run a command, passing its output on as it comes, and keep its last line."""
    command = (sys.executable, "-m", "rembuk", *shlex.split(promise.command))
    typer.echo(f"=== ./rembuk {promise.command} ===")
    last = ""
    with subprocess.Popen(
        command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            sys.stdout.write(line)
            last = " ".join(line.split()) or last
    return Measured(_without_paths(last), process.returncode == 0, f"{datetime.now(UTC):%Y-%m-%d}", _machine())


def _without_paths(line: str) -> str:
    return line.replace(f"{CHECKOUT}{os.sep}", "")


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"


def read_measured(text: str) -> dict[str, Measured]:
    """Return what was measured, by the name of the promise; what is promised no more is left out."""
    return {name: Measured(**values) for name, values in json.loads(text).items() if name in names()}


def write_measured(measured: dict[str, Measured]) -> str:
    """Return what was measured as text, in the order of the promises."""
    kept = {name: asdict(measured[name]) for name in names() if name in measured}
    return json.dumps(kept, indent=2, ensure_ascii=False) + "\n"


def page(measured: dict[str, Measured]) -> str:
    """Return the page with every promise, measured or not."""
    parts = [
        "# Guarantees",
        "",
        "Made by `./rembuk guarantees` from what each command said in its last line. Every command exits with another",
        "number than 0 when its promise is broken; `./rembuk guarantees NAME` measures one again.",
        "",
        "| name | promise | command | last figures | kept | when, and on what |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*parts, *(_row(one, measured.get(one.name)) for one in PROMISES)]) + "\n"


def _row(promise: Promise, said: Measured | None) -> str:
    start = f"| {promise.name} | {promise.words} | `./rembuk {promise.command}` "
    if said is None:
        return f"{start}| not measured yet | | |"
    figures = said.figures.replace("|", "\\|")
    return f"{start}| {figures} | {'yes' if said.is_kept else 'no'} | {said.on}, {said.machine} |"


def faults_in_page(folder: Path = CHECKOUT / "docs") -> list[str]:
    """Return what is wrong when the page is not what was measured."""
    measured = read_measured((folder / MEASURED.name).read_text(encoding="utf-8"))
    is_fresh = (folder / PAGE.name).read_text(encoding="utf-8") == page(measured)
    return [] if is_fresh else ["docs/guarantees.md is out of date; run ./rembuk guarantees"]
