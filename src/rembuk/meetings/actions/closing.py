"""Closing a meeting: enough people, both sides signed, and from then on nothing changes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.media.models import Photo
from rembuk.meetings.attendance import Turnout, overcounted, turnouts
from rembuk.meetings.entries import EntryDraft
from rembuk.meetings.guards import held_while
from rembuk.meetings.kinds import kind_of, roles_named
from rembuk.meetings.minutes import Minutes
from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.permissions import may_close_meeting
from rembuk.meetings.queries import agenda_of, entries_of, invited_to, minutes_of, quorum_of
from rembuk.meetings.sealing import seal_of
from rembuk.meetings.states import MEETING_STATES, EntryKind, MeetingState, Side
from rembuk.meetings.writing import entry_told_before, write_entry
from rembuk.people.models import Person
from rembuk.tenancy.moves import move
from rembuk.voices.permissions import role_of
from rembuk.voices.wording import line


class TooFewCame(ValueError):
    """The quorum of the rules was not reached; `missing` says of whom too few came."""

    def __init__(self, missing: list[Turnout]) -> None:
        super().__init__(", ".join(f"{one.group}: {one.have} of {one.wanted}" for one in missing))
        self.missing = missing


class NotSigned(ValueError):
    """Minutes are signed for both sides before they are closed."""


class CountedTwice(ValueError):
    """Two devices counted the same thing differently, and nobody has picked yet."""


class Overcounted(ValueError):
    """More people of a group are noted than came in all, or more spoke than came."""


@transaction.atomic
def close_meeting(
    meeting: Meeting, quorum_waiver: str = "", paper: Photo | None = None, *, by: Person | None, at: datetime
) -> None:
    """Close a meeting and seal its minutes; `paper` is the photo of the sheet that was signed by hand.

    Refused with CountedTwice and Overcounted while counts contradict each other, with TooFewCame while too few came and
    no reason to go on is given, and with NotSigned until somebody has signed for each side.
    """
    if by is None or not may_close_meeting(by, meeting, at=at):
        raise PermissionDenied
    held_while(meeting, MeetingState.RUNNING)
    minutes = minutes_of(meeting)
    if minutes.conflicts:
        raise CountedTwice(meeting.code)
    if groups := overcounted(minutes):
        raise Overcounted(", ".join(groups))
    meeting.quorum_waiver = _waiver(meeting, minutes, quorum_waiver)
    if {one.side for one in minutes.signatures} != set(Side.values):
        raise NotSigned(meeting.code)
    _seal(meeting, paper, by, at)


def _waiver(meeting: Meeting, minutes: Minutes, reason: str) -> str:
    """Return the reason to close in spite of the quorum; "" where it was reached."""
    missing = [one for one in turnouts(quorum_of(meeting), minutes, invited_to(meeting)) if not one.is_reached]
    if not missing:
        return ""
    if not reason.strip():
        raise TooFewCame(missing)
    return line(reason, "reason", longest=500)


def _seal(meeting: Meeting, paper: Photo | None, by: Person, at: datetime) -> None:
    meeting.paper = paper
    record, checksum = seal_of(meeting, agenda_of(meeting), invited_to(meeting), entries_of(meeting))
    role = role_of(by, roles_named(kind_of(meeting).recorded_by), meeting.region_number, at=at)
    move(
        meeting, MEETING_STATES, to=MeetingState.CLOSED, closed_by=by, closed_as=role, closed_at=at, paper=paper,
        quorum_waiver=meeting.quorum_waiver, record=record, digest=checksum,
    )  # fmt: skip
    record_act(
        "meeting.closed", meeting, by=by, at=at, public=True, region_number=meeting.region_number,
        code=meeting.code, role=role, digest=meeting.digest,
    )  # fmt: skip


@transaction.atomic
def add_annex(meeting: Meeting, key: UUID, words: str, *, by: Person | None, at: datetime) -> Entry:
    """Correct closed minutes by a dated annex beside them; what was sealed stays as it is."""
    if by is None or not may_close_meeting(by, meeting, at=at):
        raise PermissionDenied
    draft = EntryDraft(key=key, kind=EntryKind.ANNEXED, words=words)
    if (known := entry_told_before(meeting, draft)) is not None:
        return known
    held_while(meeting, MeetingState.CLOSED)
    entry = write_entry(meeting, draft, by, at)
    record_act(
        "meeting.annexed", meeting, by=by, at=at, public=True, region_number=meeting.region_number,
        code=meeting.code, words=entry.words,
    )  # fmt: skip
    return entry
