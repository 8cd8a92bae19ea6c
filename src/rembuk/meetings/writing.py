"""Writing an entry once, at the end of its meeting's series."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max, Model

from rembuk.journal.queries import Fact
from rembuk.meetings.entries import EntryDraft
from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.states import EntryKind
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


def telling_of(entry: Entry) -> tuple[str, Model, dict[str, Fact]]:
    """Return the kind, subject and facts of the act that tells of an entry: of the voice for what was spoken."""
    meeting = entry.meeting
    if entry.voice is not None and entry.kind == EntryKind.SPOKEN:
        return "meeting.spoken", entry.voice, {"meeting": meeting.code, "title": meeting.title}
    return "meeting.recorded", meeting, {"number": entry.number, "what": entry.kind}


def new_entry(meeting: Meeting, draft: EntryDraft, number: int, by: Person, at: datetime) -> Entry:
    """Return an entry that is not written yet; one at a time by actions, many at once by the demo."""
    # A device cannot have seen what is not written yet, whatever it says.
    after = None if draft.after is None else min(draft.after, number - 1)
    return Entry(
        meeting=meeting, number=number, key=draft.key, after=after, device=draft.device, kind=draft.kind,
        recorded_by=by, recorded_at=at, **draft.facts(),
    )  # fmt: skip
