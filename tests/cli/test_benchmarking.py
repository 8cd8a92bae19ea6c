"""`./rembuk bench engines`."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rembuk.cli import frontier_race, rupiah_race
from rembuk.cli.commands import app
from rembuk.cli.count_race import Bounds, alone, promises_of_counts
from rembuk.cli.counted import Exceeded, Measured, Race
from rembuk.cli.frontier_race import negotiation
from rembuk.cli.installation import CHECKOUT
from rembuk.engines.allocation import Project, hold_election, parse_pb, write_pb

EXAMPLE = CHECKOUT / "docs" / "guides" / "hitung-suara" / "contoh.pb"


def test_both_counts_are_measured_and_compared(tmp_path: Path) -> None:
    folder, out = tmp_path / "elections", tmp_path / "numbers.json"
    folder.mkdir()
    shutil.copy(EXAMPLE, folder)

    result = CliRunner().invoke(app, ["bench", "engines", str(folder), "--out", str(out)])

    measured = json.loads(out.read_text())["counts"]
    row, _, promise = result.stdout.splitlines()[-3:]
    assert (row.split()[-1], promise) == ("yes", "ok    elections with other winners than pabutools: 0 (at most 0)")
    assert [(row["file"], row["rembuk"]["winners"], row["pabutools"]["winners"]) for row in measured] == [
        ("contoh.pb", ["jalan", "posyandu"], ["jalan", "posyandu"])
    ]


RANKED = """META
key;value
num_projects;3
num_votes;3
budget;10
vote_type;ordinal
PROJECTS
project_id;cost
balai;10
jalan;10
talud;6
VOTES
voter_id;vote
1;talud,balai
2;talud,balai
3;jalan,balai
"""


def test_rankings_are_compared_by_their_points_on_both_sides(tmp_path: Path) -> None:
    (tmp_path / "peringkat.pb").write_text(RANKED)

    result = CliRunner().invoke(app, ["bench", "engines", str(tmp_path), "--out", str(tmp_path / "numbers.json")])

    # All rank the balai last, so it has no points; whoever takes a rank for a vote buys it first.
    (measured,) = json.loads((tmp_path / "numbers.json").read_text())["counts"]
    assert (measured["rembuk"]["winners"], measured["pabutools"]["winners"]) == (["talud"], ["talud"])
    assert (result.exit_code, result.stdout.splitlines()[-3].split()[-1]) == (0, "yes")


def _counted(*winners: str, seconds: float) -> Measured:
    return Measured(3001, list(winners), 0, 0, seconds, None, 0)


def test_another_winner_or_too_low_a_ratio_breaks_a_promise() -> None:
    equal = Race(EXAMPLE, _counted("jalan", seconds=0.01), _counted("jalan", seconds=3.1))
    other = Race(EXAMPLE, _counted("jalan", seconds=0.01), _counted("talud", seconds=2.8))
    ended = Race(EXAMPLE, _counted("jalan", seconds=0.01), Exceeded("over 300 s"))

    kept, broken = (promises_of_counts(races) for races in ([equal, ended], [equal, other]))

    assert [(one.figure, one.is_kept) for one in kept] == [(0, True), (pytest.approx(310), True)]
    assert [(one.figure, one.is_kept) for one in broken] == [(1, False), (pytest.approx(295), False)]
    assert promises_of_counts([ended]) == []


def test_explaining_losers_for_longer_than_five_counts_breaks_a_promise_in_any_election() -> None:
    counted = _counted("jalan", seconds=0.01)
    races = [
        Race(EXAMPLE, replace(counted, explain=seconds), _counted("jalan", seconds=3.1)) for seconds in (0.02, 0.06)
    ]

    promises = [promises_of_counts(some)[-1] for some in (races[:1], races)]

    assert [one.figure for one in promises] == pytest.approx([2, 6])
    assert [one.is_kept for one in promises] == [True, False]
    assert [promise.most for promise in promises_of_counts(races, add1=True)] == [0, None]


@pytest.mark.parametrize(("add1", "least"), [(False, [0, 300, 1000]), (True, [0, 300])])
def test_compiled_code_has_an_aim_of_its_own_and_with_add1_the_only_one(add1: bool, least: list[int]) -> None:
    theirs, plain = _counted("jalan", seconds=3.1), _counted("jalan", seconds=0.02)
    race = Race(EXAMPLE, plain, theirs, _counted("jalan", seconds=0.002))

    promises = promises_of_counts([race], add1=add1)

    assert [promise.least or 0 for promise in promises] == least
    assert [promise.figure for promise in promises][-1] == pytest.approx(1550)
    assert promises_of_counts([race._replace(compiled=_counted("talud", seconds=0.002))])[0].figure == 1


@pytest.mark.parametrize(("most", "code"), [(0, 1), (10**9, 0)])
def test_a_walk_in_rupiah_that_takes_as_long_as_many_counts_fails(
    most: int, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rupiah_race, "MOST_COUNTS", most)

    result = CliRunner().invoke(app, ["bench", "rupiah", "--voters", "20", "--projects", "4", "--draws", "1"])

    assert (result.exit_code, result.stdout.splitlines()[-1][:4]) == (code, "FAIL" if code else "ok  ")


@pytest.mark.parametrize(("most", "code"), [(0, 1), (10**9, 0)])
def test_a_frontier_that_takes_as_long_as_many_counts_fails(
    most: int, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frontier_race, "MOST_COUNTS", most)

    result = CliRunner().invoke(app, ["bench", "frontier", str(EXAMPLE), "--draws", "1"])

    assert (result.exit_code, result.stdout.splitlines()[-1][:4]) == (code, "FAIL" if code else "ok  ")


def test_frontiers_are_not_called_quick_where_nothing_was_counted_beside_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontier_race, "alone", lambda *_: None)

    result = CliRunner().invoke(app, ["bench", "frontier", str(EXAMPLE), "--draws", "1"])

    assert result.exit_code == 2


def test_walks_in_rupiah_are_measured_in_elections_of_the_size_that_is_asked_for() -> None:
    result = CliRunner().invoke(app, ["bench", "rupiah", "--voters", "40", "--projects", "12", "--draws", "2"])

    rows = [line.split() for line in result.stdout.splitlines()[2:4]]
    assert [row[0] for row in rows] == ["0", "1"]
    assert [int(row[2].replace(",", "")) > 1_000_000 for row in rows] == [True, True]
    assert all(float(row[4]) > 0 for row in rows)


def test_frontiers_are_measured_beside_ten_counts() -> None:
    result = CliRunner().invoke(app, ["bench", "frontier", str(EXAMPLE), "--draws", "3"])

    first, found, theirs = result.stdout.splitlines()[:3]
    assert first == "5 projects, 3 funds, 3 tables; processor seconds"
    assert [found.split()[3], theirs.split(":")[0]] == ["deals;", "pabutools, one count of contoh"]


def test_a_table_is_made_of_all_projects_and_the_whole_budget() -> None:
    table = negotiation(parse_pb(EXAMPLE.read_bytes()), 1)

    assert sorted(project.id for project in table.projects) == ["air", "jalan", "lampu", "posyandu", "talud"]
    assert sorted(project.government for project in table.projects) == [0, 1, 2, 3, 4]
    assert sum(table.funds.values()) == 999


def test_files_larger_than_asked_for_are_left_out(tmp_path: Path) -> None:
    shutil.copy(EXAMPLE, tmp_path)

    result = CliRunner().invoke(app, ["bench", "engines", str(tmp_path), "--largest", "10"])

    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 2)


def test_dearer_elections_choose_the_same_with_as_many_more_steps(tmp_path: Path) -> None:
    out = tmp_path / "numbers.json"
    shutil.copy(EXAMPLE, tmp_path)

    CliRunner().invoke(app, ["bench", "engines", str(tmp_path), "--add1", "--dearer", "18000", "--out", str(out)])

    (measured,) = json.loads(out.read_text())["counts"]
    assert (measured["rembuk"]["winners"], measured["pabutools"]) == (["jalan", "posyandu"], None)


def test_a_count_that_takes_too_long_is_ended_and_named(tmp_path: Path) -> None:
    out = tmp_path / "numbers.json"
    # The share grows from 500,000,000 to 600,000,000 before anything is bought.
    projects = [Project("jalan", 6 * 10**8), Project("talud", 9 * 10**8)]
    (tmp_path / "mahal.pb").write_bytes(write_pb(hold_election(projects, 10**9, [["jalan"], ["talud"]])))

    result = CliRunner().invoke(app, ["bench", "engines", str(tmp_path), "--add1", "--seconds", "3", "--out", str(out)])

    (measured,) = json.loads(out.read_text())["counts"]
    assert (result.exit_code, measured["pabutools"]) == (0, {"exceeded": "over 3 s"})
    assert measured["rembuk"]["winners"] == ["jalan"]
    assert "over 3 s" in result.stdout.splitlines()[-1]


def _hoard() -> Measured | None:
    return Measured(0, [str(len(bytearray(2**31)))], 0, 0, 0, None, 0)


def test_a_count_that_takes_too_much_memory_is_ended_and_named() -> None:
    assert alone(Bounds(seconds=60, megabytes=1500), _hoard) == Exceeded("over 1500 MB")
    assert isinstance(alone(Bounds(seconds=60, megabytes=8000), _hoard), Measured)
