"""A database in which transactions really end, for tests of what several people do at once.

Append-only tables cannot be emptied afterwards, so such a test works in a copy that is thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

from django.db import connection, connections

from rembuk.tenancy import in_tenant

SUFFIX = "commits"


@contextmanager
def copied_database() -> Iterator[None]:
    """Work in a copy of the test database until the block ends."""
    settle()
    connection.close()
    creation = connection.creation
    creation.clone_test_db(suffix=SUFFIX, verbosity=0, autoclobber=True)
    original, copy = connection.settings_dict["NAME"], creation.get_test_db_clone_settings(SUFFIX)["NAME"]
    connection.settings_dict["NAME"] = copy
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = original
        creation._destroy_test_db(copy, verbosity=0)  # type: ignore[attr-defined]  # Every backend has it.
        connection.close()


# A copy of SQLite's file lacks what is still in the log beside it, and PostgreSQL copies and drops only what no other
# client has open, such as a thread of an earlier test that has not closed what it used. Its own workers step aside
# unasked.
_SETTLE = {
    "sqlite": "PRAGMA wal_checkpoint(TRUNCATE)",
    "postgresql": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()",
}


def settle() -> None:
    """Bring the test database to where it can be copied or thrown away."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE[connection.vendor])


def together(tenant: int, expected: tuple[type[Exception], ...], *deeds: Callable[[], Any]) -> list[Any]:
    """Do everything at once, each with a connection and a transaction of its own.

    Return in order what the deeds returned, or raised if it was to be expected; anything else is raised here.
    """
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        start.wait(timeout=30)
        try:
            with in_tenant(tenant):
                return deed()
        except expected as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))
