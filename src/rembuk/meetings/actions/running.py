"""Opening a meeting, and writing down what happens in it."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.meetings.entries import BadEntry, EntryDraft
from rembuk.meetings.guards import held_while
from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.permissions import may_record_meeting
from rembuk.meetings.states import MEETING_STATES, EntryKind, MeetingState
from rembuk.meetings.writing import entry_told_before, telling_of, write_entry
from rembuk.people.models import Person
from rembuk.tenancy.moves import move


@transaction.atomic
def start_meeting(meeting: Meeting, *, by: Person | None, at: datetime) -> None:
    """Open a meeting that was called."""
    if by is None or not may_record_meeting(by, meeting, at=at):
        raise PermissionDenied
    move(meeting, MEETING_STATES, to=MeetingState.RUNNING, started_at=at)
    number = meeting.region_number
    record_act("meeting.started", meeting, by=by, at=at, public=True, region_number=number, code=meeting.code)


@transaction.atomic
def record_entry(meeting: Meeting, draft: EntryDraft, *, by: Person | None, at: datetime) -> Entry:
    """Write one thing down while a meeting is going on.

    The same entry under the same key is answered as the first time, after the meeting was closed too, so that a phone
    may send again what it is unsure of; another one raises WrittenOtherwise.
    """
    if by is None or not may_record_meeting(by, meeting, at=at):
        raise PermissionDenied
    if (known := entry_told_before(meeting, draft)) is not None:
        return known
    _insist_on_place(meeting, draft)
    held_while(meeting, MeetingState.RUNNING)
    entry = write_entry(meeting, draft, by, at)
    kind, subject, facts = telling_of(entry)
    record_act(kind, subject, by=by, at=at, public=False, region_number=meeting.region_number, **facts)
    return entry


def _insist_on_place(meeting: Meeting, draft: EntryDraft) -> None:
    if draft.kind is EntryKind.ANNEXED:
        raise BadEntry("an annex is added to closed minutes")
    target = draft.target
    # Only what was handed out is finished in another meeting than its own.
    if target is not None and draft.kind is not EntryKind.FINISHED and target.meeting_id != meeting.pk:
        raise BadEntry("what it is about happened elsewhere")
    places = {row.region_number for row in (draft.voice, draft.need) if row is not None}
    if any(not meeting.region.holds(place) for place in places):
        raise BadEntry("the voice or need is of another place")
