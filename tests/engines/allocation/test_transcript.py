"""A stranger with one file of code accepts every honest transcript, and refuses every changed one."""

from __future__ import annotations

import json
import math
import random
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from rembuk.engines.allocation import (
    Completion,
    Election,
    EqualShares,
    Start,
    Stop,
    Tie,
    Utility,
    count_equal_shares,
    funds_verifier,
    transcript,
    verifier,
    write_pb,
)
from rembuk.engines.allocation.transcript import NoTranscript
from tests.engines.allocation.elections import small_elections

# What json.loads gives.
Published = dict[str, Any]


def _rules(utility: Utility) -> Iterator[EqualShares]:
    for tie, completion in product([(Tie.ID,), (Tie.COST, Tie.VOTES)], [Completion.NONE, Completion.ADD1]):
        yield EqualShares(utility, completion, tie)
    for start, stop in product(Start, Stop):
        yield EqualShares(utility, Completion.ADD1, start=start, stop=stop, step=2)


def _published(election: Election, rules: EqualShares) -> Published:
    published: Published = json.loads(json.dumps(transcript(election, count_equal_shares(election, rules))))
    return published


def _violation(published: Published, election: Election) -> tuple[str, str] | None:
    return verifier.violation(published, verifier.read_election(write_pb(election).decode()))


@pytest.mark.parametrize("utility", Utility)
def test_every_honest_transcript_is_accepted(utility: Utility) -> None:
    elections = list(islice(small_elections(points=utility is Utility.POINTS), 60))

    found = [_violation(_published(election, rules), election) for election in elections for rules in _rules(utility)]

    assert set(found) == {None}


def test_a_thousand_changed_transcripts_are_refused_at_the_changed_line() -> None:
    chance = random.Random(2026)
    counts = product(small_elections(), _rules(Utility.COST))
    honest = [(election, _published(election, rules)) for election, rules in counts]
    with_rounds = [case for case in honest if case[1]["rounds"]]

    refused = []
    for _ in range(1000):
        election, published = chance.choice(with_rounds)
        line, changed = _changed(published, chance)
        found = _violation(changed, election)
        refused.append(found is not None and _is_named(found[0], line))

    assert refused == [True] * 1000


def _is_named(found: str, line: str) -> bool:
    """A wrong endowment has the wrong price in the first round that depends on it."""
    return found == line or (line == "endowment" and found.startswith("round "))


def _changed(published: Published, chance: random.Random) -> tuple[str, Published]:
    """Change one fact, and say in which line: a number, a fraction, a name, the rounds, or whether it is there."""
    changed: Published = json.loads(json.dumps(published))
    name = chance.choice(sorted(changed.keys() - {"parameters"}))
    place = chance.randrange(len(changed["rounds"]))
    return chance.choice([_lose, _alter, _alter_round, _lose_round, _repeat_round])(changed, name, place), changed


def _lose(changed: Published, name: str, place: int) -> str:
    del changed[name]
    return name


def _alter(changed: Published, name: str, place: int) -> str:
    value = changed[name]
    if name == "rounds":
        return _lose_round(changed, name, len(value) - 1)
    changed[name] = value + 1 if isinstance(value, int) else "1" + value
    return name


def _alter_round(changed: Published, name: str, place: int) -> str:
    entry = changed["rounds"][place]
    key = sorted(entry)[len(name) % len(entry)]
    entry[key] = f"{entry[key]}1"
    return f"round {place + 1}"


def _lose_round(changed: Published, name: str, place: int) -> str:
    del changed["rounds"][place]
    return f"round {place + 1}"


def _repeat_round(changed: Published, name: str, place: int) -> str:
    changed["rounds"].insert(place, changed["rounds"][place])
    return f"round {place + 2}"


def test_the_first_wrong_line_is_named() -> None:
    election, published = next(
        (election, published)
        for election in small_elections()
        if len((published := _published(election, EqualShares()))["rounds"]) > 2
    )
    published["rounds"][1]["price"] = "7/1"
    published["rounds"][2]["cost"] += 1

    found = _violation(published, election)

    assert found is not None
    assert found[0] == "round 2"


def test_the_verifier_runs_alone_with_the_standard_library(tmp_path: Path) -> None:
    election = next(small_elections())
    alone = tmp_path / "verifier.py"
    alone.write_text(Path(verifier.__file__).read_text())
    (tmp_path / "count.json").write_text(json.dumps(_published(election, EqualShares())))
    (tmp_path / "ballots.pb").write_bytes(write_pb(election))

    # -I and -S: no site-packages, so nothing but the standard library can be imported.
    command = [sys.executable, "-I", "-S", str(alone), "count.json", "ballots.pb"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (run.returncode, run.stdout, run.stderr) == (0, "Accepted.\n", "")


@pytest.mark.parametrize("program", [verifier, funds_verifier])
@pytest.mark.parametrize(
    "named", ["ballots count", "count count", "count nothing", "nothing ballots", "deep ballots", "count"]
)
def test_a_verifier_says_in_one_sentence_that_these_are_not_its_files(
    tmp_path: Path, program: ModuleType, named: str
) -> None:
    election = next(small_elections())
    (tmp_path / "count").write_text(json.dumps(_published(election, EqualShares())))
    (tmp_path / "ballots").write_bytes(write_pb(election))
    (tmp_path / "deep").write_text("[" * 100_000)

    command = [sys.executable, "-I", "-S", str(program.__file__), *named.split()]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert run.stderr.startswith("These are not a transcript and its ballots, in this order: ")


@pytest.mark.parametrize("value", [math.inf, math.nan, None, [], {}, "1/0", -1, "x"])
@pytest.mark.parametrize("name", ["endowment", "parameters", "rounds", "spent"])
def test_a_transcript_with_a_value_of_another_kind_is_refused(name: str, value: object) -> None:
    election = next(election for election in small_elections() if count_equal_shares(election, EqualShares()).winners)

    found = _violation(_published(election, EqualShares()) | {name: value}, election)

    assert found is not None


@pytest.mark.parametrize("program", [verifier, funds_verifier])
def test_a_verifier_is_short_enough_to_be_read(program: ModuleType) -> None:
    assert len(Path(str(program.__file__)).read_text().splitlines()) <= 150


def test_a_count_with_greedy_completion_has_no_transcript() -> None:
    election = next(small_elections())

    with pytest.raises(NoTranscript):
        transcript(election, count_equal_shares(election, EqualShares(completion=Completion.GREEDY)))
