"""Asking the driver itself, for the few short questions that every page costs."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import Any, ClassVar, cast

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

Rows = list[tuple[Any, ...]]  # Any: the driver's own types, here and below.


def plain_rows(question: str, values: Sequence[Any]) -> Rows:
    """Ask the connection of this thread."""
    return cast("AsksPlainly", connections[DEFAULT_DB_ALIAS]).rows(question, values)


class SharedConnection:
    """A connection that all threads use in turn: one for each would hold 3 MB, which is what SQLite knows of tables."""

    def __init__(self) -> None:
        self.database = cast("AsksPlainly", connections.create_connection(DEFAULT_DB_ALIAS))
        self.database.inc_thread_sharing()
        self._in_use = Lock()

    def rows(self, question: str, values: Sequence[Any]) -> Rows:
        """Return all rows as the driver gives them; after a DatabaseError the next question opens it anew."""
        with self._in_use:
            try:
                return self.database.rows(question, values)
            except DatabaseError:
                self.close()
                raise

    def close(self) -> None:
        """Let go of the database until the next question."""
        self.database.close()


class AsksPlainly(BaseDatabaseWrapper):
    """Lets a question go past Django's cursor, which takes five times as long as SQLite needs for a short answer."""

    placeholder: ClassVar = "%s"

    def rows(self, question: str, values: Sequence[Any]) -> Rows:
        """Return all rows as the driver gives them; raise Django's DatabaseError."""
        if self.queries_logged or self.execute_wrappers[1:]:  # The first is our own count of changes.
            return self._rows_watched(question, values)
        self.ensure_connection()
        with self.wrap_database_errors:
            found: Rows = self.connection.execute(question.replace("%s", self.placeholder), values).fetchall()
        return found

    def _rows_watched(self, question: str, values: Sequence[Any]) -> Rows:
        """Ask by the cursor that somebody watches, who counts questions or lets them fail."""
        with self.cursor() as cursor:
            cursor.execute(question, values)
            found: Rows = cursor.fetchall()
        return found
