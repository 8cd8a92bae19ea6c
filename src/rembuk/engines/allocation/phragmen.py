# SPDX-License-Identifier: Apache-2.0
"""Sequential Phragmen: everybody earns at the same speed, and whoever can first pay for a project together buys it.

Source: Los, Christoff, Grossi, "Proportional Budget Allocations: Towards a Systematization" (IJCAI 2022). A ballot's
load is the moment at which its voters last paid. Project j is ready at (cost + sum of w * load) / (sum of w) over its
supporters. The earliest is bought; the rule ends when the earliest, or one as early, no longer fits into the budget.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from rembuk.engines.allocation.claims import Claim, Floats, Tie, Utility, claims_of, tie_ranks
from rembuk.engines.allocation.election import Election, Indices
from rembuk.engines.allocation.outcome import Outcome, outcome_of, spelled

EPS = 2.0**-52


def count_phragmen(election: Election, tie: tuple[Tie, ...] = (Tie.ID,)) -> Outcome:
    """Return the outcome of sequential Phragmen."""
    clock, ranks = _Clock(election), tie_ranks(election, tie)
    chosen: list[int] = []
    left = election.budget
    while earliest := clock.earliest(set(chosen)):
        if any(election.costs[project] > left for project in earliest):
            break
        project = min(earliest, key=ranks.__getitem__)
        clock.buy(project)
        chosen.append(project)
        left -= election.costs[project]
    return outcome_of(election, "phragmen", {"tie": spelled(tie)}, chosen)


class _Clock:
    """When each project is ready, in floating point within a proved bound, and exactly where that is too near."""

    def __init__(self, election: Election) -> None:
        self.claims = claims_of(election, Utility.COUNT)
        self.moments = [Fraction(0)]
        self.last_paid: Indices = np.zeros(len(election.ballots.weights), np.int64)
        self.ready = [claim.cost / claim.total_power if claim.total_power else np.inf for claim in self.claims]

    def earliest(self, chosen: set[int]) -> list[int]:
        """All projects that are ready at the earliest moment of all.

        A sum of n terms, each correctly rounded, errs by at most (n + 2) * EPS times itself; so does the moment.
        """
        waiting = [project for project, claim in enumerate(self.claims) if claim.total_power and project not in chosen]
        slack = [(len(self.claims[project].members) + 4) * EPS for project in waiting]
        first = min((self.ready[p] * (1 + s) for p, s in zip(waiting, slack, strict=True)), default=np.inf)
        near = [p for p, s in zip(waiting, slack, strict=True) if self.ready[p] * (1 - s) <= first]
        exact = {project: self._moment(self.claims[project]) for project in near}
        return [project for project, moment in exact.items() if moment == min(exact.values())]

    def _moment(self, claim: Claim) -> Fraction:
        people = np.bincount(self.last_paid[claim.members], weights=claim.weights, minlength=len(self.moments))
        loads = zip(self.moments, people.tolist(), strict=True)
        paid = sum((moment * int(count) for moment, count in loads if count), Fraction(0))
        return (claim.cost + paid) / claim.total_power

    def buy(self, project: int) -> None:
        """Let the supporters pay now, and ask again when those who share supporters are ready."""
        self.moments.append(self._moment(self.claims[project]))
        self.last_paid[self.claims[project].members] = len(self.moments) - 1
        loads: Floats = np.array([float(moment) for moment in self.moments])[self.last_paid]
        self.ready = [_rounded(claim, loads) for claim in self.claims]


def _rounded(claim: Claim, loads: Floats) -> float:
    if not claim.total_power:
        return np.inf
    return (claim.cost + float(claim.weights @ loads[claim.members])) / claim.total_power
