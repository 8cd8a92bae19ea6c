"""Who came, by name: kept for the recorders alone, counted when they ask for it, struck or erased again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.meetings.actions.running import record_entry
from rembuk.meetings.attending import NoPeriod, attendance_until, attendees_of
from rembuk.meetings.entries import LONGEST_NAME, EntryDraft
from rembuk.meetings.guards import held_while
from rembuk.meetings.models import Attendee, Entry, Meeting
from rembuk.meetings.permissions import may_see_attendance
from rembuk.meetings.states import Crowd, EntryKind, Measure, MeetingState
from rembuk.people.models import Person
from rembuk.voices.wording import line


@transaction.atomic
def write_attendee(
    meeting: Meeting, key: UUID, name: str, groups: Iterable[Crowd], *, by: Person | None, at: datetime
) -> Attendee:
    """Put somebody on the list of a meeting that goes on; the same key again is the same person.

    Refused with NoPeriod where the rules do not say when the names are erased again. The act names nobody.
    """
    if by is None or not may_see_attendance(by, meeting, at=at):
        raise PermissionDenied
    if (known := Attendee.objects.filter(meeting=meeting, key=key).first()) is not None:
        return known
    if attendance_until(meeting) is None:
        raise NoPeriod(meeting.code)
    held_while(meeting, MeetingState.RUNNING)
    chosen = " ".join(sorted({group.value for group in groups} - {Crowd.EVERYBODY.value}))
    person = Attendee(meeting=meeting, key=key, name=line(name, "name", longest=LONGEST_NAME), groups=chosen)
    person.save(force_insert=True)
    record_act("attendance.written", meeting, by=by, at=at, region_number=meeting.region_number)
    return person


@transaction.atomic
def strike_attendee(person: Attendee, *, by: Person | None, at: datetime) -> None:
    """Take somebody off the list who did not come, or does not want to stand on it."""
    meeting = person.meeting
    if by is None or not may_see_attendance(by, meeting, at=at):
        raise PermissionDenied
    person.delete()
    record_act("attendance.struck", meeting, by=by, at=at, region_number=meeting.region_number)


@transaction.atomic
def count_attendance(meeting: Meeting, key: UUID, *, by: Person | None, at: datetime) -> list[Entry]:
    """Count the list into the minutes, by group; before somebody asks for it, no number comes of it."""
    if by is None or not may_see_attendance(by, meeting, at=at):
        raise PermissionDenied
    people = attendees_of(meeting)
    counts = Counter(group for person in people for group in (Crowd.EVERYBODY, *person.crowds))
    record_act("attendance.counted", meeting, by=by, at=at, region_number=meeting.region_number)
    return [
        record_entry(meeting, _counted(uuid5(key, f"{group}:{Measure.CAME}"), group, counts[group]), by=by, at=at)
        for group in Crowd
        if group in counts
    ]


def _counted(key: UUID, group: Crowd, people: int) -> EntryDraft:
    return EntryDraft(key=key, kind=EntryKind.COUNTED, group=group, measure=Measure.CAME, count=people)
