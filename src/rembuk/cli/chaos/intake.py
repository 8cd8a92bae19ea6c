"""Voices that come in while what takes them in dies."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from uuid import UUID

from rembuk.cli.chaos.clients import HOST, Crowd
from rembuk.cli.chaos.history import Deed, Outcome, Stored, breaches
from rembuk.cli.chaos.proxy import faulty_line
from rembuk.cli.chaos.threats import Start, Threatened, Threats, WouldNotStart
from rembuk.cli.postgres import NoPostgres, Server

PATH = "/sampaikan/kirim"
MOST_TOLD = 20
STARTS_WITHIN_SECONDS = 60
SPOILT = 0.03
WITH_CONTACT = 0.3
SUBDISTRICT = "18.02.02"
FIRST_INVENTED = 2900
MOST_FROM_ONE = 2_000


def run_intake(
    tenant: int, var: Path, server: Server | None, *, n: int, seed: int, every: float, say: Callable[[str], None]
) -> bool:
    """Send n voices into an installation that is killed again and again; say what became of them and if all is well."""
    random = Random(seed)  # noqa: S311 - the same campaign each time is the point.
    port = _own_port()
    threats = Threats(_targets(server, port, var), random, every)
    with ExitStack() as ending:
        ending.callback(threats.end)
        threats.tend()
        begun = _begun(port)
        ports = (port, ending.enter_context(faulty_line(port, random)))
        crowd = Crowd(ports, PATH, deeds(n, seed, begun, tenant), seed)
        started = time.monotonic()
        crowd.begin()
        threats.strike_until(crowd.is_done)
        seconds = time.monotonic() - started
        faults = [*breaches(crowd.deeds, stored(tenant)), *_gaps(tenant)]
    for fault in faults[:MOST_TOLD]:
        say(fault)
    say(_line(crowd.deeds, threats.struck, len(faults), seed, seconds))
    return not faults


def _own_port() -> int:
    """Return a port that another campaign on this machine is not given too."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


# --- what is threatened ----------------------------------------------------------------------------------------------


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


def _begun(port: int) -> str:
    """Wait until pages are served, and return what a form says of when it was begun."""
    for _try in range(STARTS_WITHIN_SECONDS * 2):
        try:
            with closing(HTTPConnection(HOST, port)) as connection:
                connection.request("GET", "/sampaikan")
                page = connection.getresponse().read().decode()
            return str(re.findall(r'name="begun" value="([^"]+)"', page)[0])
        except OSError:
            time.sleep(0.5)
    raise WouldNotStart("The site did not come up.")


# --- what is sent, and what must be there ----------------------------------------------------------------------------


def deeds(n: int, seed: int, begun: str, tenant: int) -> list[Deed]:
    """Return n voices; no two have the same words, and some will not do."""
    from rembuk.tenancy import in_tenant

    with in_tenant(tenant):
        villages = _villages_for(n)
    random = Random(f"{seed}:voices")  # noqa: S311 - the same voices each time are the point.
    return [_deed(number, random, random.choice(villages), begun) for number in range(n)]


def _villages_for(n: int) -> list[str]:
    """Return kampung enough for so many voices, some of them invented, so that no hour's limit turns any away."""
    from rembuk.regions.actions import keep_regions
    from rembuk.regions.drafts import RegionDraft
    from rembuk.regions.models import Region, Tier

    around = Region.objects.get(code=SUBDISTRICT)
    known = list(Region.objects.filter(parent=around).order_by("number").values_list("code", flat=True))
    numbers = range(FIRST_INVENTED, FIRST_INVENTED + n // MOST_FROM_ONE - len(known))
    invented = [
        RegionDraft(f"{SUBDISTRICT}.{number}", Tier.VILLAGE, name=f"Kampung Contoh {number}") for number in numbers
    ]
    keep_regions(around.tenant * 10**6, invented, by=None, at=datetime.now(UTC))
    return [*known, *(draft.code for draft in invented)]


def _deed(number: int, random: Random, region: str, begun: str) -> Deed:
    key = str(UUID(int=random.getrandbits(128), version=4))
    words = f"Mohon jembatan nomor {number} di Dusun 3 diperbaiki, papannya sudah lapuk."
    has_contact = random.random() < WITH_CONTACT
    body = {
        "key": key,
        "kind": "nothing" if random.random() < SPOILT else "wish",
        "words": words,
        "region": region,
        "hamlet": "Dusun 3",
        "confidentiality": random.choice(("open", "confidential")),
        "contact": f"0812{random.randrange(10**7, 10**8)}" if has_contact else "",
        "consent": "on" if has_contact else "",
        "begun": begun,
        "age_ms": "1000",
    }
    return Deed(key, words, body)


def stored(tenant: int) -> Iterator[Stored]:
    """Yield every voice that came in over the web, with what is missing of it."""
    from django.db import connections

    from rembuk.journal.models import Act
    from rembuk.journal.queries import reference
    from rembuk.people.models import Consent
    from rembuk.tenancy import in_tenant
    from rembuk.voices.models import Voice
    from rembuk.voices.receipts import receipt_word

    connections.close_all()
    with in_tenant(tenant):
        acts = Counter(Act.objects.filter(kind="voice.received").values_list("subject", flat=True))
        agreed = set(Consent.objects.values_list("identity_id", flat=True))
        for voice in Voice.objects.iterator():
            missing = {
                "its act": acts[reference(voice)] != 1,
                "its sender's consent": voice.contact_id is not None and voice.contact_id not in agreed,
            }
            name = f"{voice.code} {receipt_word(voice.key)}"
            yield Stored(str(voice.key), voice.words, name, tuple(what for what, lacks in missing.items() if lacks))


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
