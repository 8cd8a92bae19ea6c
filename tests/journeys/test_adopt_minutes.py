"""What follows from decisions in closed minutes: all of it or nothing; each voice's thread names the meeting."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from rembuk.journal.models import Act
from rembuk.journeys.adopt import LineMissing, NotClosed, Signers
from rembuk.journeys.adopt_minutes import Consequence, Follow, NoSuchDecision, adopt_minutes, decisions_that_wait
from rembuk.journeys.hearing import group_cards, hear_at_meeting
from rembuk.journeys.trace import StationKind, thread_of
from rembuk.kernel.states import MoveNotAllowed
from rembuk.meetings.actions import close_meeting
from rembuk.meetings.models import Meeting
from rembuk.meetings.states import EntryKind
from rembuk.plans.actions import take_up_need
from rembuk.plans.models import Decision, PlanItem, PlanLine
from rembuk.plans.states import ItemState
from rembuk.voices.models import Need
from rembuk.voices.states import Channel, NeedState
from tests.cast import THURSDAY, WEDNESDAY, Cast
from tests.meetings.scenes import ready_to_close, running, sign, write
from tests.plans.scenes import LINE, YEAR, drafted, verified
from tests.voices.scenes import draft_of, opened
from tests.web.pages import read

WORDS = "Musyawarah memutuskan begini."
LACKS_MONEY = "PAGU_TIDAK_CUKUP"


def decided_on(cast: Cast, *needs: Need) -> tuple[Meeting, list[int]]:
    """A closed meeting with one decision about each of these needs, and their numbers in its minutes."""
    meeting = ready_to_close(cast)
    votes = {"in_favour": 19, "against": 2, "abstained": 1}
    made = [
        write(cast, meeting, f"decided {need.code}", EntryKind.DECIDED, words=WORDS, need=need, **votes)
        for need in needs
    ]
    close_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)
    return meeting, [one.number for one in made]


def signers(cast: Cast) -> Signers:
    return Signers(cast.secretary, cast.head)


def need_of(cast: Cast, name: str) -> Need:
    need, _voice = opened(cast, name, title=f"Perbaikan {name}")
    return need


def test_needs_go_into_the_plan_wait_or_are_declined_as_the_hall_decided(cast: Cast) -> None:
    road, well, bridge = (need_of(cast, name) for name in ("road", "well", "bridge"))
    meeting, numbers = decided_on(cast, road, well, bridge)
    ways = (
        Follow(Consequence.PLAN),
        Follow(Consequence.WAIT, LACKS_MONEY),
        Follow(Consequence.DECLINE, "KEPENTINGAN_PRIBADI", "Jembatan itu di kebun sendiri."),
    )

    adopt_minutes(meeting, dict(zip(numbers, ways, strict=True)), YEAR, by=signers(cast), at=THURSDAY)

    assert list(PlanItem.objects.values_list("title", "state")) == [("Perbaikan road", ItemState.PROPOSED)]
    told = Need.objects.order_by("title").values_list("title", "state", "answer__sentence")
    assert list(told) == [
        ("Perbaikan bridge", NeedState.DECLINED, "Jembatan itu di kebun sendiri."),
        ("Perbaikan road", NeedState.OPEN, None),
        ("Perbaikan well", NeedState.POSTPONED, WORDS),
    ]


def test_a_verified_item_is_scheduled_with_its_line_and_another_is_carried_over(cast: Cast) -> None:
    drafted(cast)
    road, well = verified(cast, "road"), verified(cast, "well")
    assert road.need is not None
    assert well.need is not None
    meeting, (first, second) = decided_on(cast, road.need, well.need)
    follows = {first: Follow(Consequence.PLAN, line=LINE), second: Follow(Consequence.WAIT, LACKS_MONEY)}

    adopt_minutes(meeting, follows, YEAR, by=signers(cast), at=THURSDAY)

    assert list(PlanItem.objects.order_by("title").values_list("title", "state")) == [
        ("Perbaikan road", ItemState.SCHEDULED),
        ("Perbaikan well", ItemState.CARRIED),
    ]
    assert PlanLine.objects.get().item == road
    assert Decision.objects.get(item=well).sentence == WORDS


def test_what_was_carried_over_is_taken_up_again_under_its_number(cast: Cast) -> None:
    item = verified(cast)
    assert item.need is not None
    first, (number,) = decided_on(cast, item.need)
    adopt_minutes(first, {number: Follow(Consequence.WAIT, LACKS_MONEY)}, YEAR, by=signers(cast), at=THURSDAY)

    adopt_minutes(first, {number: Follow(Consequence.PLAN)}, YEAR, by=signers(cast), at=THURSDAY)

    again = PlanItem.objects.get()
    assert (again.code, again.state) == (item.code, ItemState.PROPOSED)


def test_all_follows_or_nothing(cast: Cast) -> None:
    road, well = verified(cast, "road"), need_of(cast, "well")
    assert road.need is not None
    meeting, (first, second) = decided_on(cast, well, road.need)
    drafted(cast)

    with pytest.raises(LineMissing):
        adopt_minutes(
            meeting,
            {first: Follow(Consequence.PLAN), second: Follow(Consequence.PLAN)},
            YEAR,
            by=signers(cast),
            at=THURSDAY,
        )

    assert list(PlanItem.objects.values_list("state", flat=True)) == [ItemState.VERIFIED]
    assert not Act.objects.filter(kind="need.decided").exists()


def test_only_who_may_refuse_a_need_refuses_it(cast: Cast) -> None:
    meeting, (number,) = decided_on(cast, need_of(cast, "well"))
    by = Signers(cast.secretary, cast.facilitator)

    with pytest.raises(PermissionDenied):
        adopt_minutes(meeting, {number: Follow(Consequence.WAIT, LACKS_MONEY)}, YEAR, by=by, at=THURSDAY)

    assert not Act.objects.filter(kind="need.decided").exists()


def test_nothing_follows_from_open_minutes_or_from_what_is_no_decision(cast: Cast) -> None:
    need = need_of(cast, "well")
    running = ready_to_close(cast, "open")
    with pytest.raises(NotClosed):
        adopt_minutes(running, {1: Follow(Consequence.PLAN)}, YEAR, by=signers(cast), at=THURSDAY)
    meeting, (number,) = decided_on(cast, need)

    with pytest.raises(NoSuchDecision):
        adopt_minutes(meeting, {number + 1: Follow(Consequence.PLAN)}, YEAR, by=signers(cast), at=THURSDAY)


def test_a_decision_is_followed_once(cast: Cast) -> None:
    meeting, (number,) = decided_on(cast, need_of(cast, "well"))
    assert [one.number for one in decisions_that_wait(meeting)] == [number]
    adopt_minutes(meeting, {number: Follow(Consequence.PLAN)}, YEAR, by=signers(cast), at=THURSDAY)

    with pytest.raises(MoveNotAllowed):
        adopt_minutes(meeting, {number: Follow(Consequence.PLAN)}, YEAR, by=signers(cast), at=THURSDAY)

    assert decisions_that_wait(meeting) == []


def test_the_thread_of_a_voice_leads_to_the_meeting_that_decided_and_the_item_leads_back(cast: Cast) -> None:
    need, voice = opened(cast, "well", title="Perbaikan well")
    meeting, (number,) = decided_on(cast, need)
    adopt_minutes(meeting, {number: Follow(Consequence.PLAN)}, YEAR, by=signers(cast), at=THURSDAY)
    address = f"/m/{meeting.code}"

    decided = [(one.text, one.target) for one in thread_of(voice) if one.kind is StationKind.NEED_DECIDED]

    assert decided == [(WORDS, meeting.code)]
    pages = (f"/s/{voice.code}", f"/k/{need.code}", f"/r/{PlanItem.objects.get().code}")
    assert [address in links_of(page) for page in pages] == [True, True, True]


def test_from_an_item_links_lead_over_need_and_voice_to_the_meeting_where_it_was_said_and_back(cast: Cast) -> None:
    meeting = running(cast)
    draft = draft_of(cast, channel=Channel.MEETING)
    voice = hear_at_meeting(meeting, draft, by=cast.facilitator, at=WEDNESDAY).voice
    need = group_cards(meeting, [voice], "Jalan", "road", key=uuid4(), by=cast.facilitator, at=WEDNESDAY)
    item = take_up_need(need, YEAR, by=cast.officer, at=THURSDAY)
    way = [f"/r/{item.code}", f"/k/{need.code}", f"/s/{voice.code}", f"/m/{meeting.code}"]

    found = [links_of(page) for page in way]

    assert [there in here for here, there in zip(found, way[1:], strict=False)] == [True, True, True]
    sign(cast, meeting)
    close_meeting(meeting, "Panen padi.", by=cast.facilitator, at=WEDNESDAY)
    assert way[2] in links_of(way[3])
    assert way[0] in found[1]


def links_of(page: str) -> list[str]:
    return list(read(Client().get(page)).links)
