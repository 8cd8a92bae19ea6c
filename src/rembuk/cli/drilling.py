"""`./rembuk drill`: lose everything on purpose, and see that it comes back whole and in time."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qsl, urlsplit

import typer

from rembuk.cli.bench import servers
from rembuk.cli.bench.load import Request
from rembuk.cli.installation import CHECKOUT, prepare, set_up_django
from rembuk.cli.measuring import move_to
from rembuk.cli.postgres import SAFE, Database, made_server, stop
from rembuk.cli.serving import LOOPBACK

if TYPE_CHECKING:
    from rembuk.cli.bench.scenarios import Ground

commands = typer.Typer()

WRITERS = 4
BEFORE_THE_BACKUP = 2
MOST_SECONDS = 300


@commands.command()
def drill(
    *,
    n: Annotated[int, typer.Option(help="How many needs and voices there are.")] = 100_000,
    db: Annotated[Database, typer.Option(help="Which database is lost.")] = Database.SQLITE,
    seed: Annotated[int, typer.Option(help="The same seed makes the same crowd.")] = 1,
) -> None:
    """Back up while people write, destroy everything, restore into an empty place, and compare every row."""
    with tempfile.TemporaryDirectory(prefix="rembuk-drill-") as folder:
        report = _drill(Path(folder), db, n, seed)
    for fault in report.faults():
        typer.echo(fault, err=True)
    typer.echo(report.line())
    sys.exit(bool(report.faults()))


@dataclass
class Report:
    """What happened in a drill; times in seconds."""

    size: int
    seed: int
    backup: float = 0
    restore: float = 0
    saved: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    said: str = ""
    is_restored: bool = False

    def faults(self) -> list[str]:
        """Return a sentence for each thing that should not have happened."""
        found = [] if self.is_restored else [f"There is nothing back: {self.said}"]
        if not self.saved:
            found.append("Nobody wrote while the backup was made, so it proves nothing.")
        if self.lost:
            found.append(f"{len(self.lost)} voices were acknowledged before the backup and are lost.")
        if self.restore > MOST_SECONDS:
            found.append(f"Restoring took {self.restore:.0f} s; at most {MOST_SECONDS} s are promised.")
        return found

    def line(self) -> str:
        """Return the figures in one line."""
        return (
            f"drill: {self.size:,} voices, seed {self.seed}; backup {self.backup:.1f} s under load, "
            f"restore and proof {self.restore:.1f} s; {len(self.saved)} acknowledged before it, "
            f"{len(self.lost)} lost; {self.said.splitlines()[-1] if self.said else ''}"
        )


def _drill(folder: Path, db: Database, n: int, seed: int) -> Report:
    here, safe, there = folder / "here", folder / "safe", folder / "there"
    report = Report(n, seed)
    safe.mkdir()
    with _empty_place(here, db):
        _write_and_back_up(report, here, safe)
    shutil.rmtree(here)
    if report.said:
        return report
    shutil.copytree(safe, there, ignore=shutil.ignore_patterns("backups"))
    with _empty_place(there, db) as place:
        report.restore, done = _timed("restore", str(next((safe / "backups").iterdir())))
        report.is_restored, report.said = done.returncode == 0, (done.stdout + done.stderr).strip()
        report.lost = report.saved - (_codes(place) if report.is_restored else set())
    return report


@contextmanager
def _empty_place(var: Path, db: Database) -> Iterator[Mapping[str, str]]:
    """Be where there are no data yet, and say where its database is, in Django's words.

    On PostgreSQL it has a server of its own, of which nothing stays behind.
    """
    move_to(var)
    if db is Database.SQLITE:
        yield {"NAME": str(var / "rembuk.sqlite3")}
        return
    with made_server(SAFE) as server:
        running = server.start()
        try:
            server.make_role_and_database()
            os.environ["REMBUK_DATABASE"] = server.address
            os.environ["REMBUK_POSTGRES_PROGRAMS"] = str(server.programs.folder)
            yield {"HOST": dict(parse_qsl(urlsplit(server.address).query))["host"]}
        finally:
            stop(running)


def _write_and_back_up(report: Report, here: Path, safe: Path) -> None:
    set_up_django()
    prepare()
    ground = _gather(report.size, report.seed)
    for secret in here.glob("*.secret"):
        shutil.copy(secret, safe)
    with _people_writing(ground) as writers:
        time.sleep(BEFORE_THE_BACKUP)
        report.saved = writers.acknowledged()
        report.backup, made = _timed("backup", "--to", str(safe / "backups"))
    report.said = made.stderr.strip() if made.returncode else ""


def _gather(n: int, seed: int) -> Ground:
    from django.db import connections

    from rembuk.cli.bench.scenarios import gather
    from rembuk.journeys.village_year import TENANT
    from rembuk.tenancy import in_tenant

    with in_tenant(TENANT):
        ground = gather(at=datetime.now(UTC))
        ground.crowd.seed = seed
        ground.crowd.grow_to(n)
    connections.close_all()
    return ground


def _timed(*command: str) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Run one of our own commands as an operator would."""
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT / "src")}
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "rembuk", *command], env=environment, capture_output=True, text=True, check=False
    )
    return time.monotonic() - began, done


def _codes(place: Mapping[str, str]) -> set[str]:
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


# --- people who write meanwhile ------------------------------------------------------------------------------------


@contextmanager
def _people_writing(ground: Ground) -> Iterator[Writers]:
    """Serve, let people write, and in the end kill the server as a power cut would."""
    from rembuk.cli.bench.scenarios import submit
    from rembuk.journeys.village_year import TENANT
    from rembuk.tenancy import in_tenant

    with in_tenant(TENANT):
        requests = list(submit(ground))
    with servers.rembuk(page_cache=True) as server:
        writers = Writers(server.port, requests)
        try:
            yield writers
        finally:
            for pid in server.processes():
                os.kill(pid, signal.SIGKILL)
            writers.stop()


class Writers:
    """Some phones that send one voice after the other, and remember which numbers they were given."""

    def __init__(self, port: int, requests: list[Request]) -> None:
        self._port = port
        self._waiting = iter(requests)
        self._given: set[str] = set()
        self._lock = Lock()
        self._stop = Event()
        self._threads = [Thread(target=self._write) for _ in range(WRITERS)]
        for thread in self._threads:
            thread.start()

    def acknowledged(self) -> set[str]:
        """Return the numbers that were given out so far."""
        with self._lock:
            return set(self._given)

    def stop(self) -> None:
        """Wait until nobody writes any more."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _write(self) -> None:
        phone = HTTPConnection(LOOPBACK, self._port, timeout=30)
        try:
            while not self._stop.is_set() and (request := self._next()) is not None:
                phone.request(request.method, request.path, request.body, dict(request.headers))
                answer = phone.getresponse()
                told = json.loads(answer.read())
                with self._lock:
                    self._given |= {told["code"]} if answer.status == 201 else set()
        except (OSError, HTTPException):
            return  # The server was killed, as planned; what was not acknowledged counts for nothing.
        finally:
            phone.close()

    def _next(self) -> Request | None:
        with self._lock:
            return next(self._waiting, None)
