# SPDX-License-Identifier: Apache-2.0
"""Who supports a project and how much it is worth to them: what every rule reads instead of ballots."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rembuk.engines.allocation.election import Election, Indices

Floats = NDArray[np.float64]


class Utility(StrEnum):
    """What a funded project is worth to its supporter: its cost, one, or the points on the ballot."""

    COST = "cost"
    COUNT = "count"
    POINTS = "points"


class Tie(StrEnum):
    """Who goes first among equals: the cheaper, the one with more votes, and last of all the smaller id."""

    COST = "cost"
    VOTES = "votes"
    ID = "id"


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """One project's supporters.

    Ballot `members[i]`, cast by `weights[i]` people, gains `scale * values[i]` from the project; `power` is
    `weights * values`, and `total_power` its sum. All are whole numbers, exact as floats.
    """

    cost: int
    scale: int
    members: Indices
    weights: Floats
    values: Floats
    power: Floats
    total_power: int

    @property
    def least_price(self) -> float:
        """A bound below the price per utility if all supporters pay alike; the price is never less."""
        return self.cost / (self.scale * self.total_power) * (1 - 2.0**-51)


def claims_of(election: Election, utility: Utility) -> list[Claim]:
    """Return each project's claim, in the order of the projects."""
    ballots = election.ballots
    # NumPy sorts 16-bit numbers by radix, several times faster.
    order = np.argsort(ballots.projects.astype(np.min_scalar_type(len(election.projects))), kind="stable")
    ends = np.cumsum(np.bincount(ballots.projects, minlength=len(election.projects)))
    members = ballots.ballot_of[order]
    weights = ballots.weights.astype(np.float64)[members]
    values = ballots.points[order].astype(np.float64) if utility is Utility.POINTS else np.ones(len(order))
    power = weights * values
    # Gathered once for all projects and then cut, because each call into NumPy costs more than a small project.
    parts = [slice(first, last) for first, last in pairwise([0, *ends.tolist()])]
    return [
        Claim(
            cost=cost,
            scale=cost if utility is Utility.COST else 1,
            members=members[part],
            weights=weights[part],
            values=values[part],
            power=power[part],
            total_power=int(power[part].sum()),
        )
        for cost, part in zip(election.costs, parts, strict=True)
    ]


def tie_ranks(election: Election, tie: tuple[Tie, ...]) -> list[int]:
    """Return each project's place among equals; the id decides last, whether it is named or not."""
    keys = {Tie.COST: election.costs, Tie.VOTES: [-votes for votes in election.votes], Tie.ID: election.number.values()}
    table = list(zip(*(list(keys[name]) for name in tie), range(len(election.projects)), strict=True))
    ranks = [0] * len(table)
    for rank, place in enumerate(sorted(range(len(table)), key=table.__getitem__)):
        ranks[place] = rank
    return ranks
