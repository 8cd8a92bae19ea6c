"""Campaigns against an installation of their own: what nobody should type, and what should never happen."""

from __future__ import annotations

import logging
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rembuk.cli.installation import prepare, set_up_django
from rembuk.cli.measuring import move_to

if TYPE_CHECKING:
    from rembuk.web.staging import Stage

commands = typer.Typer()

Seed = Annotated[int, typer.Option(help="The same seed sends the same requests.")]


@commands.command()
def fuzz(
    *,
    n: Annotated[int, typer.Option(help="How many requests.")] = 20_000,
    seed: Seed = 1,
    case: Annotated[int | None, typer.Option(help="Only the request with this number.")] = None,
) -> None:
    """Type what nobody should type into every page of an invented year, as everybody; fail when something breaks."""
    with tempfile.TemporaryDirectory(prefix="rembuk-fuzz-") as var:
        move_to(Path(var))
        set_up_django()
        prepare()
        from rembuk.tenancy import in_tenant
        from rembuk.web.fuzz.campaign import run_campaign

        # Its lines are for whoever runs a site; a failure is told here.
        logging.getLogger("rembuk.web").setLevel(logging.ERROR)
        stage, tenant = _stage_of_a_year()
        numbers = range(n) if case is None else [case]
        with in_tenant(tenant):
            tally = run_campaign(stage, seed=seed, numbers=numbers, say=typer.echo)
    if case is not None:
        typer.echo("\n".join(one.trace for one in tally.findings))
    elif tally.findings:
        typer.echo(f"To see one again: ./rembuk fuzz --seed {seed} --case NUMBER")
    sys.exit(bool(tally.findings))


def _stage_of_a_year() -> tuple[Stage, int]:
    """Live through the invented year, with people of a kecamatan that has nothing to do with it beside it."""
    from rembuk.journeys.village_year import TENANT, seed_demo
    from rembuk.regions.models import Region, Tier
    from rembuk.tenancy import in_tenant
    from rembuk.web.samples import village
    from rembuk.web.staging import set_stage

    typer.echo("Composing a year in Bangun Rejo …")
    at = datetime.now(UTC)
    seed_demo("year", at=at)
    with in_tenant(TENANT):
        villages = Region.objects.filter(tier=Tier.VILLAGE).select_related("parent").order_by("number")
        here = villages.get(code=village(None)["code"])
        elsewhere = villages.exclude(parent=here.parent).first()
        return set_stage(here, elsewhere, at=at), TENANT
