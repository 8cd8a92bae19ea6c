"""A sample vote that is open, written plainly, for pages that show one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from uuid import UUID, uuid4

from PIL import Image

from rembuk.engines.allocation import Project
from rembuk.media.actions import receive_part
from rembuk.people.models import Person
from rembuk.priorities.counting import CountRule, Declaration
from rembuk.priorities.marking import BallotKind
from rembuk.priorities.models import PaperReading, PrintedSheet, Voting
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


def photographed(_owner: Person | None) -> Mapping[str, object]:
    """Name the latest sheet of which there is a picture: earlier ones may be settled, and shown to fewer people."""
    found = _photographed()
    return {"voting": found.voting_id, "serial": found.serial}


def sheet_photo(_owner: Person | None) -> Mapping[str, object]:
    """Name its picture."""
    return {**photographed(None), "digest": _photographed().photo.digest}


def give_ended_voting(region: Region, *, at: datetime, by: Person) -> Voting:
    """Leave a vote that ended an hour ago, with a sheet that one person has read from its picture."""
    voting = give_voting(region, at=at - 2 * DAY, by=by)
    # Declared after the open one, so that pages which show a vote still show that one first.
    voting.declared_at, voting.closes_at = at - 4 * DAY, at - timedelta(hours=1)
    voting.save(update_fields=["declared_at", "closes_at"])
    out = BytesIO()
    Image.new("RGB", (480, 640), "white").save(out, "JPEG")
    data = out.getvalue()
    photo = receive_part(uuid4(), 0, len(data), data, by=None, at=at).photo
    serial = PrintedSheet.objects.get(voting=voting).serial
    PaperReading.objects.create(voting=voting, serial=serial, read_by=by, photo=photo)
    return voting


def _photographed() -> PaperReading:
    found = PaperReading.objects.filter(photo__isnull=False).select_related("photo").order_by("id").last()
    if found is None:
        raise NoSample("There is no picture of a paper ballot in this database.")
    return found


def give_counted_voting(region: Region, *, at: datetime, by: Person) -> Voting:
    """Leave a vote that was counted, with ten ballots."""
    voting = give_voting(region, at=at - 60 * DAY, by=by)
    write_ballots(voting, [{"A": 1}] * 6 + [{"B": 1}] * 4)
    voting.counted_at, voting.counted_by, voting.kept_key = voting.closes_at, by, ""
    voting.save(update_fields=["counted_at", "counted_by", "kept_key"])
    return voting
