"""Whose ballot is this? The attacker knows which voter came when, and tries every order that was taken along.

Where each voter casts a ballot that no other does, each right guess shows. An order of chance is right once on average,
however many voters there are: the number of right guesses follows Poisson's law with mean one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rembuk.cli.attacks.taking import Dump, Said

# Twelve or more right guesses happen by chance once in a billion tries.
MORE_THAN_CHANCE = 12

ABOUT_PEOPLE = ("RollEntry", "Card", "Act")
ABOUT_BALLOTS = ("Ballot", "BallotMark", "Receipt", "Sending")
ABOUT_THE_VOTE = ("Round", "Voting", "RoundOption")


@dataclass(frozen=True)
class Truth:
    """What really happened: the voters in the order in which they came, what each said, and what the count erased."""

    came: Sequence[object]
    said: Sequence[Said]
    erased: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Found:
    """What an attack came to: how often each way was right, values on both sides, and erased ones in the file."""

    voters: int
    right: Sequence[int]
    shared: frozenset[object]
    left: int

    @property
    def is_breach(self) -> bool:
        """Did the attacker do better than chance?"""
        return max(self.right) >= MORE_THAN_CHANCE or bool(self.shared) or self.left > 0

    @property
    def figures(self) -> str:
        """Say it in a line."""
        ways = f"{len(self.right)} ways to link, the best right for {max(self.right)} (by chance 1 or so)"
        shared = f"{len(self.shared)} values stand on both sides"
        return f"{self.voters} voters: {ways}; {shared}; {self.left} erased marks are left in the file"


def attack(taken: Dump, truth: Truth, tenant: int) -> Found:
    """Try everything on what was taken along."""
    said = dict(zip(truth.came, truth.said, strict=True))
    right = [
        hits(ballots, [said[voter] for voter in voters])
        for voters in orders_of_voters(taken, truth)
        for ballots in orders_of_ballots(taken)
    ]
    left = sum(mark.encode() in taken.file for mark in truth.erased)
    return Found(len(truth.came), right, frozenset(shared_values(taken, tenant)), left)


def orders_of_voters(taken: Dump, truth: Truth) -> Iterator[list[object]]:
    """Yield the voters as they came, as the roll is stored, and by id."""
    roll = [row["id"] for row in taken.rows["RollEntry"]]
    yield list(truth.came)
    yield roll
    yield sorted(roll, key=str)


def orders_of_ballots(taken: Dump) -> Iterator[list[Said]]:
    """Yield the ballots in each order that tables, ids, the file and the export hold, forward and backward."""
    said = taken.ballots()
    for order in _orders_of_rows(taken, said):
        yield [said[ballot] for ballot in order]
        yield [said[ballot] for ballot in reversed(order)]
    if exported := taken.exported():
        yield exported
        yield exported[::-1]


def hits(guess: Sequence[Said], truth: Sequence[Said]) -> int:
    """Return for how many voters a guess is right."""
    return sum(said == true for said, true in zip(guess, truth, strict=True))


def shared_values(taken: Dump, tenant: int) -> set[object]:
    """Return what stands both in a row about a person or card and in one about a ballot, apart from the vote itself."""
    ids = {row["id"] for name in ABOUT_THE_VOTE for row in taken.rows[name]}
    both = _values(taken, ABOUT_PEOPLE) & _values(taken, ABOUT_BALLOTS)
    # A small number is the points of a ballot, and a flag or a count elsewhere.
    return {value for value in both - ids - {tenant, ""} if not isinstance(value, int)}


def _orders_of_rows(taken: Dump, said: dict[object, Said]) -> Iterator[list[object]]:
    yield list(said)
    yield list(dict.fromkeys(mark["ballot_id"] for mark in taken.rows["BallotMark"]))
    yield sorted(said, key=str)
    yield sorted(said, key=lambda ballot: said[ballot])
    if taken.file:
        yield sorted(said, key=taken.place_in_file)


def _values(taken: Dump, names: Sequence[str]) -> set[object]:
    return {value for name in names for row in taken.rows[name] for value in row.values()}
