"""Copying a database as it was at one moment, while it is written to, and putting it back into an empty place."""

from __future__ import annotations

import os
import shutil
import sqlite3  # Django has been set up by now, so this is the newer one of rembuk.tenancy.
import subprocess
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from django.db import connection, transaction

from rembuk.cli.safekeeping.sums import TableSum, sum_of
from rembuk.tenancy import national

ROWS_AT_ONCE: Final = 5_000
ALL: Final = "SELECT * FROM"  # Tables are quoted, and as the database itself names them.
Sums = dict[str, TableSum]


class DatabaseTrouble(RuntimeError):
    """The database's own programs are missing, or could not do their work; the message is theirs."""


class Keeper(ABC):
    """How one kind of database is copied and put back."""

    FILE: str

    @abstractmethod
    def dump(self, folder: Path) -> Sums:
        """Write a copy of one moment into a folder, and return the sums of its tables."""

    @abstractmethod
    def load(self, folder: Path) -> None:
        """Put a copy into the empty database."""

    @abstractmethod
    def sums(self) -> Sums:
        """Return the sums of the tables that are there now."""

    @abstractmethod
    def is_empty(self) -> bool:
        """Is nothing there yet?"""

    @abstractmethod
    def clear(self) -> None:
        """Make the place empty; nobody may be using it."""


def keeper() -> Keeper:
    """Return what copies the database of this installation."""
    return SqliteKeeper() if connection.vendor == "sqlite" else PostgresKeeper()


# --- SQLite --------------------------------------------------------------------------------------------------------


class SqliteKeeper(Keeper):
    """Copies the file in one step by SQLite's own backup, which waits for no writer and stops none (WAL)."""

    FILE = "database.sqlite3"
    TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"

    def dump(self, folder: Path) -> Sums:
        copy = folder / self.FILE
        with (
            closing(sqlite3.connect(self._file())) as original,
            closing(sqlite3.connect(copy)) as target,
        ):
            original.backup(target)
            # Put back by a plain copy, so everything has to be in the one file.
            target.execute("PRAGMA journal_mode=DELETE")
        _make_durable(copy)
        return self._sums_of(copy)

    def load(self, folder: Path) -> None:
        connection.close()
        target = self._file()
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_suffix(".restoring")
        shutil.copyfile(folder / self.FILE, half)
        _make_durable(half)
        half.replace(target)

    def sums(self) -> Sums:
        return self._sums_of(self._file())

    def is_empty(self) -> bool:
        return not self._file().exists() or not self._tables_of(self._file())

    def clear(self) -> None:
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{self._file()}{ending}").unlink(missing_ok=True)

    def _file(self) -> Path:
        return Path(connection.settings_dict["NAME"])

    def _tables_of(self, file: Path) -> list[str]:
        with closing(sqlite3.connect(file)) as opened:
            return [name for (name,) in opened.execute(self.TABLES)]

    def _sums_of(self, file: Path) -> Sums:
        names = self._tables_of(file)
        with closing(sqlite3.connect(file)) as opened:
            return {name: sum_of(opened.execute(f"{ALL} {connection.ops.quote_name(name)}")) for name in names}


def _make_durable(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())


# --- PostgreSQL ----------------------------------------------------------------------------------------------------


class PostgresKeeper(Keeper):
    """Lets pg_dump copy a snapshot that this process holds, so that the sums belong to the very same moment.

    REMBUK_POSTGRES_PROGRAMS names the folder of pg_dump and pg_restore; without it they are looked for on PATH.
    """

    FILE = "database.dump"
    TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    FENCES = (" ROW SECURITY ", " POLICY ")
    MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
    # Row-level security binds the owner too; the nation may read everything.
    NATIONAL = "SELECT set_config('rembuk.tenant', 'national', true), pg_export_snapshot()"

    def dump(self, folder: Path) -> Sums:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(self.MOMENT)
            cursor.execute(self.NATIONAL)
            snapshot = str(cursor.fetchone()[1])
            options = ("--format", "custom", "--enable-row-security", "--snapshot", snapshot)
            self._run("pg_dump", *self._where(), *options, "--file", str(folder / self.FILE))
            return self._sums_inside()

    def load(self, folder: Path) -> None:
        connection.close()
        copy = str(folder / self.FILE)
        entries = self._run("pg_restore", "--list", copy).splitlines(keepends=True)
        fences = [entry for entry in entries if any(kind in entry for kind in self.FENCES)]
        # With the fences up already, the check of a foreign key would not see the rows that it looks for.
        for some in ([entry for entry in entries if entry not in fences], fences):
            with tempfile.NamedTemporaryFile("w", prefix="rembuk-restore-") as chosen:
                chosen.writelines(some)
                chosen.flush()
                self._run(
                    "pg_restore", *self._where(), "--exit-on-error", "--no-owner", "--use-list", chosen.name, copy
                )

    def sums(self) -> Sums:
        with national():
            return self._sums_inside()

    def is_empty(self) -> bool:
        return not self._tables()

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")

    def _sums_inside(self) -> Sums:
        return {name: sum_of(self._rows(name)) for name in self._tables()}

    def _tables(self) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(self.TABLES)
            return [name for (name,) in cursor.fetchall()]

    def _rows(self, table: str) -> Iterator[tuple[object, ...]]:
        # A cursor with a name stays on the server, so that a million rows need no large memory here.
        with connection.connection.cursor(name="sums") as cursor:
            cursor.itersize = ROWS_AT_ONCE
            cursor.execute(f"{ALL} {connection.ops.quote_name(table)}")
            yield from cursor

    def _where(self) -> tuple[str, str]:
        return "--dbname", connection.settings_dict["NAME"]

    def _run(self, program: str, *arguments: str) -> str:
        where = connection.settings_dict
        found = shutil.which(program, path=os.environ.get("REMBUK_POSTGRES_PROGRAMS"))
        if found is None:
            raise DatabaseTrouble(f"{program} is not installed. On Debian and Ubuntu: apt install postgresql-client")
        told = {
            "PGUSER": where["USER"],
            "PGPASSWORD": where["PASSWORD"],
            "PGHOST": where["HOST"],
            "PGPORT": where["PORT"],
        }
        environment = {**os.environ, **{name: value for name, value in told.items() if value}}
        environment["PGOPTIONS"] = "-c rembuk.tenant=national"
        done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise DatabaseTrouble(f"{program}: {done.stderr.strip()}")
        return done.stdout
