# SPDX-License-Identifier: Apache-2.0
"""All losers of a run against all its rounds: what bounds each answer before any round is looked at closely.

One look bounds all rounds. Let A be what the poor of round i hold, who hold less than the limit there, and R the power
of the others. Whoever they are, at any limit L the supporters offer at most A + R * L in that round. In a later round
they hold less, so that this bounds the offer there, too; in an earlier one they hold more, and offer at most that much
more. Where a project is worth its cost c, the limit is price * c, and it costs at most A / (1 - R * price) where it
wins: in round i itself this is Newton's next step towards the greatest cost. What was a sum of balances is doubted as
that, in both rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rembuk.engines.allocation.accounts import Accounts
from rembuk.engines.allocation.alike import Alike
from rembuk.engines.allocation.claims import Floats
from rembuk.engines.allocation.contests import Contest
from rembuk.engines.allocation.crowds import Crowd
from rembuk.engines.allocation.election import Indices
from rembuk.engines.allocation.equal_shares import Run
from rembuk.engines.allocation.purses import EPS
from rembuk.engines.allocation.stages import Stages


class Lookback:
    """A row for each round and one for what is left at the end, a column for each loser."""

    def __init__(self, run: Run, losers: Sequence[int]) -> None:
        self.run, self.losers, self.alike = run, losers, Alike(run)
        self.claims = self.alike.claims(losers)
        self.stages = Stages(self.alike)
        self.accounts = Accounts(self.alike, self.stages)
        self.costs = _row([claim.cost for claim in self.claims])
        self.scales = _row([claim.scale for claim in self.claims])
        self.power = _row([claim.total_power for claim in self.claims])
        self.sizes = _row([len(claim.members) for claim in self.claims])
        self.by_cost = self.scales == self.costs
        self.crowd = Crowd(self.claims)
        self.held = _held(self.crowd, self.stages)
        self.bounds = np.minimum(self.held, self.stages.prices * np.maximum(self.scales * self.power, 1.0))
        spread = self.stages.spreads * self.scales * self.power
        self.doubts = (self.sizes + 4) * EPS * self.held + self.stages.debts + spread

    def contest(self, loser: int, place: int) -> Contest:
        """A loser against the winner of a round, in exact purses."""
        return Contest(self.accounts, self.claims[loser], self.run.table.ranks[self.losers[loser]], place)

    def bid(self, losers: Indices, places: Indices) -> Bid:
        """Some losers, each in a round of its own."""
        return Bid(self, losers, places)

    def tighten(self, losers: Indices, places: Indices, line: Line) -> Limits:
        """Bound by what is offered in one round what is offered in all."""
        held, doubts = self.held[:, losers], self.doubts[:, losers]
        columns = np.arange(len(losers))
        risen = np.maximum(held - held[places, columns], 0.0)
        fixed = (line.fixed + risen + 2 * (doubts + doubts[places, columns])) * (1 + 8 * EPS)
        slopes = self.stages.prices * line.power * (1 + 4 * EPS)
        self.bounds[:, losers] = np.minimum(self.bounds[:, losers], fixed + slopes * self.scales[losers])
        return Limits(fixed, slopes)

    def roots(self, losers: Indices, limits: Limits) -> Floats:
        """The most that these losers can cost in each round where this limits what is offered."""
        fixed, slopes = limits
        falls = slopes < 1
        most = np.divide(fixed * (1 + 8 * EPS), 1 - slopes, out=np.full(fixed.shape, np.inf), where=falls)
        return np.where(self.by_cost[losers], most, fixed + slopes * self.scales[losers])


def _row(numbers: list[int]) -> Floats:
    return np.array(numbers, np.float64)


def _held(crowd: Crowd, stages: Stages) -> Floats:
    """What the supporters of each loser hold, by round."""
    return np.array([crowd.totals(stage.balance.take(crowd.members) * crowd.weights) for stage in stages.all])


class Line(NamedTuple):
    """What the poor hold, the power of the others, and what they offer together."""

    fixed: Floats
    power: Floats
    offers: Floats


class Limits(NamedTuple):
    """An offer for what is worth so much is at most fixed + slope * worth."""

    fixed: Floats
    slopes: Floats


class Bid:
    """Some losers, each in one round, and what its supporters would offer there."""

    def __init__(self, look: Lookback, losers: Indices, places: Indices) -> None:
        everybody = len(losers) == len(look.losers)
        self.crowd = look.crowd if everybody else Crowd([look.claims[loser] for loser in losers.tolist()])
        stages = look.stages
        self.held = stages.balances.take(self.crowd.repeat(places * stages.classes) + self.crowd.members)
        columns = (stages.prices, stages.debts, stages.spreads)
        self.prices, self.debts, self.spreads = (column[places, 0] for column in columns)
        self.scales, self.by_cost, self.power = look.scales[losers], look.by_cost[losers], look.power[losers]
        self.sums_err = (look.sizes[losers] + 4) * EPS

    def line(self, worths: Floats) -> Line:
        """What the supporters of each offer where it is worth so much."""
        limits = self.crowd.spread(self.prices * worths)
        rich = self.held >= limits
        power = self.crowd.totals(self.crowd.power * rich)
        fixed = self.crowd.totals(self.crowd.weights * self.held * ~rich)
        return Line(fixed, power, fixed + power * self.prices * worths)

    def verdicts(self, line: Line, costs: Floats) -> Floats:
        """Would each win at this cost? Above zero says yes, below zero no, and zero that floating point may not say."""
        worths = np.where(self.by_cost, costs, self.scales)
        doubts = self.sums_err * line.offers + self.debts + self.spreads * worths * self.power
        return np.where(np.abs(line.offers - costs) <= doubts, 0.0, line.offers - costs)
