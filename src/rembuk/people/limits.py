"""How often something may happen in a stretch of time, counted by identity and place.

Never by network address alone: a whole kampung may share one. A key names who or where by id, never by a number or an
address in the clear.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from rembuk.people.models import Count

KEPT = timedelta(days=2)


@transaction.atomic
def count_up(key: str, *, at: datetime, window: timedelta, limit: int) -> bool:
    """Count once more; return False, counting nothing, when the window is full."""
    if limit < 1:
        return False
    where = {"key": key, "window_at": _beginning(at, window)}
    if _count_again(where, limit):
        return True
    # Nobody has counted yet, or the window is full, or somebody else began it just now.
    _count, is_first = Count.objects.get_or_create(**where, defaults={"times": 1})
    return is_first or _count_again(where, limit)


def _count_again(where: Mapping[str, Any], limit: int) -> bool:  # Any: each column has its own type.
    return bool(Count.objects.filter(**where, times__lt=limit).update(times=F("times") + 1))


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
