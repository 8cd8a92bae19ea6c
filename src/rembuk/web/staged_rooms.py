"""A sample negotiation room, written plainly, for pages that show one: both signed there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.priorities.models import Room, RoomAct, RoomSeat
from rembuk.priorities.sealing import seal_of
from rembuk.priorities.states import RoomDeed, RoomParty, Way
from rembuk.regions.models import Region
from rembuk.web.samples import NoSample
from rembuk.web.staged_rounds import DAY, give_minutes, give_round

LISTS = {RoomParty.RESIDENTS: {"A": 9, "B": 4}, RoomParty.GOVERNMENT: {"A": 3, "B": 8}}


def give_room(region: Region, *, at: datetime, by: Person, residents: Person, government: Person) -> Room:
    """Leave a round by talks in whose room both sides have signed."""
    before = at - 30 * DAY
    round_ = give_round(region, "Putaran contoh dengan rundingan", at=before, by=by)
    round_.way = Way.TALKS
    room = Room.objects.create(
        round=round_,
        offers_each=3,
        residents_share=50,
        review_on=(at + 90 * DAY).date(),
        opened_by=by,
        opened_at=before,
    )
    round_.sealed_in = give_minutes(round_, at=before, by=by)
    round_.digest, round_.sealed_by, round_.sealed_at = seal_of(round_), residents, before
    round_.save(update_fields=["way", "digest", "sealed_in", "sealed_by", "sealed_at"])
    people = {RoomParty.RESIDENTS: (residents, Role.COUNCIL), RoomParty.GOVERNMENT: (government, Role.HEAD)}
    seats = {
        party: RoomSeat.objects.create(room=room, party=party, person=person, held_as=role, taken_at=before)
        for party, (person, role) in people.items()
    }
    _act_in(seats, before + DAY, round_.scores_end_at)
    return room


def _act_in(seats: Mapping[RoomParty, RoomSeat], listing: datetime, talking: datetime) -> None:
    rows: list[dict[str, Any]] = [  # Any: columns of an act.
        {"deed": RoomDeed.STATE, "party": party, "about": key, "points": points, "words": "Contoh", "taken_at": listing}
        for party, points_of in LISTS.items()
        for key, points in points_of.items()
    ]
    steps: tuple[tuple[RoomDeed, RoomParty, dict[str, str]], ...] = (
        (RoomDeed.OFFER, RoomParty.RESIDENTS, {"chosen": "A", "words": "Contoh tawaran"}),
        (RoomDeed.ACCEPT, RoomParty.GOVERNMENT, {}),
        (RoomDeed.SIGN, RoomParty.GOVERNMENT, {"words": "Contoh keberatan"}),
        (RoomDeed.SIGN, RoomParty.RESIDENTS, {}),
    )
    rows += [
        {"deed": deed, "party": party, "taken_at": talking + timedelta(minutes=place), **said}
        for place, (deed, party, said) in enumerate(steps)
    ]
    RoomAct.objects.bulk_create(
        RoomAct(room=seats[row["party"]].room, seat=seats[row["party"]], number=place, key=uuid4(), **row)
        for place, row in enumerate(rows, start=1)
    )


def room_agreed(_owner: Person | None) -> Mapping[str, object]:
    """Name the first room in which both signed."""
    signed = RoomAct.objects.filter(deed=RoomDeed.SIGN).select_related("room").order_by("taken_at", "id").first()
    if signed is None:
        raise NoSample("There is no agreement in this database.")
    return {"round_id": signed.room.round_id}
