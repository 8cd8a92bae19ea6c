"""Voices that come in while what takes them in dies."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPConnection
from random import Random
from uuid import UUID

from rembuk.cli.chaos.campaign import Plan
from rembuk.cli.chaos.clients import HOST, Window
from rembuk.cli.chaos.history import Deed, Stored

PATH = "/sampaikan/kirim"
SPOILT = 0.03
WITH_CONTACT = 0.3
SUBDISTRICT = "18.02.02"
FIRST_INVENTED = 2900
MOST_FROM_ONE = 2_000


def plan_intake(tenant: int, port: int, *, n: int, seed: int) -> Plan:
    """Plan n voices; no two have the same words, and some will not do."""
    window = Window(lambda _deed: PATH, _headers, lambda deed: json.dumps(deed.body).encode(), _name)
    return Plan(window, deeds(n, seed, _begun(port), tenant), lambda: stored(tenant))


def _begun(port: int) -> str:
    """Return what a form says of when it was begun."""
    with closing(HTTPConnection(HOST, port)) as connection:
        connection.request("GET", "/sampaikan")
        page = connection.getresponse().read().decode()
    return str(re.findall(r'name="begun" value="([^"]+)"', page)[0])


def _headers(deed: Deed) -> dict[str, str]:
    return {"Content-Type": "application/json", "Accept": "application/json", "Idempotency-Key": deed.key}


def _name(body: bytes) -> str:
    read = json.loads(body)
    return f"{read['code']} {read['secret']}"


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
    from rembuk.journal.models import Act
    from rembuk.journal.queries import reference
    from rembuk.people.models import Consent
    from rembuk.tenancy import in_tenant
    from rembuk.voices.models import Voice
    from rembuk.voices.receipts import receipt_word

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
