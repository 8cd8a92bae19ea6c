"""SQLite with fenced tables and one line of writers."""

from __future__ import annotations

import threading
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3 import schema as sqlite3

from rembuk.tenancy.backends.changes import CountsChanges
from rembuk.tenancy.backends.plain import AsksPlainly
from rembuk.tenancy.backends.schema import FencedTables, is_tenant_key

# SQLite has one writer. Waiting here in line keeps the longest wait at a tenth of SQLite's own polling.
_write_lock = threading.Lock()

_TRIGGER = """
CREATE TRIGGER {name} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{model} is append-only'); END
"""


class DatabaseSchemaEditor(FencedTables, sqlite3.DatabaseSchemaEditor):
    """Rebuilds a table to add or drop a composite key, which SQLite cannot do in place, and keeps it append-only."""

    def add_field(self, model: Any, field: Any) -> None:  # Any: historical models.
        if is_tenant_key(field):
            self._remake_table(model, create_field=field)
        else:
            super().add_field(model, field)

    def remove_field(self, model: Any, field: Any) -> None:
        if is_tenant_key(field):
            self._remake_table(model, delete_field=field)
        else:
            super().remove_field(model, field)

    def _remake_table(self, model: Any, *changes: Any, **named: Any) -> None:
        """Put the triggers of a table back, which SQLite drops with the old one: what was append-only stays so."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [model._meta.db_table]
            )
            triggers = [sql for (sql,) in cursor.fetchall()]
        super()._remake_table(model, *changes, **named)  # type: ignore[misc]  # not in the stubs
        for sql in triggers:
            self.execute(sql, params=None)

    def forbid_changes(self, model: Any) -> None:
        """Refuse UPDATE and DELETE."""
        table = model._meta.db_table
        for verb in ("UPDATE", "DELETE"):
            name = self.quote_name(f"{table}_no_{verb.lower()}")
            self.execute(
                _TRIGGER.format(name=name, verb=verb, table=self.quote_name(table), model=model._meta.object_name)
            )

    def allow_changes(self, model: Any) -> None:
        """Drop what `forbid_changes` made."""
        for verb in ("update", "delete"):
            self.execute(f"DROP TRIGGER {self.quote_name(f'{model._meta.db_table}_no_{verb}')}")


class DatabaseWrapper(CountsChanges, AsksPlainly, base.DatabaseWrapper):
    """Django's SQLite with fenced tables, counted changes and one line of writers per process."""

    SchemaEditorClass = DatabaseSchemaEditor
    placeholder = "?"
    _writes = False

    def _start_transaction_under_autocommit(self) -> None:
        _write_lock.acquire()
        self._writes = True
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:
            self._let_the_next_write()
            raise

    def _commit(self) -> None:
        super()._commit()
        self._let_the_next_write()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._let_the_next_write()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._let_the_next_write()

    def _let_the_next_write(self) -> None:
        if self._writes:
            self._writes = False
            _write_lock.release()
