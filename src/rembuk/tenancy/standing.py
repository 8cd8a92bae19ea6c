"""Remembering what stands for months, such as programmes, rules and places, until a transaction changes it."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, TypeVar, cast

from django.db import connection

from rembuk.tenancy.current import current_tenant
from rembuk.tenancy.queries import standing_version_of

Value = TypeVar("Value")

# The country's tree of regions is imported outside all tenants, which no counter sees.
REMEMBERED_SECONDS: Final = 60
MOST_REMEMBERED: Final = 4_096

# The version that each tenant's data had when it was looked up, and how often this connection had changed something.
_looked_up: ContextVar[dict[tuple[int, int], int] | None] = ContextVar("rembuk_standing_versions", default=None)
_remembered: dict[tuple[int, Hashable], tuple[int, float, Any]] = {}  # Any: as different as what is remembered.


def remembered(name: Hashable, ask: Callable[[], Value]) -> Value:
    """Return what `ask` returns for the tenant at work, remembered while nothing of the kind has changed.

    The value is shared between threads: read it, and change nothing in it. A transaction that has written asks anew.
    """
    if getattr(connection, "has_changes", True):
        return ask()
    tenant = current_tenant()
    version = _version_of(tenant)
    known = _remembered.get((tenant, name))
    if known and known[0] == version and time.monotonic() < known[1]:
        return cast("Value", known[2])
    value = ask()
    if len(_remembered) >= MOST_REMEMBERED:
        _remembered.clear()
    _remembered[tenant, name] = (version, time.monotonic() + REMEMBERED_SECONDS, value)
    return value


@contextmanager
def one_look() -> Iterator[None]:
    """Look up once whether what stands has changed, and again after each change of one's own: a page is a moment."""
    token = _looked_up.set({})
    try:
        yield
    finally:
        _looked_up.reset(token)


def _version_of(tenant: int) -> int:
    versions = _looked_up.get()
    if versions is None:
        return standing_version_of(tenant)
    moment = (tenant, getattr(connection, "changes_counted", 0))
    if moment not in versions:
        versions[moment] = standing_version_of(tenant)
    return versions[moment]
