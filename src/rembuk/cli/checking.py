"""`./rembuk check`: everything that a machine can judge without running the tests, in under a minute."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

import typer

from rembuk.cli.installation import CHECKOUT
from rembuk.cli.leaks import faults_in_secrets
from rembuk.cli.tidiness import faults_in_locks, faults_in_tracked_files

commands = typer.Typer()

PYTHON = sys.executable
RUN_IMPORT_LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@dataclass(frozen=True)
class Check:
    """A thing to judge: a command that exits with 0, or a function that returns no faults."""

    name: str
    judge: tuple[str, ...] | Callable[[], list[str]]


@dataclass(frozen=True)
class Verdict:
    """What came of a check; `words` say what is wrong."""

    name: str
    passed: bool
    seconds: float
    words: str


# The slowest first, so that the others fill the second core.
CHECKS = (
    Check("types", (PYTHON, "-m", "mypy")),
    Check("imports", (PYTHON, "-c", RUN_IMPORT_LINTER, "--no-logo")),
    Check("security", (PYTHON, "-m", "bandit", "--quiet", "--recursive", "--configfile", "pyproject.toml", "src")),
    Check("secrets", faults_in_secrets),
    Check("migrations", (PYTHON, "-m", "rembuk", "manage", "makemigrations", "--check", "--dry-run")),
    Check("generated docs", (PYTHON, "-m", "rembuk", "docs", "--check")),
    Check("translations", (PYTHON, "-m", "rembuk", "translate", "--check")),
    Check("templates", (PYTHON, "-m", "djlint", "--quiet", "src/rembuk/web/templates")),
    Check("dependencies", (PYTHON, "-m", "deptry", "--no-ansi", ".")),
    Check("rules of style", (PYTHON, "-m", "ruff", "check", "--quiet", ".")),
    Check("format", (PYTHON, "-m", "ruff", "format", "--check", "--quiet", ".")),
    Check("lock files", faults_in_locks),
    Check("tracked files", faults_in_tracked_files),
)


@commands.command()
def check() -> None:
    """Judge style, types, layers, templates, migrations, translations, generated docs and lock files."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rembuk-check-") as var, ThreadPoolExecutor(os.cpu_count()) as pool:
        verdicts = [pool.submit(_judge, check, var) for check in CHECKS]
        failed = [verdict for finished in as_completed(verdicts) if not _told(verdict := finished.result()).passed]
    for verdict in failed:
        typer.echo(f"\n--- {verdict.name} ---\n{verdict.words}")
    typer.echo(f"\n{len(CHECKS) - len(failed)} of {len(CHECKS)} checks passed in {time.monotonic() - began:.0f} s.")
    sys.exit(bool(failed))


def _judge(check: Check, var: str) -> Verdict:
    began = time.monotonic()
    if callable(check.judge):
        words = "\n".join(check.judge())
        return Verdict(check.name, not words, time.monotonic() - began, words)
    # Settings are read with a var folder of the check's own, so that checking leaves nothing behind.
    environment = {name: value for name, value in os.environ.items() if name != "REMBUK_DATABASE"}
    done = subprocess.run(
        check.judge,
        cwd=CHECKOUT,
        env=environment | {"REMBUK_VAR": var},
        capture_output=True,
        text=True,
        check=False,
    )
    words = (done.stdout + done.stderr).strip()
    return Verdict(check.name, done.returncode == 0, time.monotonic() - began, words)


def _told(verdict: Verdict) -> Verdict:
    typer.echo(f"{'ok  ' if verdict.passed else 'FAIL'}  {verdict.name:<16} {verdict.seconds:5.1f} s")
    return verdict
