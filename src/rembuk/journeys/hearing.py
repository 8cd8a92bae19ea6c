"""What is said in a hall becomes voices and needs at once, with their numbers, and stands in the minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from rembuk.journeys.intake import submit_voice
from rembuk.meetings.actions import record_entry
from rembuk.meetings.entries import EntryDraft
from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.states import EntryKind
from rembuk.people.models import Person
from rembuk.voices.actions import CannotJoin, Receipt, merge_voice, open_need, tidy_voice
from rembuk.voices.drafts import VoiceDraft
from rembuk.voices.models import Need, Voice


@transaction.atomic
def hear_at_meeting(meeting: Meeting, draft: VoiceDraft, *, by: Person | None, at: datetime) -> Receipt:
    """Receive a voice that was spoken in a meeting, and say so in its minutes; sent twice, it is one voice."""
    receipt = submit_voice(draft, by=by, at=at)
    spoken = EntryDraft(key=draft.key, kind=EntryKind.SPOKEN, voice=receipt.voice, group=draft.group)
    record_entry(meeting, spoken, by=by, at=at)
    return receipt


@transaction.atomic
def group_cards(
    meeting: Meeting,
    voices: Sequence[Voice],
    title: str,
    subject: str,
    need: Need | None = None,
    *,
    key: UUID,
    by: Person | None,
    at: datetime,
) -> Need:
    """Join the voices that the room put together: into a need that exists, or into a new one with this title.

    The same cards under the same key are grouped once.
    """
    if not voices:
        raise CannotJoin("no card was chosen")
    for voice in voices:
        entry_key = uuid5(key, voice.code)
        known = Entry.objects.filter(key=entry_key).select_related("need").first()
        need = known.need if known is not None else _joined(voice, title, subject, need, by=by, at=at)
        assert need is not None  # noqa: S101 - a grouped entry names its need.
        grouped = EntryDraft(key=entry_key, kind=EntryKind.GROUPED, voice=voice, need=need)
        record_entry(meeting, grouped, by=by, at=at)
    assert need is not None  # noqa: S101 - there is at least one voice.
    return need


def _joined(voice: Voice, title: str, subject: str, need: Need | None, *, by: Person | None, at: datetime) -> Need:
    tidy_voice(voice, title, "", need.subject if need else subject, by=by, at=at)
    if need is None:
        return open_need(voice, title, by=by, at=at)
    merge_voice(voice, need, by=by, at=at)
    return need
