"""The race measures what it says, over conversations as Polis exports them."""

from __future__ import annotations

import csv
import json

import pytest
from typer.testing import CliRunner

from rembuk.cli.commands import app
from rembuk.cli.opinion_race import Lap, Race, agreement_with, official_groups, race_all, told
from tests.engines.opinions.conversations import two_camps


@pytest.fixture
def exported(tmp_path):
    """An export of the two camps, in which Polis has put one farmer among the traders."""
    folder = tmp_path / "two-camps"
    folder.mkdir()
    write(folder / "votes.csv", [("voter-id", "comment-id", "vote"), *two_camps()])
    write(folder / "comments.csv", [("comment-id", "comment-body", "moderated"), ("s0", "Iklan", -1)])
    groups = [(f"w{person}", int(person % 3 == 0 or person == 1)) for person in range(60)]
    write(folder / "participants-votes.csv", [("participant", "group-id"), *groups, ("late", "")])
    return tmp_path


def write(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def test_a_race_tells_the_votes_and_the_agreement_with_the_official_groups(exported):
    (race,) = race_all(exported)

    official = official_groups((exported / "two-camps" / "participants-votes.csv").read_text(encoding="utf-8"))
    assert (race.conversation, race.votes) == ("two-camps", 654)
    assert race.ours.agreement == agreement_with(official, {f"w{person}": int(person % 3 == 0) for person in range(60)})
    assert race.ours.seconds > 0


def test_without_the_rival_there_is_no_ratio(exported, monkeypatch):
    monkeypatch.setattr("rembuk.cli.opinion_race.RIVAL", "a_rival_that_nobody_has")

    (race,) = race_all(exported)

    assert (race.theirs, race.ratio) == (None, None)


def test_the_bench_of_engines_says_that_the_rival_is_missing(exported, monkeypatch):
    monkeypatch.setattr("rembuk.cli.opinion_race.RIVAL", "a_rival_that_nobody_has")
    out = exported / "numbers.json"

    result = CliRunner().invoke(
        app, ["bench", "engines", str(exported), "--opinions", str(exported), "--out", str(out)]
    )

    (measured,) = json.loads(out.read_text())["opinions"]
    assert (result.exit_code, measured["conversation"], measured["theirs"]) == (0, "two-camps", None)
    assert result.stdout.splitlines()[-1].startswith("Skipped: red-dwarf is not installed")


def test_a_rival_that_is_installed_has_its_row_of_the_table():
    race = Race("two-camps", 654, Lap(0.5, 1.0), 0.25, Lap(5.0, 0.5))

    row = list(told([race]))[1:]

    assert [line.split() for line in row] == [["two-camps", "654", "0.2500", "1.00", "5.000", "0.50", "20.0", "10.0"]]


def test_only_those_with_an_official_group_are_compared():
    official = {"sari": 0, "budi": 1, "wayan": 1}

    assert agreement_with(official, {"sari": 1, "budi": 0, "wayan": 0, "late": 1}) == 1
