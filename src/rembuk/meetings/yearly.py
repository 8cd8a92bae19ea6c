"""A kampung's year of meetings: who was asked, came and was heard, what was handed out, and which were not held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max

from rembuk.kernel.periods import WIB, local_day
from rembuk.meetings.attendance import Cell, cell_of, public_counts
from rembuk.meetings.minutes import read_minutes
from rembuk.meetings.models import Entry, Invitation, Meeting
from rembuk.meetings.states import Crowd, EntryKind, Measure, MeetingState
from rembuk.programmes.models import Programme
from rembuk.programmes.queries import rules_at
from rembuk.programmes.rules import MeetingKind
from rembuk.regions.models import Region

ABOVE_THE_KAMPUNG = frozenset({"subdistrict", "regency"})


@dataclass(frozen=True, slots=True)
class Total:
    """What the tables that everybody sees add up to; where one of their numbers is masked, it is at least so many.

    Nothing but published numbers is added, so that no masked one can be worked out from the year and its meetings.
    """

    people: int
    is_least: bool

    @property
    def is_masked(self) -> bool:
        """Is nothing left to show?"""
        return self.is_least and not self.people


@dataclass(frozen=True, slots=True)
class Heard:
    """One group in a year; None where nobody counted it."""

    invited: Total | None
    counted: dict[Measure, Total | None]

    @property
    def is_known(self) -> bool:
        """Was anything of it counted?"""
        return any(total is not None for total in (self.invited, *self.counted.values()))


def closed_in_year(region: Region, year: int) -> list[Meeting]:
    """Return the meetings of a kampung and its hamlets in a year whose minutes are sealed, by their day."""
    closed = Meeting.objects.filter(state=MeetingState.CLOSED, region_number=region.number)
    inside = closed.filter(starts_at__gte=_new_year(year), starts_at__lt=_new_year(year + 1))
    return list(inside.order_by("starts_at", "id"))


def years_of(region: Region) -> list[int]:
    """Return the years in which a kampung has closed a meeting, the newest first."""
    moments = Meeting.objects.filter(state=MeetingState.CLOSED, region_number=region.number)
    return sorted({local_day(at).year for at in moments.values_list("starts_at", flat=True)}, reverse=True)


def heard_in(meetings: Sequence[Meeting]) -> dict[Crowd, Heard]:
    """Return who was invited, came, spoke, proposed and won in these meetings together, by group."""
    counts, invited = _public_counts(meetings), _invited(meetings)
    found = {
        group: Heard(
            total_of(asked.get(group) for asked in invited.values()),
            {measure: total_of(table[group][measure] for table in counts) for measure in Measure},
        )
        for group in Crowd
    }
    return {group: heard for group, heard in found.items() if heard.is_known}


def _public_counts(meetings: Sequence[Meeting]) -> list[dict[Crowd, dict[Measure, Cell]]]:
    entries: dict[object, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(meeting__in=meetings, kind=EntryKind.COUNTED).order_by("meeting", "number"):
        entries[entry.meeting_id].append(entry)
    return [public_counts(read_minutes(written), list(Crowd)) for written in entries.values()]


def _invited(meetings: Sequence[Meeting]) -> dict[object, dict[Crowd, Cell]]:
    asked: dict[object, dict[Crowd, Cell]] = defaultdict(dict)
    for meeting, group, people in Invitation.objects.filter(meeting__in=meetings).values_list(
        "meeting", "group", "people"
    ):
        asked[meeting][Crowd(group)] = cell_of(people or None)
    return asked


def total_of(cells: Iterable[Cell | None]) -> Total | None:
    """Return what published numbers add up to; None where there is none at all."""
    known = [cell for cell in cells if cell is not None and cell.is_known]
    if not known:
        return None
    return Total(sum(cell.shown or 0 for cell in known), is_least=any(cell.is_masked for cell in known))


# --- what came of it -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that was handed out, and the entry that says what came of it; None while it waits."""

    task: Entry
    finish: Entry | None


def outcomes_of(meetings: Sequence[Meeting]) -> list[Outcome]:
    """Return what these meetings handed out, in its order, with what a later closed meeting said came of it."""
    tasks = list(
        Entry.objects
        .filter(meeting__in=meetings, kind=EntryKind.TASKED)
        .select_related("meeting")
        .order_by("meeting__starts_at", "meeting", "number")
    )
    finished = Entry.objects.filter(target__in=tasks, kind=EntryKind.FINISHED, meeting__state=MeetingState.CLOSED)
    told = {entry.target_id: entry for entry in finished.order_by("-recorded_at", "-id")}
    return [Outcome(task, told.get(task.pk)) for task in tasks]


# --- what was not held -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cadence:
    """A kind of meeting that the rules want again and again: when it was last held, and until when it is due."""

    kind: MeetingKind
    last_on: date | None
    due_on: date | None
    is_missed: bool


def cadences_of(programme: Programme, region: Region, *, at: datetime) -> list[Cadence]:
    """Return the recurring meetings of a kampung by the rules in force; due is counted from the last one held."""
    held = Meeting.objects.filter(state=MeetingState.CLOSED, region_number=region.number)
    last = dict(held.order_by().values_list("kind").annotate(last=Max("starts_at")))
    wanted = (kind for kind in rules_at(programme, at).meetings if kind.cadence_days)
    return [_cadence(kind, last.get(kind.key), at) for kind in wanted if kind.tier not in ABOVE_THE_KAMPUNG]


def _cadence(kind: MeetingKind, last_at: datetime | None, at: datetime) -> Cadence:
    if last_at is None:
        return Cadence(kind, None, None, is_missed=False)
    due_on = local_day(last_at) + timedelta(days=kind.cadence_days)
    return Cadence(kind, local_day(last_at), due_on, is_missed=due_on < local_day(at))


def _new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=WIB)
