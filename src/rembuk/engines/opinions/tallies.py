# SPDX-License-Identifier: Apache-2.0
"""How each statement was answered, by everybody and by each group, in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from rembuk.engines.opinions.groups import Grouping
from rembuk.engines.opinions.votes import AGREE, DISAGREE, PASS, Ints, Votes


@dataclass(frozen=True)
class Tally:
    """How many agreed, disagreed and passed."""

    agreed: int
    disagreed: int
    passed: int

    @property
    def answered(self) -> int:
        """How many answered at all."""
        return self.agreed + self.disagreed + self.passed

    @property
    def agreement(self) -> Fraction:
        """The share that agrees, as if one more had agreed and one had not (Laplace): never quite 0 or 1."""
        return Fraction(self.agreed + 1, self.answered + 2)

    @property
    def disagreement(self) -> Fraction:
        """The share that disagrees, in the same way."""
        return Fraction(self.disagreed + 1, self.answered + 2)

    def turned(self) -> Tally:
        """The tally of the opposite statement."""
        return Tally(self.disagreed, self.agreed, self.passed)


@dataclass(frozen=True)
class Answers:
    """The answers to one statement: of everybody, and of each group, largest first. Without groups there are none."""

    statement: str
    everyone: Tally
    groups: tuple[Tally, ...]

    @property
    def parts(self) -> tuple[Tally, ...]:
        """The groups, or everybody as one."""
        return self.groups or (self.everyone,)

    def turned(self) -> Answers:
        """The answers to the opposite statement."""
        return Answers(self.statement, self.everyone.turned(), tuple(group.turned() for group in self.groups))


def count_answers(votes: Votes, grouping: Grouping) -> tuple[Answers, ...]:
    """Return the answers to each statement that is not set aside, by groups where groups may be shown."""
    kept = votes.kept
    everyone = _tallies(kept, np.zeros(len(kept.participants), np.int64), 1)[0]
    groups = [] if grouping.refusal else _tallies(kept, _group_of(kept, grouping), len(grouping.sizes))
    return tuple(
        Answers(name, everyone[place], tuple(group[place] for group in groups))
        for place, name in enumerate(kept.statements)
    )


def _group_of(votes: Votes, grouping: Grouping) -> Ints:
    group_of = np.full(len(votes.participants), -1)
    group_of[grouping.members] = grouping.labels
    return group_of


def _tallies(votes: Votes, group_of: Ints, count: int) -> list[list[Tally]]:
    """Count per group and statement; a participant of group -1 is in none."""
    width = len(votes.statements)
    groups = group_of[votes.voters]
    slots = groups * width + votes.topics
    counts = [
        np.bincount(slots[(votes.values == value) & (groups >= 0)], minlength=count * width)
        for value in (AGREE, DISAGREE, PASS)
    ]
    tallies = [Tally(*three) for three in zip(*(each.tolist() for each in counts), strict=True)]
    return [tallies[group * width : (group + 1) * width] for group in range(count)]
