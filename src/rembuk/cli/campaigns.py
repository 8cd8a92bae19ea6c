"""Campaigns against an installation of their own, in which what should never happen does."""

from __future__ import annotations

import logging
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rembuk.cli.installation import prepare, set_up_django
from rembuk.cli.measuring import move_to
from rembuk.cli.postgres import SAFE, Database, Server, made_server

if TYPE_CHECKING:
    from rembuk.cli.chaos.campaign import Plan
    from rembuk.web.staging import Stage

commands = typer.Typer()
chaos = typer.Typer(help="Kill what serves people while they write, and look for what was lost.", no_args_is_help=True)
commands.add_typer(chaos, name="chaos")

VOICES_OF_A_YEAR = 1_600

Seed = Annotated[int, typer.Option(help="The same seed sends the same requests.")]


@chaos.command("intake")
def chaos_of_intake(
    *,
    n: Annotated[int, typer.Option(help="How many voices.")] = 5_000,
    seed: Seed = 1,
    db: Annotated[Database, typer.Option(help="Which database dies with the others.")] = Database.SQLITE,
    every: Annotated[float, typer.Option(help="Seconds between blows, on average.")] = 5.0,
) -> None:
    """Send voices from phones that lose the answer, and kill web, worker and database meanwhile."""
    from rembuk.cli.chaos.intake import plan_intake

    _kill_while(partial(plan_intake, n=n, seed=seed), db, seed=seed, every=every, found=_found)


@chaos.command("ballots")
def chaos_of_ballots(
    *,
    n: Annotated[int, typer.Option(help="How many ballots.")] = 5_000,
    seed: Seed = 1,
    db: Annotated[Database, typer.Option(help="Which database dies with the others.")] = Database.SQLITE,
    every: Annotated[float, typer.Option(help="Seconds between blows, on average.")] = 5.0,
) -> None:
    """Cast ballots from phones that lose the answer, kill web, worker and database meanwhile, and count them twice."""
    from rembuk.cli.chaos.ballots import plan_ballots

    _kill_while(partial(plan_ballots, n=n, seed=seed), db, seed=seed, every=every, found=_live_a_year)


@chaos.command("money")
def chaos_of_money(
    *,
    n: Annotated[int, typer.Option(help="How many payments and words for gifts.")] = 5_000,
    seed: Seed = 1,
    db: Annotated[Database, typer.Option(help="Which database dies with the others.")] = Database.SQLITE,
    every: Annotated[float, typer.Option(help="Seconds between blows, on average.")] = 5.0,
) -> None:
    """Pay, and confirm gifts, while web, worker and database are killed; then add the books up by SQL alone."""
    from rembuk.cli.chaos.money import plan_money

    _kill_while(partial(plan_money, n=n, seed=seed), db, seed=seed, every=every, found=_live_a_year)


def _kill_while(
    plan_for: Callable[[int, int], Plan],
    db: Database,
    *,
    seed: int,
    every: float,
    found: Callable[[], None],
) -> None:
    """Hold a campaign on an installation of its own, and end as it ended; a plan is given the tenant and the port."""
    from rembuk.cli.chaos.campaign import Ground, run_campaign

    # Whoever stops the campaign stops what it has started too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="rembuk-chaos-") as var, _installation(Path(var), db, found) as server:
        from rembuk.journeys.village_year import TENANT

        ground = Ground(TENANT, Path(var), server, seed, every)
        is_well = run_campaign(ground, partial(plan_for, TENANT), say=typer.echo)
    sys.exit(not is_well)


