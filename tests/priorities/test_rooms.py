"""The negotiation room: announced terms, two sides with accounts of their own, and nothing agreed without both."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from rembuk.engines.negotiation import StepRefused, read_minutes
from rembuk.journal.models import Act
from rembuk.people.models import RoleGrant
from rembuk.people.roles import Role
from rembuk.priorities.actions import (
    AlreadySealed,
    NotAnAct,
    NotForTalks,
    NotNow,
    NotReadyToSeal,
    SitsElsewhere,
    close_round,
    open_room,
    take_seat,
    take_step,
)
from rembuk.priorities.drafts import ActDraft
from rembuk.priorities.models import Room, RoomAct, RoomSeat
from rembuk.priorities.outcome import Lot, NotDecided, outcome_of
from rembuk.priorities.phases import phase_of_round
from rembuk.priorities.sealing import seal_of, spoken
from rembuk.priorities.states import RoomDeed, RoomParty, RoundPhase, Shape, Way
from rembuk.priorities.talks import talks_of
from tests.cast import MONDAY, grant
from tests.meetings.scenes import decide, running
from tests.priorities.scenes import RESULT, ROUND, SCORED, drafted, minute_and_seal, sealed
from tests.priorities.talking import (
    LISTING,
    TALKING,
    TERMS,
    act,
    agreed_room,
    listed_room,
    offer,
    opened_room,
    seated_room,
    stage,
)

LAST_SECOND = RESULT - timedelta(seconds=1)


# --- terms ---------------------------------------------------------------------------------------------------------


def test_talks_are_sealed_with_their_terms(cast):
    round_ = drafted(cast, replace(ROUND, way=Way.TALKS))
    before = seal_of(round_)

    open_room(round_, TERMS, by=cast.secretary, at=MONDAY)

    assert seal_of(round_) != before


def test_a_round_by_talks_is_not_sealed_before_its_terms_are_announced(cast):
    round_ = drafted(cast, replace(ROUND, way=Way.TALKS))

    with pytest.raises(NotReadyToSeal):
        minute_and_seal(cast, round_)


def test_only_a_round_by_talks_has_a_room_and_only_one(cast):
    room = opened_room(cast)

    with pytest.raises(NotForTalks):
        open_room(drafted(cast), TERMS, by=cast.secretary, at=MONDAY)
    with pytest.raises(NotForTalks):
        open_room(room.round, TERMS, by=cast.secretary, at=MONDAY)


def test_terms_are_not_announced_after_the_seal_nor_by_just_anybody(cast):
    with pytest.raises(AlreadySealed):
        open_room(sealed(cast), TERMS, by=cast.secretary, at=MONDAY)
    with pytest.raises(PermissionDenied):
        open_room(drafted(cast, replace(ROUND, way=Way.TALKS)), TERMS, by=cast.resident, at=MONDAY)


# --- seats ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("party", "who"),
    [
        (RoomParty.RESIDENTS, {"council"}),
        (RoomParty.GOVERNMENT, {"secretary", "head"}),
        (RoomParty.MEDIATOR, {"facilitator", "camat", "monitor"}),
    ],
)
def test_each_party_has_people_of_its_own(cast, party, who):
    room = opened_room(cast)
    seated = set()

    for name, person in {"resident": cast.resident, **cast.staff}.items():
        try:
            take_seat(room, party, by=person, at=MONDAY)
        except PermissionDenied:
            continue
        seated.add(name)

    assert seated == who


def test_nobody_sits_for_two_parties(cast):
    room = seated_room(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        RoomSeat.objects.create(
            room=room, party=RoomParty.RESIDENTS, person=cast.head, held_as="council", taken_at=MONDAY
        )


def test_a_head_who_is_on_the_council_too_sits_for_one_side_only(cast):
    room = seated_room(cast)
    grant(cast.head, Role.COUNCIL, cast.kampung, at=MONDAY)

    with pytest.raises(SitsElsewhere):
        take_seat(room, RoomParty.RESIDENTS, by=cast.head, at=MONDAY)


def test_sitting_down_twice_is_sitting_down_once(cast):
    room = seated_room(cast)

    again = take_seat(room, RoomParty.RESIDENTS, by=cast.council, at=LISTING)

    assert again.taken_at == MONDAY
    assert RoomSeat.objects.filter(room=room).count() == 3


# --- lists, other ways and red lines -------------------------------------------------------------------------------


def test_the_lists_of_both_sides_lie_on_the_table(cast):
    table = talks_of(listed_room(cast)).table

    assert [(one.id, one.residents, one.government) for one in table.projects] == [
        ("A", 9, 2),
        ("B", 1, 10),
        ("C", 6, 4),
    ]


def test_a_list_is_handed_in_before_the_talks_and_only_once(cast):
    room = seated_room(cast)
    said: Any = {"about": "A", "points": 5, "words": "Jalan."}
    act(room, RoomDeed.STATE, cast.council, LISTING, **said)

    with pytest.raises(NotAnAct):
        act(room, RoomDeed.STATE, cast.council, LISTING, **said)
    with pytest.raises(NotAnAct):
        act(room, RoomDeed.STATE, cast.head, TALKING, **said)


@pytest.mark.parametrize(
    "said",
    [
        {"about": "Z", "points": 5, "words": "Jalan."},
        {"about": "A", "points": 11, "words": "Jalan."},
        {"about": "A", "points": None, "words": "Jalan."},
        {"about": "A", "points": 5, "words": ""},
    ],
)
def test_a_position_names_a_wish_points_and_words(cast, said):
    room = seated_room(cast)

    with pytest.raises(NotAnAct):
        act(room, RoomDeed.STATE, cast.council, LISTING, **said)


def test_what_a_list_holds_is_in_no_act_before_both_are_in(cast):
    listed_room(cast)

    facts = [json.dumps(one.facts) for one in Act.objects.filter(kind="room.stepped")]

    assert len(facts) == 6
    assert not [one for one in facts if "points" in one or "penting" in one]


def test_another_way_counts_once_both_sides_said_what_it_is_worth(cast):
    room = listed_room(cast)
    shown: Any = {"about": "A", "shape": Shape.PHASE, "cost_rupiah": 25_000_000, "words": "Separuh talud dahulu."}
    way = act(room, RoomDeed.VARY, cast.head, **shown)
    act(room, RoomDeed.STATE, cast.head, about=way.about, points=2, words="Bisa.")
    before = [one.id for one in talks_of(room).table.projects]

    act(room, RoomDeed.STATE, cast.council, about=way.about, points=7, words="Cukup dahulu.")

    assert before == ["A", "B", "C"]
    assert [one.id for one in talks_of(room).table.projects] == ["A", "A1", "B", "C"]
    assert talks_of(room).table.conflicts == {frozenset({"A", "A1"})}


def test_other_ways_of_one_wish_are_numbered(cast):
    room = listed_room(cast)

    ways = [
        act(room, RoomDeed.VARY, cast.head, about="A", shape=Shape.CUT, cost_rupiah=cost, words="Lebih pendek.")
        for cost in (20_000_000, 10_000_000)
    ]

    assert [way.about for way in ways] == ["A1", "A2"]


@pytest.mark.parametrize(
    "shown",
    [
        {"about": "A", "shape": Shape.CUT, "cost_rupiah": 50_000_000, "words": "Sama saja."},
        {"about": "A", "shape": None, "cost_rupiah": 10_000_000, "words": "Entah."},
        {"about": "Z", "shape": Shape.CUT, "cost_rupiah": 10_000_000, "words": "Entah."},
        {"about": "A", "shape": Shape.CUT, "cost_rupiah": None, "words": "Entah."},
    ],
)
def test_another_way_costs_less_and_says_how(cast, shown):
    room = listed_room(cast)

    with pytest.raises(NotAnAct):
        act(room, RoomDeed.VARY, cast.head, **shown)


def test_a_red_line_has_a_reason_and_is_drawn_once(cast):
    room = listed_room(cast)
    drawn: Any = {"about": "A", "asks": "must"}
    act(room, RoomDeed.DRAW, cast.council, words="Sudah dua kali longsor.", **drawn)

    with pytest.raises(NotAnAct):
        act(room, RoomDeed.DRAW, cast.council, words="Sekali lagi.", **drawn)
    with pytest.raises(NotAnAct):
        act(room, RoomDeed.DRAW, cast.head, **drawn)
    assert [(one.side.value, one.project, one.wish.value) for one in talks_of(room).demands] == [
        ("residents", "A", "must")
    ]


def test_the_mediator_has_no_list_and_no_red_line(cast):
    room = seated_room(cast)

    with pytest.raises(NotAnAct):
        act(room, RoomDeed.STATE, cast.monitor, LISTING, about="A", points=5, words="Jalan.")


# --- talks ---------------------------------------------------------------------------------------------------------


def test_two_sides_agree_and_both_sign(cast):
    room = listed_room(cast)
    stages = [stage(room)]
    offer(room, cast.council, "B", "C")
    for deed, person in ((RoomDeed.ACCEPT, cast.head), (RoomDeed.SIGN, cast.head), (RoomDeed.SIGN, cast.council)):
        act(room, deed, person)
        stages.append(stage(room))

    assert stages == ["talking", "signing", "half_signed", "agreed"]


def test_one_account_never_signs_for_both(cast):
    room = listed_room(cast)
    offer(room, cast.council, "B", "C")
    act(room, RoomDeed.ACCEPT, cast.head)
    act(room, RoomDeed.SIGN, cast.head)

    with pytest.raises(StepRefused):
        act(room, RoomDeed.SIGN, cast.head)
    assert stage(room) == "half_signed"


def test_nobody_acts_who_does_not_sit_there(cast):
    room = listed_room(cast)

    for person in (None, cast.resident, cast.secretary, cast.other_head):
        with pytest.raises(PermissionDenied):
            offer(room, person, "B", "C")


def test_who_has_lost_the_office_acts_no_more(cast):
    room = listed_room(cast)
    RoleGrant.objects.filter(person=cast.head).update(ended_at=LISTING, ended_why="Masa jabatan habis.")

    with pytest.raises(PermissionDenied):
        offer(room, cast.head, "B")


def test_an_offer_that_costs_more_than_there_is_is_refused_and_nothing_written(cast):
    room = listed_room(cast)
    before = RoomAct.objects.count()

    with pytest.raises(StepRefused):
        offer(room, cast.council, "A", "B")

    assert RoomAct.objects.count() == before


def test_the_same_act_again_changes_nothing(cast):
    room = listed_room(cast)
    draft = ActDraft(key=uuid4(), deed=RoomDeed.OFFER, words="Usul.", chosen=frozenset("BC"))
    first = take_step(room, draft, by=cast.council, at=TALKING)

    again = take_step(room, draft, by=cast.council, at=TALKING + timedelta(hours=1))

    assert again.pk == first.pk
    assert talks_of(room).standing(TALKING).offers == ("residents",)


def test_the_act_of_another_is_not_taken_again(cast):
    room = listed_room(cast)
    draft = ActDraft(key=uuid4(), deed=RoomDeed.OFFER, words="Usul.", chosen=frozenset("BC"))
    take_step(room, draft, by=cast.council, at=TALKING)

    with pytest.raises(PermissionDenied):
        take_step(room, draft, by=cast.head, at=TALKING)


def test_the_mediator_offers_when_called_and_both_must_still_sign(cast):
    room = listed_room(cast)
    act(room, RoomDeed.CALL_MEDIATOR, cast.council, words="Kita buntu.")

    act(room, RoomDeed.OFFER, cast.monitor, chosen=frozenset("BC"), words="Ini yang paling imbang.")

    assert stage(room) == "talking"


def test_the_deadline_ends_the_talks_by_the_announced_rule(cast):
    room = listed_room(cast)
    offer(room, cast.council, "B", "C")

    stages = [stage(room, at) for at in (LAST_SECOND, RESULT, RESULT + timedelta(days=9))]

    assert stages == ["talking", "by_rule", "by_rule"]
    with pytest.raises(StepRefused):
        act(room, RoomDeed.ACCEPT, cast.head, RESULT)


def test_an_agreement_stays_one_after_the_deadline(cast):
    room = agreed_room(cast)

    assert stage(room, RESULT) == "agreed"


def test_nothing_in_a_room_is_changed_or_deleted(cast):
    room = agreed_room(cast)

    for rows in (Room.objects.all(), RoomSeat.objects.filter(room=room), RoomAct.objects.filter(room=room)):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(using="default")


# --- minutes -------------------------------------------------------------------------------------------------------


def test_the_same_acts_give_the_same_minutes_to_the_byte(cast):
    room = agreed_room(cast)
    minutes = talks_of(room).minutes(TALKING)

    terms, steps = read_minutes(minutes)

    assert talks_of(room).minutes(RESULT) == minutes
    assert (terms, steps) == (talks_of(room).terms, talks_of(room).steps)


def test_the_minutes_name_no_person(cast):
    minutes = json.loads(talks_of(agreed_room(cast)).minutes(TALKING))

    assert [step["person"] for step in minutes["steps"]] == [
        "residents-1",
        "government-1",
        "government-1",
        "residents-1",
    ]


# --- what is decided -----------------------------------------------------------------------------------------------


def test_what_both_signed_gets_money_and_the_rest_waits(cast):
    outcome = outcome_of(agreed_room(cast).round)

    assert {one.option.key: one.lot for one in outcome.decided} == {
        "B": Lot.FUNDED,
        "C": Lot.FUNDED,
        "A": Lot.RESERVE,
    }


def test_another_way_that_was_agreed_costs_what_was_agreed(cast):
    room = listed_room(cast)
    act(room, RoomDeed.VARY, cast.head, about="A", shape=Shape.CUT, cost_rupiah=28_000_000, words="Talud 40 m.")
    for person in (cast.council, cast.head):
        act(room, RoomDeed.STATE, person, about="A1", points=8, words="Cukup.")
    offer(room, cast.council, "A1", "B")
    act(room, RoomDeed.ACCEPT, cast.head)
    act(room, RoomDeed.SIGN, cast.head)
    act(room, RoomDeed.SIGN, cast.council)

    outcome = outcome_of(room.round)

    assert outcome.spent_rupiah == 58_000_000
    assert [(one.option.key, one.agreed.title if one.agreed else "") for one in outcome.decided] == [
        ("A", "Talud 40 m."),
        ("B", ""),
        ("C", ""),
    ]


def test_who_parts_has_decided_nothing(cast):
    room = listed_room(cast)
    act(room, RoomDeed.PART, cast.council, words="Kami tidak sepakat.")
    act(room, RoomDeed.PART, cast.head, words="Kami pun tidak.")

    assert stage(room, RESULT) == "parted"
    with pytest.raises(NotDecided):
        outcome_of(room.round)


def test_a_round_is_closed_after_its_talks_and_not_before(cast):
    room = listed_room(cast)
    round_ = room.round
    decision = decide(cast, running(cast, "hasil"), f"Kita terima, sidik {spoken(outcome_of(round_).digest)}.")
    with pytest.raises(NotNow):
        close_round(round_, decision, by=cast.council, at=TALKING)

    close_round(round_, decision, by=cast.council, at=RESULT)

    assert round_.closed_at == RESULT


def test_a_round_in_talks_says_so(cast):
    round_ = listed_room(cast).round

    phases = [phase_of_round(round_, None, at=at) for at in (LISTING, SCORED, LAST_SECOND, RESULT)]

    assert phases == [RoundPhase.SCORING, RoundPhase.TALKING, RoundPhase.TALKING, RoundPhase.DECIDING]
