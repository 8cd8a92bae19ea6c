"""Lists of meetings: by key, never by offset, without counting, and in columns; a line needs no minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from rembuk.meetings.queries import is_missed, public_meetings
from rembuk.meetings.states import MeetingState
from rembuk.regions.models import Locality, Region
from rembuk.voices.queries import NotACursor

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
_HAMLET = ("locality__kind", "locality__label", "locality__name")
_COLUMNS = ("id", "code", "title", "kind", "starts_at", "state", "place", "region__name", *_HAMLET)


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting in a list; its place from the hall to the kampung, the hamlet in the language at work."""

    id: UUID
    code: str
    title: str
    kind: str
    starts_at: datetime
    state: MeetingState
    is_missed: bool
    place: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Some meetings of a list, and where the next ones begin; None at the end."""

    rows: list[MeetingRow]
    older: str | None


def meetings_held(region: Region, after: str | None = None, *, at: datetime, limit: int) -> MeetingPage:
    """Return public meetings that have begun, the latest first, from a place that an earlier page named, in one query.

    Raise NotACursor for a place that no page named.
    """
    begun = public_meetings(region).filter(starts_at__lt=at).order_by("-starts_at", "id")
    found = (begun.filter(_behind(after)) if after else begun).values_list(*_COLUMNS)[: limit + 1]
    rows = [_row(columns, at) for columns in found]
    page = rows[:limit]
    return MeetingPage(page, _cursor(page[-1]) if len(rows) > limit else None)


def meetings_to_come(region: Region, *, at: datetime, limit: int) -> list[MeetingRow]:
    """Return public meetings that have not begun, the next one first, in one query."""
    coming = public_meetings(region).filter(starts_at__gte=at)
    return [_row(columns, at) for columns in coming.values_list(*_COLUMNS)[:limit]]


def _row(columns: Sequence[Any], at: datetime) -> MeetingRow:  # Any: columns of a table.
    key, code, title, kind, starts_at, state, hall, village, *hamlet = columns
    place = ", ".join(filter(None, (hall, _hamlet_of(*hamlet), village)))
    missed = is_missed(state, starts_at, at=at)
    return MeetingRow(key, code, title, kind, starts_at, MeetingState(state), missed, place)


def _hamlet_of(kind: str | None, label: str, name: str) -> str:
    return str(Locality(kind=kind, label=label, name=name)) if kind else ""


def _cursor(row: MeetingRow) -> str:
    return f"{(row.starts_at - EPOCH) // MICROSECOND}-{row.id.hex}"


def _behind(cursor: str) -> Q:
    try:
        micros, _dash, key = cursor.partition("-")
        starts_at, last = EPOCH + int(micros) * MICROSECOND, UUID(key)
    except (ValueError, OverflowError) as error:
        raise NotACursor(cursor) from error
    # The bound alone is what an index can walk; who shares the moment is told apart by id.
    return Q(starts_at__lte=starts_at) & (Q(starts_at__lt=starts_at) | Q(id__gt=last))
