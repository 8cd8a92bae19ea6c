# SPDX-License-Identifier: Apache-2.0
"""Who said what about which statement, one line per vote: memory and time grow with the votes, not with the table."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

AGREE, PASS, DISAGREE = 1, 0, -1

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Votes:
    """Votes by participant, then by statement; the three arrays hold places in the two lists of names and the value.

    A participant or statement is listed when it has a vote. Statements in `aside` were taken out by the facilitator:
    they are neither on the map nor in any list of findings, and count as passed by everybody, as in Polis.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    aside: Flags
    voters: Ints
    topics: Ints
    values: Ints

    @cached_property
    def answered(self) -> Ints:
        """How many votes each participant gave."""
        return np.bincount(self.voters, minlength=len(self.participants))

    @cached_property
    def kept(self) -> Votes:
        """The votes on statements that are not set aside, and only these statements; all participants stay listed."""
        if not self.aside.any():
            return self
        names = tuple(name for name, is_aside in zip(self.statements, self.aside, strict=True) if not is_aside)
        stays = ~self.aside[self.topics]
        topics = (np.cumsum(~self.aside) - 1)[self.topics[stays]]
        none_aside = np.zeros(len(names), np.bool_)
        return Votes(self.participants, names, none_aside, self.voters[stays], topics, self.values[stays])


def gather_votes(ballots: Iterable[tuple[str, str, int]], *, set_aside: AbstractSet[str] = frozenset()) -> Votes:
    """Return the votes of (participant, statement, value); of two on one statement by one person, the later counts."""
    last = {(voter, topic): value for voter, topic, value in ballots}
    participants, voters = _numbered([voter for voter, _ in last])
    statements, topics = _numbered([topic for _, topic in last])
    values = np.fromiter(last.values(), np.int64, len(last))
    order = np.lexsort((topics, voters))
    aside = np.fromiter((name in set_aside for name in statements), np.bool_, len(statements))
    return Votes(participants, statements, aside, voters[order], topics[order], values[order])


def _numbered(names: list[str]) -> tuple[tuple[str, ...], Ints]:
    listed = tuple(sorted(set(names), key=_by_number))
    place = {name: number for number, name in enumerate(listed)}
    return listed, np.fromiter((place[name] for name in names), np.int64, len(names))


def _by_number(name: str) -> tuple[int, str]:
    """Sort 9 before 10, and numbers before words."""
    return (int(name), name) if name.isascii() and name.isdecimal() and len(name) < 20 else (10**20, name)
