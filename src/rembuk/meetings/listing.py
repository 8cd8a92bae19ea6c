"""Lists of meetings: by key, never by offset, and without counting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from rembuk.meetings.models import Meeting
from rembuk.meetings.queries import public_meetings
from rembuk.regions.models import Region
from rembuk.voices.queries import NotACursor

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Some meetings of a list, and where the next ones begin; None at the end."""

    rows: list[Meeting]
    older: str | None


def meetings_held(region: Region, after: str | None = None, *, at: datetime, limit: int) -> MeetingPage:
    """Return public meetings that have begun, the latest first, from a place that an earlier page named, in one query.

    Raise NotACursor for a place that no page named.
    """
    begun = public_meetings(region).filter(starts_at__lt=at).order_by("-starts_at", "id")
    found = list((begun.filter(_behind(after)) if after else begun)[: limit + 1])
    page = found[:limit]
    return MeetingPage(page, _cursor(page[-1]) if len(found) > limit else None)


def _cursor(meeting: Meeting) -> str:
    return f"{(meeting.starts_at - EPOCH) // MICROSECOND}-{meeting.pk.hex}"


def _behind(cursor: str) -> Q:
    try:
        micros, _dash, key = cursor.partition("-")
        starts_at, last = EPOCH + int(micros) * MICROSECOND, UUID(key)
    except (ValueError, OverflowError) as error:
        raise NotACursor(cursor) from error
    # The bound alone is what an index can walk; who shares the moment is told apart by id.
    return Q(starts_at__lte=starts_at) & (Q(starts_at__lt=starts_at) | Q(id__gt=last))
