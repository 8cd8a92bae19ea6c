"""An upgrade is tried on a copy first, and a failure leaves everything as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rembuk.cli.installation import CHECKOUT
from rembuk.cli.safekeeping import upgrades
from rembuk.cli.safekeeping.backups import make_backup, read_manifest
from rembuk.cli.safekeeping.databases import keeper
from rembuk.cli.safekeeping.upgrades import UpgradeFailed, change_tables, waiting_migrations
from rembuk.tenancy import in_tenant
from rembuk.voices.models import Need
from tests.cast import LAMPUNG_TENGAH, MONDAY, play
from tests.cli.test_backups import _programs_of_the_server, transactional_db
from tests.voices.scenes import opened

__all__ = ["_programs_of_the_server", "transactional_db"]


@pytest.fixture
def saved(transactional_db, tmp_path: Path) -> Path:
    with in_tenant(LAMPUNG_TENGAH):
        opened(play())
    return make_backup(tmp_path / "backups", at=MONDAY)


def test_nothing_waits_on_a_new_database(db):
    assert waiting_migrations() == []


def test_a_failed_change_puts_everything_back(saved, monkeypatch):
    def spoil(*_: object) -> None:
        with in_tenant(LAMPUNG_TENGAH):
            Need.objects.update(title="halfway")
        raise UpgradeFailed("the disk is full")

    monkeypatch.setattr(upgrades, "_run", spoil)

    with pytest.raises(UpgradeFailed, match="the disk is full"):
        change_tables(saved)

    assert keeper().sums() == read_manifest(saved).tables


def test_a_change_that_fails_on_the_copy_leaves_the_data_alone(saved, monkeypatch):
    before = keeper().sums()

    with pytest.raises(UpgradeFailed, match="nothing was changed"):
        upgrades._run(("manage", "no-such-command"), {}, "It does not fit; nothing was changed.")

    assert keeper().sums() == before


# --- as an operator does it ----------------------------------------------------------------------------------------


class Installation:
    def __init__(self, var: Path) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("REMBUK_")}
        self.environment = clean | {"REMBUK_VAR": str(var)}

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "rembuk", *command],
            cwd=CHECKOUT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )


@pytest.fixture
def older(tmp_path: Path) -> Installation:
    """An installation whose last change of the tables is still to come."""
    installation = Installation(tmp_path)
    installation.run("manage", "migrate", "--no-input")
    installation.run("manage", "migrate", "swadaya", "0001")
    return installation


@pytest.mark.sqlite
def test_an_empty_place_becomes_a_new_installation(tmp_path):
    installation = Installation(tmp_path)

    assert installation.run("upgrade").stdout == "A new installation is ready.\n"
    assert installation.run("upgrade").stdout == "The tables are those of this version already.\n"


@pytest.mark.sqlite
def test_older_data_are_not_served_but_upgraded_with_a_backup_at_hand(older, tmp_path):
    refused = older.run("serve", "--no-browser")
    done = older.run("upgrade")
    again = older.run("upgrade")

    assert (refused.returncode, refused.stderr) == (
        1,
        "The data are of an older version. Run ./rembuk upgrade first; it makes a backup.\n",
    )
    (backup,) = (tmp_path / "backups").iterdir()
    assert done.stdout.splitlines() == [
        "One change fits a copy of the data.",
        f"Upgraded. The backup from before is {backup}.",
    ]
    assert again.stdout == "The tables are those of this version already.\n"
    assert older.run("soundness").stdout == "0 rules broken.\n"
