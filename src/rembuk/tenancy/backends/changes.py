"""Counting what a tenant changes, so that copies of its pages know when they are old."""

from __future__ import annotations

from collections.abc import Callable
from random import randrange
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from rembuk.tenancy.current import current_scope

# Two writers at once rarely meet on the same row of counters.
COUNTERS = 16
WRITES = ("INSERT", "UPDATE", "DELETE")

_COUNT = (
    "INSERT INTO tenancy_change (place, times) VALUES (%s, 1) "
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
        self._changed: set[int] = set()
        self.execute_wrappers.append(self._notice)

    def _notice(self, execute: Callable[..., Any], sql: Any, *rest: Any) -> Any:  # Any: Django's execute wrappers.
        tenant = current_scope()
        if not isinstance(tenant, int) or sql is _COUNT or not str(sql).startswith(WRITES):
            return execute(sql, *rest)
        self._changed.add(tenant)
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
            for tenant in sorted(self._changed):
                cursor.execute(_COUNT, [places_of(tenant)[0] + randrange(COUNTERS)])  # noqa: S311 - nobody guesses it.
        self._changed.clear()

    def _rollback(self) -> None:
        self._changed.clear()
        super()._rollback()  # type: ignore[misc]  # not in the stubs

    def _close(self) -> None:
        self._changed.clear()
        super()._close()  # type: ignore[misc]  # not in the stubs
