"""Questions about meetings; nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from rembuk.meetings.minutes import Minutes, read_minutes
from rembuk.meetings.models import AgendaItem, Entry, Invitation, Meeting
from rembuk.meetings.states import Crowd, EntryKind, MeetingState
from rembuk.programmes.queries import rules_at
from rembuk.programmes.rules import Quorum
from rembuk.regions.models import Region

# After this a meeting that was called and never opened did not happen.
GRACE = timedelta(hours=12)


def meeting_by_code(code: str) -> Meeting | None:
    """Return a meeting by its number, with its places at hand."""
    around = ("region__parent__parent__parent", "locality", "programme", "paper")
    return Meeting.objects.select_related(*around).filter(code=code).first()


def meetings_in(regions: Iterable[Region]) -> QuerySet[Meeting]:
    """Return the meetings of regions and inside them, the latest first."""
    inside = Q(pk__in=[])
    for region in regions:
        inside |= Q(region_number__range=(region.number, region.last_number))
    return Meeting.objects.filter(inside).select_related("region", "locality", "programme").order_by("-starts_at", "id")


def ahead_of(meetings: QuerySet[Meeting], *, at: datetime) -> QuerySet[Meeting]:
    """Return those of some meetings that go on or are still to be held, the next one first."""
    return meetings.filter(_is_ahead(at)).order_by("starts_at", "id")


def behind(meetings: QuerySet[Meeting], *, at: datetime) -> QuerySet[Meeting]:
    """Return those of some meetings that are over, were called off or never opened, the latest first."""
    return meetings.exclude(_is_ahead(at)).order_by("-starts_at", "id")


def _is_ahead(at: datetime) -> Q:
    waits = Q(state__in=[MeetingState.PLANNED, MeetingState.CALLED], starts_at__gte=at - GRACE)
    return waits | Q(state=MeetingState.RUNNING)


def public_meetings(region: Region | None = None) -> QuerySet[Meeting]:
    """Return what everybody may know of: meetings that were called, those cancelled after it too, by their day.

    They come without their sealed record, which is as long as all their minutes.
    """
    known = Meeting.objects.filter(called_at__isnull=False).select_related("region", "locality", "programme")
    known = known.defer("record")
    if region is not None:
        known = known.filter(region_number__range=(region.number, region.last_number))
    return known.order_by("starts_at", "id")


def is_missed(state: str, starts_at: datetime, *, at: datetime) -> bool:
    """Was a meeting in this state called and never opened?"""
    return state == MeetingState.CALLED and starts_at + GRACE < at


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """Return what a meeting goes through, in its order."""
    return list(AgendaItem.objects.filter(meeting=meeting).order_by("position"))


def invited_to(meeting: Meeting) -> dict[Crowd, int]:
    """Return how many of each group are asked to come, everybody first."""
    asked = dict(Invitation.objects.filter(meeting=meeting).values_list("group", "people"))
    return {group: asked[group] for group in Crowd if group in asked}


def entries_of(meeting: Meeting) -> list[Entry]:
    """Return what was written down, in its order."""
    entries = Entry.objects.filter(meeting=meeting).select_related("voice__locality", "need", "target")
    return list(entries.order_by("number"))


def has_entry(meeting: Meeting, keys: Sequence[UUID]) -> bool:
    """Is something written in a meeting under one of these keys?"""
    return Entry.objects.filter(meeting=meeting, key__in=keys).exists()


def minutes_of(meeting: Meeting) -> Minutes:
    """Return the minutes of a meeting as they stand."""
    return read_minutes(entries_of(meeting))


def quorum_of(meeting: Meeting) -> list[Quorum]:
    """Return how many have to come, by the rules under which a meeting was planned."""
    return rules_at(meeting.programme, meeting.planned_at).quorum_of(meeting.kind)


def open_tasks(meeting: Meeting) -> list[Entry]:
    """Return what earlier meetings of the same kind and place handed out and nobody has finished, oldest first."""
    finished = Entry.objects.filter(kind=EntryKind.FINISHED, target=OuterRef("pk"), tenant=OuterRef("tenant"))
    earlier = Entry.objects.filter(
        ~Exists(finished),
        kind=EntryKind.TASKED,
        meeting__kind=meeting.kind,
        meeting__region_number=meeting.region_number,
        meeting__state=MeetingState.CLOSED,
        meeting__starts_at__lt=meeting.starts_at,
    )
    return list(earlier.select_related("meeting").order_by("due_on", "meeting__starts_at", "number"))


def last_before(meeting: Meeting) -> Meeting | None:
    """Return the last closed meeting of the same kind and place."""
    same = Meeting.objects.filter(kind=meeting.kind, region_number=meeting.region_number, state=MeetingState.CLOSED)
    return same.filter(starts_at__lt=meeting.starts_at).order_by("-starts_at", "id").first()
