"""`./rembuk test`: the checks, then every test on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import typer

from rembuk.cli.installation import CHECKOUT

commands = typer.Typer()

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Database(StrEnum):
    """What the tests run on."""

    SQLITE = "sqlite"
    POSTGRES = "postgres"
    BOTH = "both"


class Verdict(StrEnum):
    """How a step ended."""

    PASSED = "passed"
    FAILED = "FAILED"
    NONE = "none"


@dataclass(frozen=True)
class Step:
    """One command of the run, and what the summary calls it."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """How a step ended; `words` is the last line that it said."""

    step: Step
    code: int
    seconds: float
    words: str

    @property
    def verdict(self) -> Verdict:
        """Say whether it passed; Pytest ends with 5 where none of the tests that were asked for runs."""
        return {0: Verdict.PASSED, 5: Verdict.NONE}.get(self.code, Verdict.FAILED)


@commands.command("test", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def run_tests(
    context: typer.Context,
    *,
    db: Annotated[Database, typer.Option(help="Which database to test on.")] = Database.BOTH,
    fast: Annotated[bool, typer.Option("--fast", help="SQLite only, no browser, few random examples.")] = False,
) -> None:
    """Run the checks and all tests. With arguments for pytest (./rembuk test tests/kernel) only those tests run."""
    if fast:
        os.environ["HYPOTHESIS_PROFILE"] = "fast"
    else:
        find_or_install_chromium()
    outcomes = [_run(step) for step in steps(db, fast=fast, arguments=tuple(context.args))]
    _print_summary(outcomes)
    sys.exit(not passed([outcome.verdict for outcome in outcomes], chosen=bool(context.args)))


def steps(db: Database, *, fast: bool, arguments: tuple[str, ...]) -> list[Step]:
    """Return what to run, in order; everything runs even after a failure."""
    python = sys.executable
    workers = os.environ.get("REMBUK_TEST_WORKERS", "2")
    # Slow tests stand side by side, such as those with a browser: who has done its part takes some of the other's.
    pytest = (python, "-m", "pytest", "-q", "-rfEs", "-n", workers, "--dist", "worksteal")
    plan = [] if arguments else [Step("checks", (python, "-m", "rembuk", "check"))]
    if db is not Database.POSTGRES or fast:
        without_browser = ("-m", "not browser") if fast else ()
        plan.append(Step("tests on SQLite", (*pytest, "--db", "sqlite", *without_browser, *arguments)))
    if db is not Database.SQLITE and not fast:
        # The browser sees the same pages whatever the database; once is enough.
        plan.append(Step("tests on PostgreSQL", (*pytest, "--db", "postgres", "-m", "not browser", *arguments)))
    return plan


def passed(verdicts: Sequence[Verdict], *, chosen: bool) -> bool:
    """Say whether a run passed: of `chosen` tests, some may be for one of the databases only."""
    enough = {Verdict.PASSED, Verdict.NONE} if chosen else {Verdict.PASSED}
    return Verdict.PASSED in verdicts and enough.issuperset(verdicts)


def _run(step: Step) -> Outcome:
    """Run a step, passing its output on as it comes."""
    typer.echo(f"\n=== {step.name} ===")
    began = time.monotonic()
    words = ""
    with subprocess.Popen(step.command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            words = line.strip() or words
    return Outcome(step, process.returncode, time.monotonic() - began, words.strip("= "))


def _print_summary(outcomes: list[Outcome]) -> None:
    typer.echo("\n=== summary ===")
    for outcome in outcomes:
        typer.echo(f"{outcome.verdict:<6}  {outcome.step.name:<20} {outcome.seconds:6.1f} s  {outcome.words}")


def find_or_install_chromium() -> None:
    """Install Debian's Chromium when there is none and this is root; otherwise the tests say what they skipped."""
    if any(shutil.which(name) for name in (os.environ.get("REMBUK_CHROMIUM", ""), *CHROMIUM_NAMES) if name):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        typer.echo("Installing Chromium for the browser tests …")
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (("apt-get", "update"), ("apt-get", "install", "-y", "--no-install-recommends", "chromium")):
            subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)
