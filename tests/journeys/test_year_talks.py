"""The rooms of the invented year: a conflict that the mediator tries to solve, and a kampung that agreed and plans."""

from __future__ import annotations

from datetime import timedelta

from rembuk.journal.models import Act
from rembuk.journeys.year.forums import Forum
from rembuk.journeys.year.planning import PlanningYear
from rembuk.journeys.year.rounds import CLOSED, CriteriaRound
from rembuk.journeys.year.talks import AgreedRoom, ConflictRoom
from rembuk.people.roles import Role
from rembuk.priorities.models import RoomAct
from rembuk.priorities.outcome import Lot, outcome_of
from rembuk.priorities.sealing import insist_as_sealed
from rembuk.priorities.states import RoomDeed
from rembuk.priorities.talks import talks_of
from tests.cast import MONDAY, Cast, grant
from tests.journeys.test_year_votes import staff_of
from tests.voices.scenes import opened

LATER = MONDAY + timedelta(days=60)


def year_of(cast: Cast) -> PlanningYear:
    return PlanningYear(cast.programme, staff_of(cast), LATER, LATER.year - 1)


def test_the_kecamatan_is_in_the_middle_of_a_conflict(cast: Cast) -> None:
    grant(cast.facilitator, Role.FACILITATOR, cast.kecamatan)
    year = year_of(cast)

    room = ConflictRoom(year, Forum(cast.kecamatan, year.staff)).hold([cast.kampung])

    talks = talks_of(room)
    insist_as_sealed(room.round)
    assert talks.standing(LATER).stage.value == "talking"
    assert talks.offered is not None
    assert talks.offered.projects == ("A1", "B1", "E")
    assert talks.offered in talks.frontier
    assert {line.about for line in talks.red_lines} == {"A", "B"}
    assert (talks.agenda.agreed, talks.agenda.contested) == (("E",), ("A1", "B", "B1", "C"))


def test_the_kampung_agreed_and_nobody_signed_for_both(cast: Cast) -> None:
    year = year_of(cast)
    hall = CriteriaRound(Forum(cast.kampung, year.staff), CLOSED, LATER)
    items = [hall.taken_up(opened(cast, f"wish {place}")[0]) for place in range(4)]

    room = AgreedRoom(year, hall.forum).hold(items)

    signed = RoomAct.objects.filter(room=room, deed=RoomDeed.SIGN).values_list("seat__person", flat=True)
    assert sorted(signed) == sorted([cast.head.pk, cast.council.pk])
    assert Lot.FUNDED in {one.lot for one in outcome_of(room.round).decided}
    assert room.round.closed_at is not None


def test_what_was_agreed_is_told_to_the_needs_behind_it(cast: Cast) -> None:
    year = year_of(cast)
    hall = CriteriaRound(Forum(cast.kampung, year.staff), CLOSED, LATER)

    AgreedRoom(year, hall.forum).hold([hall.taken_up(opened(cast, f"wish {place}")[0]) for place in range(4)])

    told = Act.objects.filter(kind__in=["round.funded", "round.reserved", "round.left_out"])
    assert told.count() == 4
