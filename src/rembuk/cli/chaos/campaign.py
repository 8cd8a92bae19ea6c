"""A campaign: deeds that are handed in while what takes them in is killed again and again, and what became of them."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from random import Random

from rembuk.cli.chaos.clients import HOST, Crowd, Window
from rembuk.cli.chaos.history import Deed, Outcome, Stored, breaches
from rembuk.cli.chaos.proxy import faulty_line
from rembuk.cli.chaos.threats import Start, Threatened, Threats, WouldNotStart
from rembuk.cli.postgres import NoPostgres, Server

MOST_TOLD = 20
STARTS_WITHIN_SECONDS = 60
OK = 200


@dataclass(frozen=True)
class Plan:
    """What is handed in and where, and what asks the database afterwards; `clients` hand in side by side.

    `wrong` says what else is not as it should be once all is over.
    """

    window: Window
    deeds: Sequence[Deed]
    stored: Callable[[], Iterable[Stored]]
    wrong: Callable[[], Iterable[str]] = tuple
    clients: int = 8


@dataclass(frozen=True)
class Ground:
    """Where a campaign is held: the tenant, its folder, its database server if it has one, and how hard it is hit."""

    tenant: int
    var: Path
    server: Server | None
    seed: int
    every_seconds: float


def run_campaign(ground: Ground, plan_for: Callable[[int], Plan], *, say: Callable[[str], None]) -> bool:
    """Hand everything in to an installation that dies again and again; say what became of it and if all is well.

    `plan_for` is given the port of the site once it answers.
    """
    random = Random(ground.seed)  # noqa: S311 - the same campaign each time is the point.
    port = _own_port()
    threats = Threats(_targets(ground.server, port, ground.var), random, ground.every_seconds)
    with ExitStack() as ending:
        ending.callback(threats.end)
        threats.tend()
        _wait_for(port)
        plan = plan_for(port)
        ports = (port, ending.enter_context(faulty_line(port, random)))
        crowd = Crowd(ports, plan.window, plan.deeds, ground.seed, plan.clients)
        started = time.monotonic()
        crowd.begin()
        threats.strike_until(crowd.is_done)
        seconds = time.monotonic() - started
        faults = [*breaches(crowd.deeds, _asked_anew(plan.stored)), *plan.wrong(), *_gaps(ground.tenant)]
    for fault in faults[:MOST_TOLD]:
        say(fault)
    say(_line(crowd.deeds, threats.struck, len(faults), ground.seed, seconds))
    return not faults


def _asked_anew(stored: Callable[[], Iterable[Stored]]) -> Iterable[Stored]:
    from django.db import connections

    connections.close_all()  # What they led to may have died since.
    return stored()


def _own_port() -> int:
    """Return a port that another campaign on this machine is not given too."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


# --- what is threatened --------------------------------------------------------------------------------------------


def _targets(server: Server | None, port: int, var: Path) -> list[Threatened]:
    database = [Threatened("database", _starting(server))] if server else []
    return [
        *database,
        Threatened("web", _command(var / "web.log", "serve", "--no-browser", "--port", str(port))),
        Threatened("worker", _command(var / "worker.log", "work")),
    ]


def _starting(server: Server) -> Start:
    def start() -> subprocess.Popen[bytes]:
        try:
            return server.start()
        except NoPostgres as error:  # What was killed has not quite gone.
            raise WouldNotStart from error

    return start


def _command(log: Path, *arguments: str) -> Start:
    def start() -> subprocess.Popen[bytes]:
        with log.open("ab") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "rembuk", *arguments], stdout=output, stderr=output, start_new_session=True
            )

    return start


def _wait_for(port: int) -> None:
    """Wait until pages are served; raise WouldNotStart."""
    for _try in range(STARTS_WITHIN_SECONDS * 2):
        try:
            with closing(HTTPConnection(HOST, port)) as connection:
                connection.request("GET", "/readyz")
                if connection.getresponse().status == OK:
                    return
        except OSError:
            time.sleep(0.5)
    raise WouldNotStart("The site did not come up.")


# --- what is said of it --------------------------------------------------------------------------------------------


def _gaps(tenant: int) -> Iterator[str]:
    """Say whether the order of seals has a gap, though its worker was killed."""
    from django.db.models import Count, Max

    from rembuk.journal.models import Seal
    from rembuk.tenancy import in_tenant

    with in_tenant(tenant):
        found = Seal.objects.aggregate(count=Count("pk"), last=Max("number"))
    if found["count"] != (found["last"] or 0):
        yield f"seals: {found['count']} of them end at number {found['last']}"


def _line(made: Sequence[Deed], struck: Counter[str], faults: int, seed: int, seconds: float) -> str:
    outcomes = Counter(deed.outcome for deed in made)
    answers = sum((deed.answers for deed in made), Counter[int]())
    told = ", ".join(f"{outcomes[outcome]:,} {outcome.value}" for outcome in Outcome)
    blows = ", ".join(f"{name} {often}" for name, often in sorted(struck.items())) or "nothing struck"
    statuses = ", ".join(f"{often:,} x {status or 'no answer'}" for status, often in sorted(answers.items()))
    return f"{len(made):,} writes with seed {seed} in {seconds:.0f} s: {faults} breaches; {told}; {blows} ({statuses})."
