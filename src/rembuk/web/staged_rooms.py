"""A sample negotiation room, written plainly, for pages that show one: both signed there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
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


def give_empty_room(region: Region, title: str, *, at: datetime, by: Person, sealer: Person) -> Room:
    """Leave a sealed round by talks, in whose room nobody sits; both lists were due ten days before the moment."""
    before = at - 30 * DAY
    round_ = give_round(region, title, at=before, by=by)
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
    round_.digest, round_.sealed_by, round_.sealed_at = seal_of(round_), sealer, before
    round_.save(update_fields=["way", "digest", "sealed_in", "sealed_by", "sealed_at"])
    return room


def seat(room: Room, party: RoomParty, person: Person, role: Role) -> None:
    """Let somebody sit for a party, from the seal on."""
    RoomSeat.objects.create(room=room, party=party, person=person, held_as=role, taken_at=room.opened_at)


def give_listed_room(
    region: Region, title: str, *, at: datetime, by: Person, residents: Person, government: Person
) -> Room:
    """Leave a round by talks in whose room both lists lie and nobody has offered anything."""
    room = give_empty_room(region, title, at=at, by=by, sealer=residents)
    people = {RoomParty.RESIDENTS: (residents, Role.COUNCIL), RoomParty.GOVERNMENT: (government, Role.HEAD)}
    for party, (person, role) in people.items():
        seat(room, party, person, role)
        for key, points in LISTS[party].items():
            write_act(room, RoomDeed.STATE, party, room.opened_at + DAY, about=key, points=points, words="Contoh")
    return room


def give_room(region: Region, *, at: datetime, by: Person, residents: Person, government: Person) -> Room:
    """Leave a round by talks in whose room both sides have signed."""
    title = "Putaran contoh dengan rundingan"
    room = give_listed_room(region, title, at=at, by=by, residents=residents, government=government)
    talking = room.round.scores_end_at
    write_act(room, RoomDeed.OFFER, RoomParty.RESIDENTS, talking, chosen="A", words="Contoh tawaran")
    write_act(room, RoomDeed.ACCEPT, RoomParty.GOVERNMENT, talking)
    write_act(room, RoomDeed.SIGN, RoomParty.GOVERNMENT, talking, words="Contoh keberatan")
    write_act(room, RoomDeed.SIGN, RoomParty.RESIDENTS, talking)
    return room


def write_act(room: Room, deed: RoomDeed, party: RoomParty, at: datetime, **said: Any) -> None:
    """Write an act behind the others. Any: its columns."""
    held = RoomSeat.objects.get(room=room, party=party)
    number = RoomAct.objects.filter(room=room).count() + 1
    RoomAct.objects.create(
        room=room, number=number, key=uuid4(), deed=deed, party=party, seat=held, taken_at=at, **said
    )


def room_agreed(_owner: Person | None) -> Mapping[str, object]:
    """Name the first room in which both signed."""
    signed = RoomAct.objects.filter(deed=RoomDeed.SIGN).select_related("room").order_by("taken_at", "id").first()
    if signed is None:
        raise NoSample("There is no agreement in this database.")
    return {"round_id": signed.room.round_id}
