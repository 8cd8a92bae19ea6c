"""A sample vote that is open, written plainly, for pages that show one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from rembuk.engines.allocation import Project
from rembuk.people.models import Person
from rembuk.priorities.counting import CountRule, Declaration
from rembuk.priorities.marking import BallotKind
from rembuk.priorities.models import PrintedSheet, Voting
from rembuk.priorities.secrecy import KEY_BYTES
from rembuk.priorities.serials import draw_serial
from rembuk.priorities.writing import write_ballots
from rembuk.regions.models import Region
from rembuk.tenancy.fields import uuid7
from rembuk.tenancy.privacy import encrypt
from rembuk.web.samples import NoSample
from rembuk.web.staged_rounds import PAGU, WISHES, give_round

DAY = timedelta(days=1)
DECLARATION = Declaration(
    options=tuple(Project(key, cost, wish) for key, wish, cost in WISHES),
    budget_rupiah=PAGU,
    kind=BallotKind.APPROVAL,
    most=2,
    rule=CountRule.EQUAL_SHARES,
)


def give_voting(region: Region, *, at: datetime, by: Person, pk: UUID | None = None) -> Voting:
    """Open a vote, under an id of its own or a known one; its key is no secret, as nobody votes with it."""
    voting = Voting.objects.create(
        pk=pk or uuid7(),
        round=give_round(region, f"Putaran contoh {at:%Y-%m-%d}", at=at - 30 * DAY, by=by),
        region=region,
        region_number=region.number,
        title="Pemungutan suara contoh",
        kind=DECLARATION.kind,
        most=DECLARATION.most,
        rule=DECLARATION.rule,
        budget_rupiah=DECLARATION.budget_rupiah,
        seal=DECLARATION.seal,
        objections_end_at=at - DAY,
        opens_at=at - DAY,
        closes_at=at + 30 * DAY,
        declared_by=by,
        declared_at=at - 9 * DAY,
        roll_signed_by=by,
        roll_signed_at=at - DAY,
        kept_key=encrypt(bytes(KEY_BYTES).hex()),
    )
    PrintedSheet.objects.create(voting=voting, serial=draw_serial(lambda _most: 0))
    return voting


def printed(_owner: Person | None) -> Mapping[str, object]:
    """Name the first vote that paper ballots are registered for."""
    found = PrintedSheet.objects.order_by("serial").first()
    if found is None:
        raise NoSample("There are no paper ballots in this database.")
    return {"voting": found.voting_id}


def give_counted_voting(region: Region, *, at: datetime, by: Person) -> Voting:
    """Leave a vote that was counted, with ten ballots."""
    voting = give_voting(region, at=at - 60 * DAY, by=by)
    write_ballots(voting, [{"A": 1}] * 6 + [{"B": 1}] * 4)
    voting.counted_at, voting.counted_by, voting.kept_key = voting.closes_at, by, ""
    voting.save(update_fields=["counted_at", "counted_by", "kept_key"])
    return voting
