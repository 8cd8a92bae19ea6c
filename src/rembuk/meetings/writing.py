"""Writing an entry once, at the end of its meeting's series."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from rembuk.meetings.entries import EntryDraft
from rembuk.meetings.models import Entry, Meeting
from rembuk.people.models import Person


class WrittenOtherwise(ValueError):
    """The key came before with another entry, or in another meeting."""


def entry_told_before(meeting: Meeting, draft: EntryDraft) -> Entry | None:
    """Return the entry that came before under the same key, None for a new one."""
    known = Entry.objects.filter(key=draft.key).first()
    if known is not None and (known.meeting_id != meeting.pk or not draft.is_told_by(known)):
        raise WrittenOtherwise(str(draft.key))
    return known


def write_entry(meeting: Meeting, draft: EntryDraft, by: Person, at: datetime) -> Entry:
    """Write an entry under the next number of its meeting, which the caller holds."""
    last = Entry.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0
    entry = new_entry(meeting, draft, last + 1, by, at)
    entry.save(force_insert=True)
    return entry


def new_entry(meeting: Meeting, draft: EntryDraft, number: int, by: Person, at: datetime) -> Entry:
    """Return an entry that is not written yet; one at a time by actions, many at once by the demo."""
    return Entry(
        meeting=meeting, number=number, key=draft.key, kind=draft.kind, recorded_by=by, recorded_at=at,
        **draft.facts(),
    )  # fmt: skip
