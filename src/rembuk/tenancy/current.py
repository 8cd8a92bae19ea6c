"""Which tenant the work at hand belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

from django.db import connection, transaction

Scope = int | Literal["national"] | None

_scope: ContextVar[Scope] = ContextVar("rembuk_tenant", default=None)


class NoTenant(RuntimeError):
    """Scoped rows were reached for outside any tenant."""


class NationalIsReadOnly(RuntimeError):
    """A write was tried while reading across all tenants."""


def current_scope() -> Scope:
    """Return the tenant's number, "national", or None outside both."""
    return _scope.get()


def current_tenant() -> int:
    """Return the tenant's number; refuse outside a tenant."""
    scope = _scope.get()
    if scope is None:
        raise NoTenant("Enter a tenant first: with in_tenant(1802): …")
    if scope == "national":
        raise NationalIsReadOnly("A national view reads; it belongs to no tenant and writes nothing.")
    return scope


@contextmanager
def in_tenant(tenant: int) -> Iterator[None]:
    """Work inside one tenant. On PostgreSQL this is a transaction, which row-level security is tied to."""
    with _entered(tenant):
        yield


@contextmanager
def national() -> Iterator[None]:
    """Read across all tenants; writes are refused."""
    with _entered("national"):
        yield


@contextmanager
def _entered(scope: int | Literal["national"]) -> Iterator[None]:
    token = _scope.set(scope)
    try:
        if connection.vendor == "postgresql":
            with transaction.atomic(), _fenced_by_the_database(scope):
                yield
        else:
            yield
    finally:
        _scope.reset(token)


@contextmanager
def _fenced_by_the_database(scope: int | Literal["national"]) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('rembuk.tenant', true)")
        outer = cursor.fetchone()[0] or ""
        cursor.execute("SELECT set_config('rembuk.tenant', %s, true)", [str(scope)])
        yield
        # After a database error the transaction rolls back, and the setting with it; nothing is left to restore.
        if not connection.needs_rollback:
            cursor.execute("SELECT set_config('rembuk.tenant', %s, true)", [outer])
