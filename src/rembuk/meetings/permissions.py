"""Who may prepare, call, record and close a meeting; the rules in force name the roles."""

from __future__ import annotations

from datetime import datetime

from rembuk.meetings.kinds import kind_of, roles_named
from rembuk.meetings.models import Meeting
from rembuk.people.models import Person
from rembuk.people.queries import holds_any
from rembuk.programmes.rules import MeetingKind
from rembuk.regions.models import Region


def may_plan_meeting(person: Person | None, kind: MeetingKind, region: Region, *, at: datetime) -> bool:
    """Whoever may call or record a kind of meeting by the rules prepares one."""
    return holds_any(person, roles_named([*kind.called_by, *kind.recorded_by]), region.number, at=at)


def may_prepare_meeting(person: Person | None, meeting: Meeting, *, at: datetime) -> bool:
    """Whoever may plan such a meeting changes its invitations, and cancels it with a reason."""
    return may_plan_meeting(person, kind_of(meeting), meeting.region, at=at)


def may_call_meeting(person: Person | None, meeting: Meeting, *, at: datetime) -> bool:
    """Only who the rules name calls a meeting: the council its own, which the village head cannot call."""
    return holds_any(person, roles_named(kind_of(meeting).called_by), meeting.region_number, at=at)


def may_record_meeting(person: Person | None, meeting: Meeting, *, at: datetime) -> bool:
    """Those the rules name as recorders write down what happens; who decides by the rules is not among them."""
    kind = kind_of(meeting)
    return holds_any(person, roles_named(kind.recorded_by), meeting.region_number, at=at) and not holds_any(
        person, roles_named(kind.decided_by), meeting.region_number, at=at
    )


def may_see_attendance(person: Person | None, meeting: Meeting, *, at: datetime) -> bool:
    """Only a recorder sees who came by name, and writes it down."""
    return may_record_meeting(person, meeting, at=at)


def may_close_meeting(person: Person | None, meeting: Meeting, *, at: datetime) -> bool:
    """A recorder closes a meeting and adds annexes; who decides does not."""
    return may_record_meeting(person, meeting, at=at)
