# SPDX-License-Identifier: Apache-2.0
"""What is decided on: projects with their costs, one budget, and ballots, equal ones merged into one with a weight."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]
VoteKind = Literal["approval", "points"]
Marks = tuple[tuple[int, int], ...]

# Sums of whole numbers below it are exact in the floating-point kernel.
LARGEST = 2**53


class BadElection(ValueError):
    """The numbers of an election contradict each other."""


@dataclass(frozen=True, slots=True)
class Project:
    """Something to decide on: its cost in whole rupiah, and what it is grouped by."""

    id: str
    cost: int
    name: str = ""
    category: str = ""


@dataclass(frozen=True, eq=False)
class Ballots:
    """Distinct ballots: ballot t marks `projects[starts[t]:starts[t + 1]]` with `points`.

    `weights[t]` people cast it.
    """

    starts: Indices
    projects: Indices
    points: Indices
    weights: Indices

    @classmethod
    def merged(cls, votes: Mapping[Marks, int]) -> Ballots:
        """Build from marks, pairs of (project number, points), and how many people made them."""
        ordered = sorted(votes)
        marks = np.fromiter(chain.from_iterable(chain.from_iterable(ordered)), np.int64).reshape(-1, 2)
        starts = np.fromiter(accumulate(map(len, ordered), initial=0), np.int64, len(ordered) + 1)
        weights = np.fromiter((votes[marks] for marks in ordered), np.int64, len(ordered))
        return cls(starts, np.ascontiguousarray(marks[:, 0]), np.ascontiguousarray(marks[:, 1]), weights)

    @cached_property
    def voters(self) -> int:
        """How many people voted, empty ballots included."""
        return int(self.weights.sum())

    @cached_property
    def ballot_of(self) -> Indices:
        """The ballot that each mark stands on."""
        return np.repeat(np.arange(len(self.weights)), np.diff(self.starts))

    def rows(self) -> Iterable[tuple[Marks, int]]:
        """Each distinct ballot with its weight."""
        pairs = list(zip(self.projects.tolist(), self.points.tolist(), strict=True))
        bounds = self.starts.tolist()
        for place, weight in enumerate(self.weights.tolist()):
            yield tuple(pairs[bounds[place] : bounds[place + 1]]), weight


@dataclass(frozen=True, eq=False)
class Election:
    """Projects in the order of their ids, a budget in whole rupiah, and the ballots."""

    projects: tuple[Project, ...]
    budget: int
    ballots: Ballots
    kind: VoteKind = "approval"

    def __post_init__(self) -> None:
        ids = [project.id for project in self.projects]
        if ids != sorted(set(ids)):
            raise BadElection("Projects stand in the order of their ids, each once.")
        if self.budget < 0 or any(project.cost <= 0 for project in self.projects):
            raise BadElection("A budget is not negative, and a project costs something.")
        if max([self.budget, *self.costs]) >= LARGEST:
            raise BadElection("Amounts stay below 2^53 rupiah.")

    @cached_property
    def costs(self) -> list[int]:
        """The cost of each project."""
        return [project.cost for project in self.projects]

    @cached_property
    def number(self) -> dict[str, int]:
        """The number of each project id."""
        return {project.id: number for number, project in enumerate(self.projects)}

    @cached_property
    def votes(self) -> list[int]:
        """How many people marked each project."""
        return self._count(self.ballots.weights[self.ballots.ballot_of])

    @cached_property
    def scores(self) -> list[int]:
        """How many points each project has; as many as votes where people only approve."""
        return self._count(self.ballots.weights[self.ballots.ballot_of] * self.ballots.points)

    def _count(self, amounts: Indices) -> list[int]:
        counts = np.zeros(len(self.projects), np.int64)
        np.add.at(counts, self.ballots.projects, amounts)
        return [int(count) for count in counts]

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical text: the same for any order of lines, and for split or merged ballots."""
        return hashlib.sha256(self.canonical_text().encode()).hexdigest()

    def canonical_text(self) -> str:
        """One line for the budget, one for each project and one for each distinct ballot, sorted."""
        ids = [project.id for project in self.projects]
        costs = [f"project {project.id} {project.cost}" for project in self.projects]
        ballots = sorted(f"ballot {_canonical(marks, ids)} {weight}" for marks, weight in self.ballots.rows())
        return "\n".join([f"budget {self.budget}", *costs, *ballots, ""])


def _canonical(marks: Marks, ids: list[str]) -> str:
    return ",".join(f"{ids[project]}:{points}" for project, points in marks)


def hold_election(
    projects: Iterable[Project],
    budget: int,
    votes: Iterable[Mapping[str, int] | Iterable[str]],
    kind: VoteKind = "approval",
) -> Election:
    """Return an election of votes given as project ids, or as points by project id; points of zero say nothing."""
    ordered = tuple(sorted(projects, key=lambda project: project.id))
    number = {project.id: place for place, project in enumerate(ordered)}
    merged = Counter(_marks(vote, number) for vote in votes)
    return Election(ordered, budget, Ballots.merged(merged), kind)


def _marks(vote: Mapping[str, int] | Iterable[str], number: Mapping[str, int]) -> Marks:
    points = vote if isinstance(vote, Mapping) else dict.fromkeys(vote, 1)
    unknown = points.keys() - number.keys()
    if unknown or min(points.values(), default=0) < 0:
        raise BadElection(f"A vote names unknown projects or negative points: {sorted(unknown)}")
    return tuple(sorted((number[project], value) for project, value in points.items() if value))
