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
    entry = Entry(
        meeting=meeting, number=last + 1, key=draft.key, kind=draft.kind, recorded_by=by, recorded_at=at,
        **draft.facts(),
    )  # fmt: skip
    entry.save(force_insert=True)
    return entry
