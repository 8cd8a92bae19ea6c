"""Who came, by name: for the recorders alone, counted only when they ask, and erased when the rules say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from rembuk.journal.models import Act
from rembuk.kernel.periods import local_day
from rembuk.kernel.states import MoveNotAllowed
from rembuk.meetings.actions import count_attendance, strike_attendee, write_attendee
from rembuk.meetings.attending import NoPeriod, attendance_until, attendees_of
from rembuk.meetings.models import Attendee, Meeting
from rembuk.meetings.queries import minutes_of
from rembuk.meetings.states import Crowd, Measure
from rembuk.workers import data_clocks
from tests.cast import LAMPUNG_TENGAH, WEDNESDAY, Cast, key_of
from tests.meetings.scenes import called, running

NAME = "Sumiyati Rahasia Contoh"


def write_name(cast: Cast, meeting: Meeting, name: str = NAME, *groups: Crowd) -> Attendee:
    return write_attendee(meeting, key_of(name), name, groups, by=cast.facilitator, at=WEDNESDAY)


def test_a_name_written_twice_stands_on_the_list_once(cast: Cast):
    meeting = running(cast)

    for _time in range(2):
        write_name(cast, meeting, NAME, Crowd.WOMEN, Crowd.FARMERS)

    assert [(one.name, one.crowds) for one in attendees_of(meeting)] == [(NAME, [Crowd.FARMERS, Crowd.WOMEN])]


def test_the_list_is_read_by_name(cast: Cast):
    meeting = running(cast)
    for name in ("Wati Contoh", "agus Contoh", "Budi Contoh"):
        write_name(cast, meeting, name)

    assert [one.name for one in attendees_of(meeting)] == ["agus Contoh", "Budi Contoh", "Wati Contoh"]


def test_only_who_records_the_meeting_touches_the_list(cast: Cast):
    meeting = running(cast)
    person = write_name(cast, meeting)

    for stranger in (cast.head, cast.council, cast.resident, cast.other_officer, None):
        with pytest.raises(PermissionDenied):
            write_attendee(meeting, key_of("more"), "Pak Contoh", [], by=stranger, at=WEDNESDAY)
        with pytest.raises(PermissionDenied):
            count_attendance(meeting, key_of("count"), by=stranger, at=WEDNESDAY)
        with pytest.raises(PermissionDenied):
            strike_attendee(person, by=stranger, at=WEDNESDAY)
    assert [one.name for one in attendees_of(meeting)] == [NAME]


def test_names_are_written_only_while_the_meeting_goes_on(cast: Cast):
    with pytest.raises(MoveNotAllowed):
        write_name(cast, called(cast))


def test_no_number_comes_of_the_list_before_somebody_asks(cast: Cast):
    meeting = running(cast)
    write_name(cast, meeting, "Wati Contoh", Crowd.WOMEN, Crowd.YOUTH)
    write_name(cast, meeting, "Budi Contoh", Crowd.MEN)
    assert minutes_of(meeting).counts == {}

    for _time in range(2):
        count_attendance(meeting, key_of("count"), by=cast.facilitator, at=WEDNESDAY)

    came = {group: people for (group, _measure), people in minutes_of(meeting).counts.items()}
    assert came == {Crowd.EVERYBODY: 2, Crowd.WOMEN: 1, Crowd.MEN: 1, Crowd.YOUTH: 1}
    assert {measure for _group, measure in minutes_of(meeting).counts} == {Measure.CAME}


def test_whoever_does_not_want_to_stand_on_the_list_is_struck(cast: Cast):
    meeting = running(cast)
    person = write_name(cast, meeting)

    strike_attendee(person, by=cast.facilitator, at=WEDNESDAY)

    assert attendees_of(meeting) == []


def test_neither_the_database_nor_the_journal_can_be_read_for_a_name(cast: Cast):
    meeting = running(cast)
    person = write_name(cast, meeting, NAME, Crowd.POOR)
    count_attendance(meeting, key_of("count"), by=cast.facilitator, at=WEDNESDAY)
    strike_attendee(write_name(cast, meeting, f"{NAME} dua"), by=cast.facilitator, at=WEDNESDAY)

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, groups FROM meetings_attendee")
        stored = str(cursor.fetchall())
    journal = str([list(vars(act).values()) for act in Act.objects.all()])
    assert attendees_of(meeting) == [person]
    assert "Sumiyati" not in stored
    assert "poor" not in stored
    assert "attendance.written" in journal
    assert "Sumiyati" not in journal


def test_names_are_erased_when_the_period_of_the_rules_is_over(cast: Cast):
    meeting = running(cast)
    write_name(cast, meeting)
    until = attendance_until(meeting)
    assert until is not None
    assert local_day(until) == local_day(meeting.starts_at) + timedelta(days=30)

    assert data_clocks.run(LAMPUNG_TENGAH, until - timedelta(minutes=1)) == 0
    assert data_clocks.run(LAMPUNG_TENGAH, until) == 1

    assert not Attendee.objects.exists()
    assert Act.objects.filter(kind="attendance.erased").count() == 1
    assert data_clocks.run(LAMPUNG_TENGAH, until) == 0


def test_where_the_rules_say_no_period_no_name_is_kept(cast: Cast, monkeypatch):
    monkeypatch.setattr("rembuk.meetings.attending.CLOCK", "a clock that these rules do not have")

    with pytest.raises(NoPeriod):
        write_name(cast, running(cast))
