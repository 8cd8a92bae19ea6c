"""Two devices count one thing without knowing of one another: both counts stand until somebody picks."""

from __future__ import annotations

from uuid import UUID, uuid5

import pytest

from rembuk.meetings.actions import CountedTwice, close_meeting, record_entry
from rembuk.meetings.entries import EntryDraft
from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.queries import minutes_of
from rembuk.meetings.states import Crowd, EntryKind, Measure, MeetingState
from tests.cast import WEDNESDAY, Cast, key_of
from tests.meetings.scenes import ready_to_close, running

HALL = UUID("0190a6b4-0000-7000-8000-0000000000bb")
PHONE, LAPTOP, TABLET = (uuid5(HALL, name) for name in ("phone", "laptop", "tablet"))


def women(cast: Cast, meeting: Meeting, count: int, *, after: int, device: UUID = PHONE) -> Entry:
    draft = EntryDraft(
        key=key_of(f"{device}:{count}:{after}"), kind=EntryKind.COUNTED, after=after, device=device,
        group=Crowd.WOMEN, measure=Measure.CAME, count=count,
    )  # fmt: skip
    return record_entry(meeting, draft, by=cast.facilitator, at=WEDNESDAY)


def told(meeting: Meeting) -> list[list[int]]:
    return [conflict.counts for conflict in minutes_of(meeting).conflicts]


def test_counts_that_did_not_know_of_one_another_both_stand(cast: Cast):
    meeting = running(cast)

    women(cast, meeting, 12, after=0)
    women(cast, meeting, 10, after=0, device=LAPTOP)

    assert told(meeting) == [[10, 12]]


def test_the_same_count_twice_contradicts_nobody(cast: Cast):
    meeting = running(cast)

    women(cast, meeting, 12, after=0)
    women(cast, meeting, 12, after=0, device=LAPTOP)

    assert told(meeting) == []


def test_a_count_by_somebody_who_saw_the_one_before_replaces_it(cast: Cast):
    meeting = running(cast)

    women(cast, meeting, 12, after=0)
    women(cast, meeting, 10, after=1, device=LAPTOP)

    assert told(meeting) == []
    assert minutes_of(meeting).count(Crowd.WOMEN) == 10


def test_one_phone_that_counts_again_without_a_signal_contradicts_nobody(cast: Cast):
    meeting = running(cast)

    women(cast, meeting, 12, after=0)
    women(cast, meeting, 13, after=0)

    assert told(meeting) == []
    assert minutes_of(meeting).count(Crowd.WOMEN) == 13


def test_whoever_saw_both_picks_by_counting_once_more(cast: Cast):
    meeting = running(cast)
    women(cast, meeting, 12, after=0)
    women(cast, meeting, 10, after=0, device=LAPTOP)

    women(cast, meeting, 12, after=2)

    assert told(meeting) == []
    assert minutes_of(meeting).count(Crowd.WOMEN) == 12


def test_a_count_by_somebody_who_saw_one_of_three_leaves_the_others_standing(cast: Cast):
    meeting = running(cast)
    women(cast, meeting, 12, after=0)
    women(cast, meeting, 10, after=0, device=LAPTOP)

    women(cast, meeting, 11, after=1, device=TABLET)

    assert told(meeting) == [[10, 11]]


def test_no_device_has_seen_what_is_not_written_yet(cast: Cast):
    meeting = running(cast)

    entry = women(cast, meeting, 12, after=7)

    assert entry.after == 0


def test_minutes_are_not_sealed_while_two_counts_contradict_each_other(cast: Cast):
    meeting = ready_to_close(cast)
    seen = Entry.objects.filter(meeting=meeting).count()
    women(cast, meeting, 12, after=seen)
    women(cast, meeting, 11, after=seen, device=LAPTOP)

    with pytest.raises(CountedTwice):
        close_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)
    assert Meeting.objects.get().state == MeetingState.RUNNING

    women(cast, meeting, 11, after=seen + 2)
    close_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)

    assert Meeting.objects.get().state == MeetingState.CLOSED
