# SPDX-License-Identifier: Apache-2.0
"""Who supports a project and how much it is worth to them: what every rule reads instead of ballots."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

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


class Claim(NamedTuple):
    """One project's supporters; a named tuple, because those are made quickest.

    Ballot `members[i]`, cast by `weights[i]` people, gains `scale * values[i]` from the project; `power` is
    `weights * values`, and `total_power` its sum. All are whole numbers, exact as floats. If the project is `plain`,
    all values are one.
    """

    cost: int
    scale: int
    plain: bool
    members: Indices
    weights: Floats
    values: Floats
    power: Floats
    total_power: int

    @property
    def least_price(self) -> float:
        """A bound below the price per utility if all supporters pay alike; the price is never less."""
        return self.cost / (self.scale * self.total_power) * (1 - 2.0**-51)

    def people(self, ballots: int) -> Floats:
        """How many supporters cast each of so many ballots."""
        return np.asarray(np.bincount(self.members, self.weights, ballots), np.float64)

    def only(self, places: Indices) -> Claim:
        """The claim of the supporters at these places alone."""
        power = self.power[places]
        return Claim(
            self.cost,
            self.scale,
            self.plain,
            self.members[places],
            self.weights[places],
            self.values[places],
            power,
            int(power.sum()),
        )


def claims_of(election: Election, utility: Utility) -> list[Claim]:
    """Return each project's claim, in the order of the projects."""
    ballots, count = election.ballots, len(election.projects)
    plain = utility is not Utility.POINTS
    # NumPy sorts 16-bit numbers by radix, several times faster.
    order = np.argsort(ballots.projects.astype(np.min_scalar_type(count)), kind="stable")
    members = ballots.ballot_of.take(order)
    weights = ballots.weights.astype(np.float64).take(members)
    values = np.ones(len(order)) if plain else ballots.points.take(order).astype(np.float64)
    power = weights if plain else weights * values
    sizes = np.bincount(ballots.projects, minlength=count)
    ends = sizes.cumsum()
    # Summed and gathered once for all projects and then cut: each call into NumPy costs more than a small project.
    totals = np.zeros(count)
    totals[sizes > 0] = np.add.reduceat(power, (ends - sizes)[sizes > 0])
    scales = election.costs if utility is Utility.COST else [1] * count
    parts = map(slice, (ends - sizes).tolist(), ends.tolist())
    return [
        Claim(cost, scale, plain, members[part], weights[part], values[part], power[part], int(total))
        for cost, scale, part, total in zip(election.costs, scales, parts, totals.tolist(), strict=True)
    ]


def tie_ranks(election: Election, tie: tuple[Tie, ...]) -> list[int]:
    """Return each project's place among equals; the id decides last, whether it is named or not."""
    keys = {Tie.COST: election.costs, Tie.VOTES: [-votes for votes in election.votes], Tie.ID: election.number.values()}
    table = list(zip(*(list(keys[name]) for name in tie), range(len(election.projects)), strict=True))
    ranks = [0] * len(table)
    for rank, place in enumerate(sorted(range(len(table)), key=table.__getitem__)):
        ranks[place] = rank
    return ranks
