"""How often something may happen in a stretch of time, counted by identity and place.

Never by network address alone: a whole kampung may share one. A key names who or where by id, never by a number or an
address in the clear.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import connection, transaction

from rembuk.people.models import Count
from rembuk.tenancy import current_tenant
from rembuk.tenancy.fields import uuid7

KEPT = timedelta(days=2)


# One statement, because every voice counts: whoever else begins the window just now, each is counted, and none past it.
_COUNT_UP: Final = (
    "INSERT INTO people_count (tenant, id, key, window_at, times) VALUES (%s, %s, %s, %s, 1) "
    "ON CONFLICT (tenant, key, window_at) DO UPDATE SET times = people_count.times + 1 WHERE people_count.times < %s "
    "RETURNING times"
)


def count_up(key: str, *, at: datetime, window: timedelta, limit: int) -> bool:
    """Count once more; return False, counting nothing, when the window is full."""
    return times_counted(key, at=at, window=window, limit=limit) is not None


@transaction.atomic(savepoint=False)
def times_counted(key: str, *, at: datetime, window: timedelta, limit: int) -> int | None:
    """Count once more and return how often that was in this window; None, counting nothing, when it is full."""
    if limit < 1:
        return None
    begun = connection.ops.adapt_datetimefield_value(_beginning(at, window))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_UP, [current_tenant(), uuid7().hex, key, begun, limit])
        counted = cursor.fetchone()
    return counted[0] if counted else None


def is_full(key: str, *, at: datetime, window: timedelta, limit: int) -> bool:
    """Is the window full already? Counts nothing."""
    return Count.objects.filter(key=key, window_at=_beginning(at, window), times__gte=limit).exists()


def start_over(key: str) -> None:
    """Forget what was counted under a key, because the right answer came."""
    Count.objects.filter(key=key).delete()


def window_ends(at: datetime, window: timedelta) -> datetime:
    """Return when counting begins anew."""
    return _beginning(at, window) + window


def clear_old_counts(*, at: datetime) -> int:
    """Delete the counts that no window needs any more; return how many."""
    return Count.objects.filter(window_at__lt=at - KEPT).delete()[0]


def _beginning(at: datetime, window: timedelta) -> datetime:
    epoch = datetime(2020, 1, 1, tzinfo=UTC)
    return epoch + (at - epoch) // window * window