@chaos.command("meeting")
def chaos_of_meetings(
    *,
    runs: Annotated[int, typer.Option(help="How many evenings.")] = 1_000,
    seed: Seed = 1,
) -> None:
    """Write meetings down on two phones without a signal and with lost answers; nothing may be lost or doubled."""
    with tempfile.TemporaryDirectory(prefix="rembuk-chaos-") as var, _installation(Path(var), Database.SQLITE, _found):
        from rembuk.cli.chaos.intake import SUBDISTRICT
        from rembuk.cli.chaos.meeting import run_meetings
        from rembuk.journeys.village_year import TENANT
        from rembuk.regions.models import Region
        from rembuk.tenancy import in_tenant
        from rembuk.web.staging import Stage

        logging.getLogger("rembuk.web").setLevel(logging.ERROR)  # As above.
        with in_tenant(TENANT):
            here = Region.objects.filter(parent__code=SUBDISTRICT).select_related("parent").order_by("number")[0]
            stage = Stage(here, None, datetime.now(UTC))
            is_well = run_meetings(stage, runs=runs, seed=seed, say=typer.echo)
    sys.exit(not is_well)


@chaos.command("faults")
def chaos_of_faults(
    *,
    most: Annotated[int | None, typer.Option(help="How many calls of each write fail; all of them without it.")] = None,
    seed: Seed = 1,
) -> None:
    """Let each call of each write fail in turn; all of it must be there then, or nothing. On SQLite."""
    with tempfile.TemporaryDirectory(prefix="rembuk-faults-") as var:
        move_to(Path(var))
        set_up_django()
        prepare()
        from rembuk.tenancy import in_tenant
        from rembuk.web.faults.sweep import run_sweep

        logging.getLogger().setLevel(logging.CRITICAL)  # Failing is what it is about.
        stage, tenant = stage_of_a_year()
        with in_tenant(tenant):
            seen = run_sweep(stage, seed=seed, most=most, say=typer.echo)
    sys.exit(bool(seen.breaches))


@contextmanager
def _installation(var: Path, db: Database, found: Callable[[], None]) -> Iterator[Server | None]:
    """Get an installation of its own ready on a database that keeps what it acknowledges; give its server, if any."""
    move_to(var)
    if db is Database.SQLITE:
        found()
        yield None
        return
    with made_server(SAFE) as server:
        with server.begun() as address:
            os.environ["REMBUK_DATABASE"] = address
            found()
        yield server


def _found() -> None:
    """Begin the programme of Bangun Rejo, without anybody's voice yet."""
    set_up_django()
    prepare()
    from django.db import connections

    from rembuk.journeys.village_year import TENANT
    from rembuk.programmes.presets import start_bangun_rejo
    from rembuk.regions.presets import load_presets
    from rembuk.tenancy import in_tenant
    from rembuk.tenancy.models import Tenant

    yesterday = datetime.now(UTC) - timedelta(days=1)
    Tenant.objects.get_or_create(number=TENANT, defaults={"name": "Kabupaten Lampung Tengah"})
    with in_tenant(TENANT):
        load_presets(at=yesterday)
        start_bangun_rejo(by=None, at=yesterday)
    connections.close_all()


def _live_a_year() -> None:
    """Live through a small invented year, with staff and plans that there is something to vote on."""
    set_up_django()
    prepare()
    from django.db import connections

    from rembuk.journeys.village_year import seed_demo

    seed_demo("year", at=datetime.now(UTC), voices=VOICES_OF_A_YEAR)
    connections.close_all()


def stage_of_a_year() -> tuple[Stage, int]:
    """Live through the invented year, with people of a kecamatan that has nothing to do with it beside it."""
    from rembuk.journeys.village_year import TENANT, seed_demo
    from rembuk.regions.models import Region, Tier
    from rembuk.tenancy import in_tenant
    from rembuk.web.samples import village
    from rembuk.web.staged_phases import give_phases
    from rembuk.web.staging import set_stage

    typer.echo("Composing a year in Bangun Rejo …")
    at = datetime.now(UTC)
    seed_demo("year", at=at)
    with in_tenant(TENANT):
        villages = Region.objects.filter(tier=Tier.VILLAGE).select_related("parent").order_by("number")
        here = villages.get(code=village(None)["code"])
        elsewhere = villages.exclude(parent=here.parent).first()
        stage = set_stage(here, elsewhere, at=at)
        give_phases(stage)
        return stage, TENANT
