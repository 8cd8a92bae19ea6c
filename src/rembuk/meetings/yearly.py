"""A kampung's year of meetings: who was asked, came and was heard, what was handed out, and which were not held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from rembuk.kernel.periods import WIB, local_day
from rembuk.meetings.attendance import Cell, public_cells, public_counts
from rembuk.meetings.minutes import read_minutes
from rembuk.meetings.models import Entry, Invitation, Meeting
from rembuk.meetings.states import Crowd, EntryKind, Measure, MeetingState
from rembuk.programmes.rules import MeetingKind, Rules
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


@dataclass(frozen=True, slots=True)
class Year:
    """What was held and written down in a year, with what came of it later; by the day, as far as it is sealed."""

    meetings: list[Meeting]
    entries: list[Entry]
    invited: dict[UUID, dict[Crowd, int]]
    held: list[Meeting]

    @property
    def years(self) -> list[int]:
        """All years in which the kampung has closed a meeting, the newest first."""
        return sorted({local_day(one.starts_at).year for one in self.held}, reverse=True)


def read_year(region: Region, year: int) -> Year:
    """Return the year of a kampung and its hamlets, in three queries however much was held."""
    held = _closed_in(region)
    since = [one for one in held if one.starts_at >= _new_year(year)]
    meetings = [one for one in since if one.starts_at < _new_year(year + 1)]
    return Year(meetings, _entries(meetings, since), _invited(meetings), held)


def _closed_in(region: Region) -> list[Meeting]:
    closed = Meeting.objects.filter(state=MeetingState.CLOSED, region_number=region.number)
    return list(closed.only("tenant", "code", "kind", "title", "starts_at").order_by("starts_at", "id"))


def _entries(meetings: list[Meeting], since: list[Meeting]) -> list[Entry]:
    counted = Q(meeting__in=meetings, kind__in=[EntryKind.COUNTED, EntryKind.TASKED])
    # What was handed out is finished in a later meeting, perhaps of a later year.
    finished = Q(meeting__in=since, kind=EntryKind.FINISHED)
    return list(Entry.objects.filter(counted | finished).order_by("meeting", "number")) if since else []


def _invited(meetings: list[Meeting]) -> dict[UUID, dict[Crowd, int]]:
    asked: dict[UUID, dict[Crowd, int]] = defaultdict(dict)
    rows = Invitation.objects.filter(meeting__in=meetings, people__gt=0).values_list("meeting", "group", "people")
    for meeting, group, people in rows:
        asked[meeting][Crowd(group)] = people
    return asked


def heard_in(year: Year) -> dict[Crowd, Heard]:
    """Return who was invited, came, spoke, proposed and won in a year's meetings together, by group."""
    counts = _public_counts(year)
    asked = [public_cells(invited) for invited in year.invited.values()]
    found = {
        group: Heard(
            total_of(cells.get(group) for cells in asked),
            {measure: total_of(table[group][measure] for table in counts) for measure in Measure},
        )
        for group in Crowd
    }
    return {group: heard for group, heard in found.items() if heard.is_known}


def _public_counts(year: Year) -> list[dict[Crowd, dict[Measure, Cell]]]:
    entries: dict[object, list[Entry]] = defaultdict(list)
    for entry in year.entries:
        if entry.kind == EntryKind.COUNTED:
            entries[entry.meeting_id].append(entry)
    return [public_counts(read_minutes(written), list(Crowd)) for written in entries.values()]


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


def outcomes_of(year: Year) -> list[Outcome]:
    """Return what a year's meetings handed out, in its order, with what a later closed meeting said came of it."""
    tasks: dict[object, list[Entry]] = defaultdict(list)
    told: dict[object, Entry] = {}
    for entry in sorted(year.entries, key=lambda one: (one.recorded_at, one.number)):
        if entry.kind == EntryKind.TASKED:
            tasks[entry.meeting_id].append(entry)
        elif entry.kind == EntryKind.FINISHED:
            told.setdefault(entry.target_id, entry)
    return [Outcome(task, told.get(task.pk)) for meeting in year.meetings for task in tasks[meeting.pk]]


# --- what was not held -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cadence:
    """A kind of meeting that the rules want again and again: when it was last held, and until when it is due."""

    kind: MeetingKind
    last_on: date | None
    due_on: date | None
    is_missed: bool


def cadences_of(year: Year, rules: Rules, *, at: datetime) -> list[Cadence]:
    """Return the recurring meetings that rules want of a kampung; due is counted from the last one held."""
    last = {meeting.kind: meeting.starts_at for meeting in year.held}
    wanted = (kind for kind in rules.meetings if kind.cadence_days)
    return [_cadence(kind, last.get(kind.key), at) for kind in wanted if kind.tier not in ABOVE_THE_KAMPUNG]


def _cadence(kind: MeetingKind, last_at: datetime | None, at: datetime) -> Cadence:
    if last_at is None:
        return Cadence(kind, None, None, is_missed=False)
    due_on = local_day(last_at) + timedelta(days=kind.cadence_days)
    return Cadence(kind, local_day(last_at), due_on, is_missed=due_on < local_day(at))


def _new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=WIB)
