"""Looking an installation over: each check yields what is missing, in plain words, with what to do about it."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection

from rembuk.documents.drawing import can_draw

# A fault in WAL mode that can corrupt a database was there from 3.7.0 to 3.51.2.
SOUND_SQLITE: Final = (3, 51, 3)
LOCAL: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
LEAST_FREE_BYTES: Final = 1_000_000_000
OLDEST_BACKUP: Final = timedelta(days=2)


@dataclass(frozen=True)
class Finding:
    """Something that is missing. A fault endangers data or people; an advice is for whoever wants to rely on this."""

    words: str
    is_fault: bool = True


def examine() -> list[Finding]:
    """Return everything that is missing; a database that does not answer hides what lies behind it."""
    findings = [finding for check in PLACE_CHECKS for finding in check()]
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return [*findings, Finding(f"The database does not answer: {error}. Is it running, and REMBUK_DATABASE right?")]
    return findings + [finding for check in DATABASE_CHECKS for finding in check()]


# --- the place -----------------------------------------------------------------------------------------------------


def debugging() -> Iterator[Finding]:
    """Debugging pages show settings and data to whoever causes an error."""
    if settings.DEBUG and not _is_local():
        yield Finding("REMBUK_DEBUG is on and others can reach this. Set REMBUK_DEBUG=no.")


def names() -> Iterator[Finding]:
    """A public name needs HTTPS, and HTTPS needs a public name."""
    if _is_local():
        yield Finding("Only this machine is served. To serve others set REMBUK_HOSTS=rembuk.example.", is_fault=False)
    elif not settings.SECURE:
        yield Finding("Passwords and voices travel in the clear. Put HTTPS in front and set REMBUK_SECURE=yes.")


def keys() -> Iterator[Finding]:
    """Whoever reads the keys reads what people wrote in confidence."""
    for path in sorted(Path(settings.VAR).glob("*.secret")):
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield Finding(f"Others on this machine can read {path}. Run: chmod 600 {path}")


def room() -> Iterator[Finding]:
    """A full disk refuses every voice."""
    free = shutil.disk_usage(_nearest_folder(Path(settings.VAR))).free
    if free < LEAST_FREE_BYTES:
        yield Finding(f"Only {free // 1_000_000:,} MB are free for {settings.VAR}. Make room.")


def backups() -> Iterator[Finding]:
    """A backup that nobody makes cannot be restored."""
    made = sorted(Path(settings.VAR, "backups").glob("rembuk-*Z"))
    if not made:
        yield Finding(
            "There is no backup in var/backups. Run ./rembuk backup every day (docs/operating.md).", is_fault=False
        )
    elif _age(made[-1]) > OLDEST_BACKUP:
        yield Finding(f"The newest backup is {_age(made[-1]).days} days old. Is the timer running?", is_fault=False)


def messages() -> Iterator[Finding]:
    """People hear back only when something sends."""
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend") and not settings.SIMULATOR:
        yield Finding(
            "E-mail is not sent. Set REMBUK_EMAIL_BACKEND=django.core.mail.backends.smtp.EmailBackend and "
            "REMBUK_EMAIL_HOST.",
            is_fault=False,
        )


def _is_local() -> bool:
    return set(settings.ALLOWED_HOSTS) <= LOCAL


def _nearest_folder(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.is_dir())


def _age(backup: Path) -> timedelta:
    made = datetime.strptime(backup.name, "rembuk-%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return datetime.now(UTC) - made


def papers() -> Iterator[Finding]:
    """Papers are drawn by Typst, which has no wheel for some kinds of machines."""
    if not can_draw():
        yield Finding("No PDF can be drawn on this machine; print the pages from a browser.", is_fault=False)


# --- the database --------------------------------------------------------------------------------------------------


def sqlite_version() -> Iterator[Finding]:
    """An older SQLite can corrupt a database that two processes use."""
    if connection.vendor == "sqlite" and _numbers(found := str(_asked("SELECT sqlite_version()"))) < SOUND_SQLITE:
        wanted = ".".join(map(str, SOUND_SQLITE))
        yield Finding(f"SQLite {found} can damage data; {wanted} is needed. Install pysqlite3.")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def sqlite_safety() -> Iterator[Finding]:
    """A number that somebody was given has to survive a power cut."""
    if connection.vendor == "sqlite" and (_asked("PRAGMA journal_mode"), _asked("PRAGMA synchronous")) != ("wal", 2):
        yield Finding("SQLite does not write ahead and wait for the disk. Is the folder on a network drive?")


def postgres_role() -> Iterator[Finding]:
    """Row-level security does not bind a superuser."""
    sql = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    if connection.vendor == "postgresql" and _asked(sql):
        yield Finding(
            "The database role is above the fences between kabupaten. Use an ordinary role (docs/operating.md)."
        )


def postgres_fences() -> Iterator[Finding]:
    """Every table with a tenant has its fence, and it binds the owner too."""
    sql = (
        "SELECT string_agg(c.relname, ', ') FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attname = 'tenant' "
        "AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
    )
    if connection.vendor == "postgresql" and (bare := _asked(sql)):
        yield Finding(f"No fence between kabupaten on: {bare}. Restore from a backup or ask for help; do not serve.")


def migrations() -> Iterator[Finding]:
    """The tables have to be those that this version knows."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Finding(f"{len(waiting)} changes of the tables wait. Run ./rembuk upgrade.")


def _asked(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


Check = Callable[[], Iterator[Finding]]
PLACE_CHECKS: Final[tuple[Check, ...]] = (debugging, names, keys, room, backups, messages, papers)
DATABASE_CHECKS: Final[tuple[Check, ...]] = (
    sqlite_version,
    sqlite_safety,
    postgres_role,
    postgres_fences,
    migrations,
)
CHECKS = (*PLACE_CHECKS, *DATABASE_CHECKS)
