"""Who speaks next: in the order of asking, but for those whom the rules put first."""

from __future__ import annotations

import pytest

from rembuk.meetings.actions import record_entry
from rembuk.meetings.entries import BadEntry, EntryDraft
from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.queries import entries_of
from rembuk.meetings.speaking import UNHEARD, waiting_to_speak
from rembuk.meetings.states import Crowd, EntryKind
from tests.cast import WEDNESDAY, Cast, key_of, preset_rules
from tests.meetings.scenes import running, write


def ask(cast: Cast, meeting: Meeting, *groups: Crowd) -> list[Entry]:
    return [
        write(cast, meeting, f"{meeting.code}:{place}", EntryKind.ASKED, group=group)
        for place, group in enumerate(groups)
    ]


def groups_in_turn(meeting: Meeting, *first: str) -> list[str]:
    return [one.group for one in waiting_to_speak(entries_of(meeting), first)]


def test_who_asked_first_speaks_first(cast: Cast):
    meeting = running(cast)
    ask(cast, meeting, Crowd.MEN, Crowd.YOUTH, Crowd.WOMEN)

    assert groups_in_turn(meeting) == [Crowd.MEN, Crowd.YOUTH, Crowd.WOMEN]


def test_the_groups_of_the_rules_come_before_the_others(cast: Cast):
    meeting = running(cast)
    ask(cast, meeting, Crowd.MEN, Crowd.WOMEN, Crowd.MEN, Crowd.WOMEN)

    assert groups_in_turn(meeting, Crowd.WOMEN) == [Crowd.WOMEN, Crowd.WOMEN, Crowd.MEN, Crowd.MEN]


def test_a_group_that_nobody_has_spoken_for_comes_before_a_second_of_one_that_was_heard(cast: Cast):
    meeting = running(cast)
    ask(cast, meeting, Crowd.MEN, Crowd.MEN, Crowd.YOUTH, Crowd.WOMEN)

    assert groups_in_turn(meeting, UNHEARD, Crowd.WOMEN) == [Crowd.WOMEN, Crowd.MEN, Crowd.YOUTH, Crowd.MEN]


def test_whoever_had_the_floor_is_off_the_list_and_their_group_is_heard(cast: Cast):
    meeting = running(cast)
    woman, *_others = ask(cast, meeting, Crowd.WOMEN, Crowd.WOMEN, Crowd.MEN)
    write(cast, meeting, "floor", EntryKind.FLOOR, target=woman)

    assert groups_in_turn(meeting, UNHEARD) == [Crowd.MEN, Crowd.WOMEN]


def test_two_devices_that_give_one_speaker_the_floor_take_nobody_elses_turn(cast: Cast):
    meeting = running(cast)
    woman, _man = ask(cast, meeting, Crowd.WOMEN, Crowd.MEN)
    for device in ("phone", "laptop"):
        write(cast, meeting, device, EntryKind.FLOOR, target=woman)

    assert groups_in_turn(meeting) == [Crowd.MEN]


def test_the_floor_is_given_only_to_somebody_in_the_same_hall(cast: Cast):
    (elsewhere,) = ask(cast, running(cast, "elsewhere"), Crowd.WOMEN)
    draft = EntryDraft(key=key_of("floor"), kind=EntryKind.FLOOR, target=elsewhere)

    with pytest.raises(BadEntry):
        record_entry(running(cast), draft, by=cast.facilitator, at=WEDNESDAY)


def test_the_rules_that_ship_with_rembuk_put_unheard_groups_and_women_first():
    assert {tuple(kind.speak_first) for kind in preset_rules().meetings} == {(UNHEARD, Crowd.WOMEN)}
