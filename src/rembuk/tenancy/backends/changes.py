"""Counting what a tenant changes, so that copies of its pages know when they are old."""

from __future__ import annotations

from collections.abc import Callable
from random import randrange
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from rembuk.tenancy.current import current_scope

# The first counter is for what stands for months; the others are many, so that two writers at once rarely meet.
COUNTERS = 16
STANDING_TABLES = ('"programmes_', '"regions_')
WRITES = ("INSERT", "UPDATE", "DELETE")
# Counters begin anywhere: another database that takes this one's place never seems to be in the same state.
HIGHEST_BEGINNING = 1 << 40

_COUNT = (
    "INSERT INTO tenancy_change (place, times) VALUES (%s, %s) "
    "ON CONFLICT (place) DO UPDATE SET times = tenancy_change.times + 1"
)


def places_of(tenant: int) -> tuple[int, int]:
    """Return the first and the last place of a tenant's counters."""
    return tenant * COUNTERS, tenant * COUNTERS + COUNTERS - 1


class CountsChanges(BaseDatabaseWrapper):
    """Counts a tenant's changes in the very transaction that makes them, as its last act.

    Last, because the counter is locked until the transaction ends: that is then a moment, and nobody who holds it waits
    for anything else. A single statement outside any transaction is counted right after it. Work outside all tenants,
    such as a migration, is not counted.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:  # Any: Django's own arguments.
        super().__init__(*arguments, **options)
        self._changed: set[tuple[int, bool]] = set()
        self.changes_counted = 0
        self.execute_wrappers.append(self._notice)

    def _notice(self, execute: Callable[..., Any], sql: Any, *rest: Any) -> Any:  # Any: Django's execute wrappers.
        tenant = current_scope()
        if not isinstance(tenant, int) or sql is _COUNT or not str(sql).startswith(WRITES):
            return execute(sql, *rest)
        self._changed.add((tenant, any(table in sql for table in STANDING_TABLES)))
        result = execute(sql, *rest)
        if not self.in_atomic_block:
            self._count_changes()
        return result

    def _commit(self) -> None:
        if self._changed:
            self._count_changes()
        super()._commit()  # type: ignore[misc]  # not in the stubs

    def _count_changes(self) -> None:
        with self.cursor() as cursor:
            for tenant, stands in sorted(self._changed):
                cursor.execute(_COUNT, [_place(tenant, stands=stands), randrange(1, HIGHEST_BEGINNING)])  # noqa: S311 - as below.
        self._changed.clear()
        self.changes_counted += 1

    def _rollback(self) -> None:
        self._changed.clear()
        super()._rollback()  # type: ignore[misc]  # not in the stubs

    def _close(self) -> None:
        self._changed.clear()
        super()._close()  # type: ignore[misc]  # not in the stubs

    @property
    def has_changes(self) -> bool:
        """Has this connection written something that is not counted yet?"""
        return bool(self._changed)


def _place(tenant: int, *, stands: bool) -> int:
    first, last = places_of(tenant)
    return first if stands else randrange(first + 1, last + 1)  # noqa: S311 - to spread, not to hide.
