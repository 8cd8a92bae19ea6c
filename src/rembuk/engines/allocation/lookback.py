# SPDX-License-Identifier: Apache-2.0
"""All losers of a run against all its rounds: what bounds each answer before any round is looked at closely."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rembuk.engines.allocation.claims import Floats
from rembuk.engines.allocation.contests import Contest, Contests
from rembuk.engines.allocation.crowds import Crowd
from rembuk.engines.allocation.election import Indices
from rembuk.engines.allocation.equal_shares import Run
from rembuk.engines.allocation.purses import EPS
from rembuk.engines.allocation.stages import Stages


class Lookback:
    """A row for each round and one for what is left at the end, a column for each loser."""

    def __init__(self, run: Run, losers: Sequence[int]) -> None:
        self.run, self.losers = run, losers
        self.claims = [run.table.claims[project] for project in losers]
        self.stages, self.contests = Stages(run), Contests(run)
        self.costs = _row([claim.cost for claim in self.claims])
        self.scales = _row([claim.scale for claim in self.claims])
        self.power = _row([claim.total_power for claim in self.claims])
        self.sizes = _row([len(claim.members) for claim in self.claims])
        self.by_cost = self.scales == self.costs
        self.held = _held(Crowd(self.claims), self.stages, run.table.weights)
        self.bounds = np.minimum(self.held, self.stages.prices * np.maximum(self.scales * self.power, 1.0))
        spread = self.stages.spreads * self.scales * self.power
        self.doubts = (self.sizes + 4) * EPS * self.held + self.stages.debts + spread

    def contest(self, loser: int, place: int) -> Contest:
        """A loser against the winner of a round, in exact purses."""
        return self.contests.of(self.losers[loser], place)

    def bid(self, losers: Indices, places: Indices) -> Bid:
        """Some losers, each in a round of its own."""
        return Bid(self, losers, places[losers])


def _row(numbers: list[int]) -> Floats:
    return np.array(numbers, np.float64)


def _held(crowd: Crowd, stages: Stages, weights: Floats) -> Floats:
    """What the supporters of each loser hold, by round."""
    return np.array([crowd.totals((stage.balance * weights).take(crowd.members)) for stage in stages.all])


class Bid:
    """Some losers, each in one round, and what its supporters would offer there."""

    def __init__(self, look: Lookback, losers: Indices, places: Indices) -> None:
        self.crowd = Crowd([look.claims[loser] for loser in losers.tolist()])
        stages = look.stages
        self.held = stages.balances.take(self.crowd.repeat(places * stages.ballots) + self.crowd.members)
        columns = (stages.prices, stages.debts, stages.spreads)
        self.prices, self.debts, self.spreads = (column[places, 0] for column in columns)
        self.scales, self.by_cost, self.power = look.scales[losers], look.by_cost[losers], look.power[losers]
        self.sums_err = (look.sizes[losers] + 4) * EPS

    def offers(self, worths: Floats) -> Floats:
        """What the supporters of each offer where it is worth so much."""
        return self._given(self.crowd.spread(self.prices * worths))

    def _given(self, limits: Floats) -> Floats:
        return self.crowd.totals(self.crowd.weights * np.minimum(self.held, limits))

    def verdicts(self, costs: Floats) -> Floats:
        """Would each win at this cost? Above zero says yes, below zero no, and zero that floating point may not say."""
        worths = np.where(self.by_cost, costs, self.scales)
        offers = self.offers(worths)
        doubts = self.sums_err * offers + self.debts + self.spreads * worths * self.power
        return np.where(np.abs(offers - costs) <= doubts, 0.0, offers - costs)

    def roots(self, costs: Floats) -> Floats:
        """About the greatest cost up to this one that is offered.

        Where a project is worth its cost, the offer is concave in it, so Newton's steps from above stay above.
        """
        costs = np.minimum(self.offers(self.scales), costs)
        falls = self.by_cost
        while falls.any():
            limits = self.crowd.spread(self.prices * costs)
            slopes = 1 - self.prices * self.crowd.totals(self.crowd.power * (self.held >= limits))
            above = costs - self._given(limits)
            lower = costs - np.divide(above, slopes, out=np.zeros_like(costs), where=slopes > 0)
            falls = self.by_cost & (lower < costs * (1 - 4 * EPS))
            costs = np.where(falls, np.maximum(lower, 0.0), costs)
        return costs
