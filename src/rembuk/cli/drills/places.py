"""Where a drill is held: a place that fills with voices and is lost, and an empty one where they come back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from rembuk.cli.installation import CHECKOUT, prepare, set_up_django
from rembuk.cli.measuring import move_to
from rembuk.cli.postgres import SAFE, Database, made_server

if TYPE_CHECKING:
    from rembuk.cli.bench.scenarios import Ground

MOST_SECONDS = 300


@contextmanager
def empty_place(var: Path, db: Database) -> Iterator[Mapping[str, str]]:
    """Be where there are no data yet, and say where its database is, in Django's words.

    On PostgreSQL it has a server of its own, of which nothing stays behind.
    """
    move_to(var)
    if db is Database.SQLITE:
        yield {"NAME": str(var / "rembuk.sqlite3")}
        return
    with made_server(SAFE) as server, server.begun() as address:
        os.environ["REMBUK_DATABASE"] = address
        os.environ["REMBUK_POSTGRES_PROGRAMS"] = str(server.programs.folder)
        yield {"HOST": dict(parse_qsl(urlsplit(address).query))["host"]}


def settle(n: int, seed: int) -> Ground:
    """Begin an installation here, with n needs and voices."""
    set_up_django()
    prepare()
    from django.db import connections

    from rembuk.cli.bench.scenarios import gather
    from rembuk.journeys.village_year import TENANT
    from rembuk.tenancy import in_tenant

    with in_tenant(TENANT):
        ground = gather(at=datetime.now(UTC), seed=seed)
        ground.crowd.grow_to(n)
    connections.close_all()
    return ground


def keep_keys(here: Path, safe: Path) -> None:
    """Copy the keys to where nothing is lost, as an operator has to."""
    for secret in here.glob("*.secret"):
        shutil.copy(secret, safe)


def keep_pictures(here: Path, safe: Path) -> None:
    """Copy the pictures to where nothing is lost; each is written once and never changed."""
    shutil.copytree(here / "media", safe / "media")


def timed(*command: str | Path) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Run a program as an operator would; also say how many seconds it took."""
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT / "src")}
    began = time.monotonic()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return time.monotonic() - began, done


def timed_ours(*command: str) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Run one of our own commands as an operator would."""
    return timed(sys.executable, "-m", "rembuk", *command)


def codes_in(place: Mapping[str, str]) -> set[str]:
    """Return the numbers of all voices in a place."""
    from django.db import connection

    from rembuk.journeys.village_year import TENANT
    from rembuk.tenancy import in_tenant
    from rembuk.voices.models import Voice

    # Settings were read in the place that is lost.
    connection.close()
    connection.settings_dict.update(place)
    try:
        with in_tenant(TENANT):
            return set(Voice.objects.values_list("code", flat=True).iterator())
    finally:
        connection.close()
