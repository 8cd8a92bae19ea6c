"""A drill loses everything for real, and says so when it does not come back."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from rembuk.cli.drilling import MOST_SECONDS, Report
from rembuk.cli.installation import CHECKOUT

GOOD = Report(1_000, 1, backup=1, restore=MOST_SECONDS, saved={"BR-2222A"}, said="all is back", is_restored=True)


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
    clean = {name: value for name, value in os.environ.items() if not name.startswith("REMBUK_")}

    done = subprocess.run(
        [sys.executable, "-m", "rembuk", "drill", "--n", "200", "--db", db],
        cwd=CHECKOUT,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("drill: 200 voices, seed 1; ")
    assert done.stdout.rstrip().endswith(" files are back, 0 rules broken.")
    assert ", 0 lost; " in done.stdout
