"""`./rembuk doctor`: what this installation lacks, in plain words, with what to do about it."""

from __future__ import annotations

import sys

import typer

from rembuk.cli.installation import set_up_django

commands = typer.Typer()


@commands.command()
def doctor() -> None:
    """Say what this installation lacks, and what to do; fail when data or people are in danger."""
    set_up_django()
    from rembuk.cli.safekeeping.examination import CHECKS, examine

    findings = examine()
    for finding in findings:
        typer.echo(f"{'FAULT ' if finding.is_fault else 'advice'}  {finding.words}")
    faults = sum(finding.is_fault for finding in findings)
    typer.echo(f"{len(CHECKS)} things looked at: {faults} faults, {len(findings) - faults} advices.")
    sys.exit(bool(faults))
