"""Short ways into a negotiation room: opened, sealed, with both lists, an offer, an agreement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from rembuk.people.models import Person
from rembuk.priorities.actions import open_room, take_seat, take_step
from rembuk.priorities.drafts import ActDraft, RoomDraft
from rembuk.priorities.models import Room, RoomAct
from rembuk.priorities.rounds import room_of
from rembuk.priorities.states import RoomDeed, RoomParty, Way
from rembuk.priorities.talks import Talks, talks_of
from tests.cast import MONDAY, Cast
from tests.priorities.scenes import ROUND, SCORED, drafted, minute_and_seal

LISTING = MONDAY + timedelta(days=1)
TALKING = SCORED
TERMS = RoomDraft(offers_each=2, residents_share=50, review_on=date(2027, 6, 1))
# The residents want the embankment, the government the well; there is money for one of them and the health post.
RESIDENTS = {"A": 9, "B": 1, "C": 6}
GOVERNMENT = {"A": 2, "B": 10, "C": 4}


def opened_room(cast: Cast) -> Room:
    """A room with its terms and nobody in it, in a round that is not sealed yet."""
    return open_room(drafted(cast, replace(ROUND, way=Way.TALKS)), TERMS, by=cast.secretary, at=MONDAY)


def seated_room(cast: Cast) -> Room:
    """A sealed room in which both sides and the mediator sit."""
    room = opened_room(cast)
    minute_and_seal(cast, room.round)
    again = room_of(room.round)
    assert again is not None
    again.round.refresh_from_db()
    for party, person in sitting(cast).items():
        take_seat(again, party, by=person, at=MONDAY)
    return again


def sitting(cast: Cast) -> dict[RoomParty, Person]:
    return {
        RoomParty.RESIDENTS: cast.council,
        RoomParty.GOVERNMENT: cast.head,
        RoomParty.MEDIATOR: cast.monitor,
    }


def listed_room(cast: Cast) -> Room:
    """A room with both lists."""
    room = seated_room(cast)
    for person, points in ((cast.council, RESIDENTS), (cast.head, GOVERNMENT)):
        for about, worth in points.items():
            act(room, RoomDeed.STATE, person, LISTING, about=about, points=worth, words=f"{about} penting.")
    return room


def act(room: Room, deed: RoomDeed, by: Person | None, at: datetime = TALKING, **said: Any) -> RoomAct:
    """Do one thing; `said` are fields of its draft."""
    return take_step(room, ActDraft(**{"key": uuid4(), "deed": deed, **said}), by=by, at=at)


def offer(room: Room, by: Person | None, *chosen: str, at: datetime = TALKING) -> RoomAct:
    return act(room, RoomDeed.OFFER, by, at, chosen=frozenset(chosen), words="Usul kami.")


def agreed_room(cast: Cast) -> Room:
    """A room in which the government took the residents' offer, and both signed."""
    room = listed_room(cast)
    offer(room, cast.council, "B", "C")
    act(room, RoomDeed.ACCEPT, cast.head)
    act(room, RoomDeed.SIGN, cast.head)
    act(room, RoomDeed.SIGN, cast.council)
    return room


def stage(room: Room, at: datetime = TALKING) -> str:
    return talks(room).standing(at).stage.value


def talks(room: Room) -> Talks:
    return talks_of(room)
