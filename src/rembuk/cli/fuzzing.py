"""Typing what nobody should type, in several processes, each on its own copy of the same invented year."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import pickle
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rembuk.cli.campaigns import Seed, stage_of_a_year
from rembuk.cli.installation import prepare, set_up_django
from rembuk.cli.measuring import move_to

if TYPE_CHECKING:
    from rembuk.web.fuzz.campaign import Tally
    from rembuk.web.fuzz.site import Site

commands = typer.Typer()

MOST_IN_A_PART = 1_000  # A part comes back when all of it was sent.
TOLD_EVERY = 50_000


@commands.command()
def fuzz(
    *,
    n: Annotated[int, typer.Option(help="How many requests.", min=1)] = 20_000,
    seed: Seed = 1,
    case: Annotated[int | None, typer.Option(help="Only the request with this number.")] = None,
    processes: Annotated[int, typer.Option(help="How many processes share them.", min=1)] = os.cpu_count() or 1,
) -> None:
    """Type what nobody should type into every page of an invented year, as everybody; fail when something breaks."""
    numbers = range(n) if case is None else range(case, case + 1)
    with tempfile.TemporaryDirectory(prefix="rembuk-fuzz-") as folder:
        year = Path(folder, "year")
        year.mkdir()
        ground = _ground(year)
        from rembuk.web.fuzz.campaign import Tally, told

        tally, began = Tally(seed), time.monotonic()
        for part in _side_by_side(ground, seed, numbers, processes):
            tally += part
            for text in told(part.findings):
                typer.echo(text)
            if tally.attempts % TOLD_EVERY == 0:
                typer.echo(f"{tally.attempts:,} of {n:,} requests, {len(tally.findings)} findings", err=True)
    if case is not None:
        typer.echo("\n".join(one.trace for one in tally.findings))
    elif tally.findings:
        typer.echo(f"To see one again: ./rembuk fuzz --seed {seed} --case NUMBER")
    typer.echo(tally.line(time.monotonic() - began))
    sys.exit(bool(tally.findings))


@dataclass(frozen=True)
class _Ground:
    """The folder of a year that was lived through, its tenant, and the site with everybody signed in, packed."""

    year: Path
    tenant: int
    site: bytes


def _ground(year: Path) -> _Ground:
    _move_in(year)
    prepare()
    from django.db import connections

    from rembuk.tenancy import in_tenant
    from rembuk.web.fuzz.site import Site

    stage, tenant = stage_of_a_year()
    with in_tenant(tenant):
        site = Site(stage)
        site.prepare()
    connections.close_all()  # So that all of it is in the file.
    return _Ground(year, tenant, pickle.dumps(site))


def _move_in(var: Path) -> None:
    move_to(var)
    set_up_django()
    # Its lines are for whoever runs a site; a failure is told here.
    logging.getLogger("rembuk.web").setLevel(logging.ERROR)


# --- side by side --------------------------------------------------------------------------------------------------


def _side_by_side(ground: _Ground, seed: int, numbers: range, processes: int) -> Iterator[Tally]:
    """Yield what was seen of each part of the attempts, in order."""
    length = min(MOST_IN_A_PART, -(-len(numbers) // processes))
    parts = [numbers[begin : begin + length] for begin in range(0, len(numbers), length)]
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=fresh, initializer=_settle, initargs=(ground,)) as pool:
        yield from pool.map(partial(_part, seed), parts)


_settled: tuple[int, Site]  # In each process of its own, once it has settled.


def _settle(ground: _Ground) -> None:
    """Move into a copy of the year: on SQLite one writer keeps all others waiting."""
    global _settled  # noqa: PLW0603 - a process of a pool has no other place between two parts.
    own = Path(tempfile.mkdtemp(dir=ground.year.parent))
    shutil.copytree(ground.year, own, dirs_exist_ok=True)
    _move_in(own)
    _settled = ground.tenant, pickle.loads(ground.site)  # noqa: S301 - our own parent packed it.


def _part(seed: int, numbers: range) -> Tally:
    from rembuk.tenancy import in_tenant
    from rembuk.web.fuzz.campaign import run_campaign

    gc.collect()
    gc.freeze()  # Django's test client remembers each request; searching that for garbage is not the time of an answer.
    tenant, site = _settled
    with in_tenant(tenant):
        return run_campaign(site, seed=seed, numbers=numbers)
