"""Opinion maps side by side with red-dwarf, where that is installed: time, and agreement with the groups of Polis.

Each conversation is a folder as Polis exports it: votes.csv, comments.csv and participants-votes.csv. Both sides begin
with the same votes in memory, the last one per person and statement, and with the same statements set aside. The
stability of the groups, which red-dwarf does not reckon, is measured on its own as well.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import Any, TypeVar

import numpy as np

from rembuk.engines.opinions import Votes, adjusted_rand, gather_votes, map_opinions, read_statements, read_votes
from rembuk.engines.opinions.projection import canonical_order, pair_counts
from rembuk.engines.opinions.stability import stability

RIVAL = "reddwarf"
ROUNDS = 5

T = TypeVar("T")

Ballots = list[tuple[str, str, int]]
Groups = Mapping[str, int]


@dataclass(frozen=True)
class Lap:
    """The least CPU seconds of five rounds, and the adjusted Rand index against the official groups."""

    seconds: float
    agreement: float


@dataclass(frozen=True)
class Race:
    """One conversation; `theirs` is None where red-dwarf is not installed."""

    conversation: str
    votes: int
    ours: Lap
    stability_seconds: float
    theirs: Lap | None

    @property
    def ratio(self) -> float | None:
        """How many times our time theirs is, for all that both reckon: map, groups and findings."""
        return self.theirs.seconds / (self.ours.seconds - self.stability_seconds) if self.theirs else None

    @property
    def ratio_with_stability(self) -> float | None:
        """How many times our whole time theirs is."""
        return self.theirs.seconds / self.ours.seconds if self.theirs else None


def race_all(folder: Path) -> list[Race]:
    """Measure every conversation in a folder, in the order of their names."""
    return [race(exported.parent) for exported in sorted(folder.glob("*/participants-votes.csv"))]


def race(folder: Path) -> Race:
    """Measure one conversation."""
    aside = {statement.name for statement in read_statements(_text(folder / "comments.csv")) if statement.is_aside}
    votes = read_votes(_text(folder / "votes.csv"))
    ballots = [
        (votes.participants[voter], votes.statements[topic], int(value))
        for voter, topic, value in zip(votes.voters, votes.topics, votes.values, strict=True)
    ]
    official = official_groups(_text(folder / "participants-votes.csv"))
    ours = _lap(lambda: _our_groups(ballots, aside), official)
    theirs = _lap(_their_groups(ballots, aside), official) if find_spec(RIVAL) else None
    return Race(folder.name, len(ballots), ours, _stability_seconds(gather_votes(ballots, set_aside=aside)), theirs)


def told(races: Sequence[Race]) -> Iterator[str]:
    """Yield the lines of a table; a rival that is not installed is named, and its cells stay empty."""
    ours_named = f"{'conversation':40} {'votes':>8} {'map':>8} {'ARI':>5}"
    yield f"{ours_named} {'red-dwarf':>9} {'ARI':>5} {'ratio':>7} {'in all':>7}"
    yield from map(_row, races)
    if any(race.theirs is None for race in races):
        yield "Skipped: red-dwarf is not installed beside Rembuk, so there is nothing to compare opinion maps with."


def _row(race: Race) -> str:
    seconds = race.ours.seconds - race.stability_seconds
    mine = f"{race.conversation[:40]:40} {race.votes:8,} {seconds:8.4f} {race.ours.agreement:5.2f}"
    if race.theirs is None:
        return f"{mine} {'-':>9} {'-':>5} {'-':>7} {'-':>7}"
    theirs = f"{race.theirs.seconds:9.3f} {race.theirs.agreement:5.2f}"
    return f"{mine} {theirs} {race.ratio:7.1f} {race.ratio_with_stability:7.1f}"


def official_groups(text: str) -> Groups:
    """Return the group of each participant who has one, from the text of participants-votes.csv."""
    return {row["participant"]: int(row["group-id"]) for row in csv.DictReader(text.splitlines()) if row["group-id"]}


def agreement_with(official: Groups, groups: Groups) -> float:
    """Return the adjusted Rand index over those who are in both."""
    both = [name for name in groups if name in official]
    return float(adjusted_rand(*(np.array([side[name] for name in both]) for side in (groups, official))))


def _text(file: Path) -> str:
    return file.read_bytes().decode()


def _lap(grouping: Callable[[], Groups], official: Groups) -> Lap:
    timed = [_timed(grouping) for _ in range(ROUNDS)]
    return Lap(min(seconds for seconds, _ in timed), agreement_with(official, timed[0][1]))


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    begun = process_time()
    done = work()
    return process_time() - begun, done


def _our_groups(ballots: Ballots, aside: set[str]) -> Groups:
    found = map_opinions(gather_votes(ballots, set_aside=aside))
    names = [found.votes.participants[place] for place in found.grouping.members]
    return dict(zip(names, found.grouping.labels.tolist(), strict=True))


def _stability_seconds(votes: Votes) -> float:
    found, pairs = map_opinions(votes), pair_counts(votes)
    order = canonical_order(found.places)
    return min(
        _timed(lambda: stability(votes, pairs, order, found.grouping.members, found.grouping.labels))[0]
        for _ in range(ROUNDS)
    )


def _their_groups(ballots: Ballots, aside: set[str]) -> Callable[[], Groups]:
    pipeline = import_module(f"{RIVAL}.implementations.polis").run_pipeline
    records: list[dict[str, Any]] = [  # Any: names and values, as red-dwarf wants them.
        {"participant_id": voter, "statement_id": topic, "vote": value, "modified": 0}
        for voter, topic, value in ballots
    ]

    def run() -> Groups:
        found = pipeline(votes=records, mod_out_statement_ids=sorted(aside), random_state=0)
        groups: Groups = found.participants_df["cluster_id"].dropna().astype(int).to_dict()
        return groups

    return run
