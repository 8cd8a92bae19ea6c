"""Meetings at the desk: what goes on or comes next first, and behind it what is over, the latest first."""

from __future__ import annotations

from datetime import datetime, timedelta

from rembuk.meetings.actions import close_meeting
from rembuk.meetings.models import Meeting
from rembuk.meetings.queries import ahead_of, behind
from tests.cast import THURSDAY, WEDNESDAY, Cast
from tests.meetings.scenes import called, planned, ready_to_close, running


def at(moment: datetime, meeting: Meeting) -> Meeting:
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=moment)
    return meeting


def test_what_comes_next_is_first_and_what_was_missed_or_closed_is_over(cast: Cast):
    week = timedelta(days=7)
    later, sooner = at(THURSDAY + 2 * week, called(cast, "later")), at(THURSDAY + week, planned(cast, "sooner"))
    going_on = at(WEDNESDAY, running(cast, "going on"))
    missed = at(THURSDAY - week, called(cast, "missed"))
    closed = ready_to_close(cast, "closed")
    close_meeting(closed, "Panen padi.", by=cast.facilitator, at=WEDNESDAY)

    every = Meeting.objects.all()

    assert list(ahead_of(every, at=THURSDAY)) == [going_on, sooner, later]
    assert list(behind(every, at=THURSDAY)) == [closed, missed]
