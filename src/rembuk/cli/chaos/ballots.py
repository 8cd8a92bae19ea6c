"""Ballots that come in while what takes them in dies: every card's ballot is in the box, as it was sent, and counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from rembuk.cli.chaos.campaign import Plan
from rembuk.cli.chaos.clients import Window
from rembuk.cli.chaos.history import Deed, Outcome, Stored

if TYPE_CHECKING:
    from rembuk.priorities.models import Voting

CLIENTS = 50
SPOILT = 0.03
NO_OPTION = "no option"
TOKEN = "a" * 32
HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrf={TOKEN}"}
RECEIPT = re.compile(rb">([0-9a-f]{4}(?:-[0-9a-f]{4}){3})<")


@dataclass(frozen=True)
class OpenVote:
    """A vote that is open, the codes of its cards, and what its ballots may say."""

    voting: Voting
    codes: Sequence[str]
    options: Sequence[str]


def plan_ballots(tenant: int, _port: int, *, n: int, seed: int) -> Plan:
    """Plan the ballots of n cards; some choose what cannot be chosen."""
    from rembuk.tenancy import in_tenant

    with in_tenant(tenant):
        vote = _opened(n)
    sent = deeds(vote, seed)
    window = Window(lambda _deed: f"/pilih/{vote.voting.pk}", lambda _deed: dict(HEADERS), _body, _name)
    return Plan(window, sent, lambda: stored(vote, sent, tenant), lambda: miscounted(vote, sent, tenant), CLIENTS)


def _opened(n: int) -> OpenVote:
    """Open a vote with n cards in a kampung of the invented year that has none."""
    from rembuk.journeys.year.staff import Staff
    from rembuk.journeys.year.votes import OPEN, Season, VillageVote, most_planned
    from rembuk.people.models import Person
    from rembuk.priorities.rounds import options_of

    staff = Staff({person.login: person for person in Person.objects.all() if person.login}, "", "")
    village, lines = most_planned()
    season = Season(OPEN.declared, voters=n, ballots=n)
    voting, codes = VillageVote(village, staff, season, datetime.now(UTC)).prepare(lines)
    return OpenVote(voting, codes, [option.key for option in options_of(voting.round)])


def deeds(vote: OpenVote, seed: int) -> list[Deed]:
    """Return one ballot for each card."""
    random = Random(f"{seed}:ballots")  # noqa: S311 - the same ballots each time are the point.
    return [_deed(code, vote, random) for code in vote.codes]


def _deed(code: str, vote: OpenVote, random: Random) -> Deed:
    key = str(UUID(int=random.getrandbits(128), version=4))
    chosen = sorted(random.sample(vote.options, random.randint(1, vote.voting.most)))
    if random.random() < SPOILT:
        chosen.append(NO_OPTION)
    body = {"csrfmiddlewaretoken": TOKEN, "sending": key, "code": code, "chosen": chosen}
    return Deed(key, f"{code}: {', '.join(chosen)}", body)


def _body(deed: Deed) -> bytes:
    return urlencode(deed.body, doseq=True).encode()


def _name(page: bytes) -> str:
    found = RECEIPT.search(page)
    if found is None:
        raise ValueError("no receipt")
    return found[1].decode()


def stored(vote: OpenVote, sent: Sequence[Deed], tenant: int) -> Iterator[Stored]:
    """Yield every ballot in the box. Until it is counted, its code and the key of the vote lead to it."""
    from rembuk.priorities.guards import key_of
    from rembuk.priorities.models import Ballot, Sending
    from rembuk.priorities.secrecy import ballot_slot, receipt, sending_mark
    from rembuk.tenancy import in_tenant

    with in_tenant(tenant):
        key = key_of(vote.voting)
        said: dict[str, list[str]] = {}
        for slot, option in Ballot.objects.filter(voting=vote.voting).values_list("slot", "marks__option__key"):
            said.setdefault(slot, []).append(option or "nothing")
        sendings = set(Sending.objects.filter(voting=vote.voting).values_list("mark", flat=True))
    for deed in sent:
        code = str(deed.body["code"])
        slot = ballot_slot(key, code)
        if slot in said:
            chosen = ", ".join(sorted(said.pop(slot)))
            lacks = sending_mark(key, slot=slot, sending=deed.key) not in sendings
            yield Stored(deed.key, f"{code}: {chosen}", receipt(slot), ("its sending",) if lacks else ())
    for slot in said:
        yield Stored("", slot, f"a ballot in {slot}")


def miscounted(vote: OpenVote, sent: Sequence[Deed], tenant: int) -> Iterator[str]:
    """Count the vote, which two tallies must agree on, and say whose ballot was acknowledged and is not counted."""
    from rembuk.people.models import RoleGrant
    from rembuk.people.roles import Role
    from rembuk.priorities.actions import count_voting
    from rembuk.priorities.models import Receipt
    from rembuk.tenancy import in_tenant

    with in_tenant(tenant):
        council = RoleGrant.objects.select_related("person").get(role=Role.COUNCIL, region=vote.voting.region).person
        count_voting(vote.voting, by=council, at=vote.voting.closes_at)
        counted = set(Receipt.objects.filter(voting=vote.voting).values_list("text", flat=True))
    for deed in sent:
        if deed.outcome is Outcome.ACKNOWLEDGED and not deed.names <= counted:
            yield f"{deed.key}: acknowledged as {', '.join(deed.names)}, and not counted"
