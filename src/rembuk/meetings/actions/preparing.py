"""Planning a meeting, asking people to it, calling it or calling it off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.journal.queries import Fact
from rembuk.meetings.guards import only_while
from rembuk.meetings.kinds import kind_named, kind_of, roles_named
from rembuk.meetings.models import AgendaItem, Invitation, Meeting
from rembuk.meetings.permissions import may_call_meeting, may_plan_meeting, may_prepare_meeting
from rembuk.meetings.states import MEETING_STATES, Crowd, MeetingState
from rembuk.people.models import Person
from rembuk.programmes.models import Programme
from rembuk.programmes.rules import MeetingKind
from rembuk.regions.models import Locality, Region
from rembuk.tenancy.moves import move
from rembuk.voices.numbers import candidates
from rembuk.voices.permissions import role_of
from rembuk.voices.wording import line

PREFIX = "MS"


class PlannedOtherwise(ValueError):
    """The key came before with another meeting."""


@dataclass(frozen=True, kw_only=True)
class MeetingDraft:
    """What a meeting is to be; `key` is made by the device that plans it."""

    key: UUID
    programme: Programme
    region: Region
    kind: str
    title: str
    place: str
    starts_at: datetime
    locality: Locality | None = None
    has_ramp: bool = False
    has_interpreter: bool = False


@transaction.atomic
def plan_meeting(draft: MeetingDraft, *, by: Person | None, at: datetime) -> Meeting:
    """Plan a meeting: its agenda and the groups that must be asked come from the rules in force.

    The same plan under the same key is answered as the first time; another one raises PlannedOtherwise.
    """
    kind = kind_named(draft.programme, draft.kind, at=at)
    if by is None or not may_plan_meeting(by, kind, draft.region, at=at):
        raise PermissionDenied
    if (known := Meeting.objects.filter(key=draft.key).first()) is not None:
        return _same(known, draft)
    meeting = _new(draft, by, at)
    _lay_out(meeting, kind)
    _record("meeting.planned", meeting, by, at, kind_of_meeting=kind.key)
    return meeting


def _same(known: Meeting, draft: MeetingDraft) -> Meeting:
    planned = (known.kind, known.region_number, known.starts_at, known.locality_id)
    if planned != (draft.kind, draft.region.number, draft.starts_at, draft.locality and draft.locality.pk):
        raise PlannedOtherwise(known.code)
    return known


def _new(draft: MeetingDraft, by: Person, at: datetime) -> Meeting:
    meeting = Meeting(
        key=draft.key,
        programme=draft.programme,
        region=draft.region,
        region_number=draft.region.number,
        locality=draft.locality,
        kind=draft.kind,
        title=line(draft.title, "title", longest=160),
        place=line(draft.place, "place", longest=200),
        starts_at=draft.starts_at,
        has_ramp=draft.has_ramp,
        has_interpreter=draft.has_interpreter,
        planned_by=by,
        planned_at=at,
    )
    meeting.code = next(code for code in candidates(PREFIX, draft.key) if not _is_taken(code))
    meeting.save(force_insert=True)
    return meeting


def _is_taken(code: str) -> bool:
    return Meeting.objects.filter(code=code).exists()


def _lay_out(meeting: Meeting, kind: MeetingKind) -> None:
    # The record of a meeting is an Indonesian document, whatever language its pages are read in.
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=position, label=point.label.id, minutes=point.minutes)
        for position, point in enumerate(kind.agenda, start=1)
    )
    groups = [Crowd.EVERYBODY, *(Crowd(group) for group in kind.invited if group in Crowd.values)]
    Invitation.objects.bulk_create(Invitation(meeting=meeting, group=group, people=0) for group in groups)


@transaction.atomic
def invite_group(meeting: Meeting, group: Crowd, people: int, *, by: Person | None, at: datetime) -> None:
    """Say how many of a group are asked to come, until the meeting begins."""
    if by is None or not may_prepare_meeting(by, meeting, at=at):
        raise PermissionDenied
    only_while(meeting, MeetingState.PLANNED, MeetingState.CALLED)
    Invitation.objects.update_or_create(meeting=meeting, group=group, defaults={"people": people})
    _record("meeting.invited", meeting, by, at, group=group.value, people=people)


@transaction.atomic
def call_meeting(meeting: Meeting, *, by: Person | None, at: datetime) -> None:
    """Call a meeting, so that everybody may read of it: only who the rules name for its kind."""
    if by is None or not may_call_meeting(by, meeting, at=at):
        raise PermissionDenied
    role = role_of(by, roles_named(kind_of(meeting).called_by), meeting.region_number, at=at)
    move(meeting, MEETING_STATES, to=MeetingState.CALLED, called_by=by, called_as=role, called_at=at)
    _record("meeting.called", meeting, by, at, role=role, title=meeting.title)


@transaction.atomic
def cancel_meeting(meeting: Meeting, why: str, *, by: Person | None, at: datetime) -> None:
    """Call a meeting off, with a reason that everybody reads."""
    if by is None or not may_prepare_meeting(by, meeting, at=at):
        raise PermissionDenied
    said = line(why, "reason", longest=300)
    move(meeting, MEETING_STATES, to=MeetingState.CANCELLED, cancelled_why=said)
    _record("meeting.cancelled", meeting, by, at, why=said)


def _record(kind: str, meeting: Meeting, by: Person, at: datetime, **facts: Fact) -> None:
    is_public = meeting.called_at is not None
    number = meeting.region_number
    record_act(kind, meeting, by=by, at=at, public=is_public, region_number=number, code=meeting.code, **facts)
