"""A new version on old data: tried on a copy first, then done, and undone when it fails after all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from rembuk.cli.installation import CHECKOUT
from rembuk.cli.safekeeping.backups import restore_backup
from rembuk.cli.safekeeping.databases import keeper


class UpgradeFailed(RuntimeError):
    """The new version does not fit the data; the message says what happened and that nothing is lost."""


def waiting_migrations() -> list[str]:
    """Return the changes of the tables that are still to be made, in order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def has_tables() -> bool:
    """Has this installation begun, or is its database empty?"""
    return not keeper().is_empty()


def rehearse(backup: Path) -> None:
    """Restore the backup elsewhere, change the tables there, and ask whether all rules still hold."""
    with _elsewhere() as environment:
        for command in (("restore", str(backup)), ("manage", "migrate", "--no-input"), ("soundness",)):
            _run(command, environment, "The upgrade does not fit a copy of the data; nothing was changed.")


def change_tables(backup: Path) -> None:
    """Change the tables for real; if that fails, put back what was saved."""
    connection.close()
    try:
        for command in (("manage", "migrate", "--no-input"), ("soundness",)):
            _run(command, {}, "The upgrade failed, and everything is back as it was.")
    except UpgradeFailed:
        keeper().clear()
        restore_backup(backup)
        raise


def _run(command: tuple[str, ...], environment: Mapping[str, str], words: str) -> None:
    told = {**os.environ, "PYTHONPATH": str(CHECKOUT / "src"), **environment}
    done = subprocess.run(
        [sys.executable, "-m", "rembuk", *command], env=told, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise UpgradeFailed(f"{words}\n{' '.join(command)}: {(done.stderr or done.stdout).strip()}")


@contextmanager
def _elsewhere() -> Iterator[dict[str, str]]:
    """Give the environment of an empty installation with the same keys, and remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix="rembuk-upgrade-") as folder, _another_database(Path(folder)) as address:
        for secret in Path(settings.VAR).glob("*.secret"):
            shutil.copy(secret, folder)
        yield {"REMBUK_VAR": folder, "REMBUK_DATABASE": address}


@contextmanager
def _another_database(folder: Path) -> Iterator[str]:
    if connection.vendor == "sqlite":
        yield f"sqlite://{folder}/rembuk.sqlite3"
        return
    name = connection.ops.quote_name(f"{connection.settings_dict['NAME']}_upgrade")
    here = urlsplit(os.environ["REMBUK_DATABASE"])
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield here._replace(path=f"{here.path}_upgrade").geturl()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name}")
