"""Attacks on an installation of their own, with more in hand than an attacker should ever have."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from rembuk.cli.installation import prepare, set_up_django
from rembuk.cli.measuring import move_to

commands = typer.Typer()
attacks = typer.Typer(help="Attack what is kept secret, and fail when it works.", no_args_is_help=True)
commands.add_typer(attacks, name="attack")

VOICES_OF_A_YEAR = 1_600
FEWEST_VOTERS = 20


@attacks.command()
def relink(
    *,
    n: Annotated[int, typer.Option(min=FEWEST_VOTERS, help="How many voters.")] = 60,
    seed: Annotated[int, typer.Option(help="The same seed casts the same ballots.")] = 1,
) -> None:
    """Link voters to ballots after the count, with every row, file and export in hand; fail if chance is beaten."""
    with tempfile.TemporaryDirectory(prefix="rembuk-attack-") as var:
        move_to(Path(var))
        set_up_django()
        prepare()
        from rembuk.cli.attacks.relink import attack
        from rembuk.cli.attacks.scenes import count_at_its_end, open_vote, vote_one_after_the_other
        from rembuk.cli.attacks.taking import bytes_on_disk, take
        from rembuk.journeys.village_year import TENANT, seed_demo
        from rembuk.tenancy import in_tenant

        seed_demo("year", at=datetime.now(UTC), voices=VOICES_OF_A_YEAR)
        with in_tenant(TENANT):
            voting, codes, came, at = open_vote(n)
            truth = vote_one_after_the_other(voting, codes, came, seed=seed, at=at)
            # Before the count the file has the order in it: an attack that does not see that would see nothing.
            before = attack(take(voting, TENANT, bytes_on_disk()), truth, TENANT)
            count_at_its_end(voting)
            after = attack(take(voting, TENANT, bytes_on_disk()), truth, TENANT)
    typer.echo(f"Before the count, to see that the attack works: {before.figures}.")
    typer.echo(f"After the count: {after.figures}.")
    sys.exit(after.is_breach or max(before.right) < n)
