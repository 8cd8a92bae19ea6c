"""Counts of several funds, checked by a stranger with another single file of code."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from rembuk.engines.allocation import (
    Conditions,
    Election,
    Project,
    Tie,
    Utility,
    count_shared_funds,
    funded_transcript,
    funds_verifier,
    hold_election,
)
from tests.engines.allocation.conditioned import conditioned_elections

# What json.loads gives.
Published = dict[str, Any]
Case = tuple[Election, Published]


def _published(election: Election, conditions: Conditions, utility: Utility, tie: tuple[Tie, ...]) -> Published:
    outcome = count_shared_funds(election, conditions, utility, tie)
    published: Published = json.loads(json.dumps(funded_transcript(election, outcome)))
    return published


def _honest(*, points: bool = False) -> list[Case]:
    cases = list(islice(conditioned_elections(points=points), 150))
    utilities = [Utility.POINTS] if points else [Utility.COST, Utility.COUNT]
    return [
        (election, _published(election, conditions, utility, tie))
        for election, conditions in cases
        for utility in utilities
        for tie in [(Tie.ID,), (Tie.COST, Tie.VOTES)]
    ]


@pytest.mark.parametrize("points", [False, True])
def test_every_honest_transcript_of_several_funds_is_accepted(points: bool) -> None:
    found = [
        funds_verifier.violation(published, election.canonical_text()) for election, published in _honest(points=points)
    ]

    assert len(found) > 200
    assert set(found) == {None}


def test_a_thousand_changed_transcripts_of_several_funds_are_refused_at_the_changed_line() -> None:
    chance = random.Random(2026)
    with_rounds = [case for case in _honest() if case[1]["rounds"]]
    rounds = [entry for _, published in with_rounds for entry in published["rounds"]]

    refused = []
    for _ in range(1000):
        election, published = chance.choice(with_rounds)
        line, changed = _changed(published, chance)
        refused.append((line, (funds_verifier.violation(changed, election.canonical_text()) or ("none",))[0]))

    assert sum(entry["price"] == "0/1" for entry in rounds) > 20
    assert [named for named in refused if named[0] != named[1]] == []


def test_a_second_round_beside_the_rounds_is_refused() -> None:
    election, published = next(case for case in _honest() if case[1]["rounds"])

    found = funds_verifier.violation(published | {"round 1": {"project": "jalan"}}, election.canonical_text())

    assert found == ("rounds", "should be []")


def _changed(published: Published, chance: random.Random) -> tuple[str, Published]:
    """Change one fact, and say in which line."""
    changed: Published = json.loads(json.dumps(published))
    change = chance.choice([_lose, _alter, _loosen, _alter_round, _move_payment, _lose_round, _repeat_round])
    return change(changed, chance), changed


def _lose(changed: Published, chance: random.Random) -> str:
    name = chance.choice(sorted(changed))
    del changed[name]
    return name


def _alter(changed: Published, chance: random.Random) -> str:
    name = chance.choice(sorted(changed.keys() - {"rounds", "parameters", "conditions"}))
    changed[name] = changed[name] + 1 if isinstance(changed[name], int) else "1" + changed[name]
    return name


def _loosen(changed: Published, chance: random.Random) -> str:
    """Take a quota, a conflict, a prerequisite or who may pay for what out of the conditions, or change their hash."""
    conditions = changed["conditions"]
    name = chance.choice(sorted(name for name, value in conditions.items() if value and name != "funds"))
    conditions[name] = type(conditions[name])()
    return "conditions"


def _alter_round(changed: Published, chance: random.Random) -> str:
    place = chance.randrange(len(changed["rounds"]))
    entry = changed["rounds"][place]
    key = chance.choice(["project", "cost", "price"])
    entry[key] = f"{entry[key]}1"
    return f"round {place + 1}"


def _move_payment(changed: Published, chance: random.Random) -> str:
    """Let a fund give a rupiah more than it did."""
    place = chance.randrange(len(changed["rounds"]))
    paid = changed["rounds"][place]["paid"]
    fund = chance.choice(sorted(paid))
    over, under = map(int, paid[fund].split("/"))
    paid[fund] = f"{over + under}/{under}"
    return f"round {place + 1}"


def _lose_round(changed: Published, chance: random.Random) -> str:
    place = chance.randrange(len(changed["rounds"]))
    del changed["rounds"][place]
    return f"round {place + 1}"


def _repeat_round(changed: Published, chance: random.Random) -> str:
    place = chance.randrange(len(changed["rounds"]))
    changed["rounds"].insert(place, changed["rounds"][place])
    return f"round {place + 2}"


@pytest.mark.parametrize(
    "duties",
    [
        {"pos": {"add": 100}},
        {"pos": {"add": 300, "dana-desa": -100}},
        {"pos": {"dana-desa": 200}},
        {"jalan": {"add": 900}},
    ],
)
def test_conditions_that_pay_a_mandatory_project_wrongly_are_refused_whoever_hashed_them(
    duties: dict[str, dict[str, int]],
) -> None:
    projects = [Project("jalan", 900), Project("pos", 200)]
    election = hold_election(projects, 1000, [["jalan"], ["pos"]])
    honest = Conditions({"add": 300, "dana-desa": 700}, {"pos": frozenset({"add"})}, mandatory={"pos": {"add": 200}})
    published = _published(election, honest, Utility.COST, (Tie.ID,))
    published["conditions"]["mandatory"] = duties

    found = funds_verifier.violation(published, election.canonical_text())

    assert found is not None
    assert found[0] == "transcript"


def test_the_verifier_of_several_funds_runs_alone_with_the_standard_library(tmp_path: Path) -> None:
    election, published = _honest()[0]
    alone = tmp_path / "funds_verifier.py"
    alone.write_text(Path(funds_verifier.__file__).read_text())
    (tmp_path / "count.json").write_text(json.dumps(published))
    (tmp_path / "ballots.txt").write_text(election.canonical_text())

    # -I and -S: no site-packages, so nothing but the standard library can be imported.
    command = [sys.executable, "-I", "-S", str(alone), "count.json", "ballots.txt"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (run.returncode, run.stdout, run.stderr) == (0, "Accepted.\n", "")
