# SPDX-License-Identifier: Apache-2.0
"""The rounds of a run as losers look back on them: what everybody held, and the price that had to be beaten."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rembuk.engines.allocation.claims import Floats
from rembuk.engines.allocation.election import Indices
from rembuk.engines.allocation.equal_shares import Run
from rembuk.engines.allocation.purses import Purses


@dataclass(frozen=True, eq=False)
class Stage:
    """The purses before a round, and the most that the winner may cost per utility."""

    weights: Floats
    balance: Floats
    debt: float
    price: float
    spread: float

    @cached_property
    def richest_first(self) -> Indices:
        """The ballots by what they hold."""
        return np.argsort(-self.balance)

    @cached_property
    def heads(self) -> Floats:
        """How many people they are, up to each."""
        return np.cumsum(self.weights[self.richest_first])


class Stages:
    """All rounds, and their numbers side by side: a row for each round, so that losers can be columns."""

    def __init__(self, run: Run) -> None:
        self.ballots = len(run.table.weights)
        self.voters = int(run.table.weights.sum())
        self.balances = np.empty((len(run.quotes) + 1, self.ballots))
        self.all = _stages(run, self.balances)
        self.debts = np.array([[stage.debt] for stage in self.all])
        self.prices = np.array([[stage.price] for stage in self.all])
        self.spreads = np.array([[stage.spread] for stage in self.all])
        self.most = self.balances.max(axis=1, initial=0.0, keepdims=True)


def _stages(run: Run, balances: Floats) -> list[Stage]:
    """Follow the run, and write down in each row what was held before a round, in the last one what is left."""
    weights, stages = run.table.weights, []
    purses = Purses(run.table.claims, weights, run.endowment)
    for balance, quote in zip(balances, run.quotes, strict=False):
        balance[:] = purses.balance
        stages.append(Stage(weights, balance, purses.debt, quote.high, quote.high - quote.low))
        purses.buy(quote)
    balances[-1] = purses.balance
    # Nobody is left to be beaten. At this price even what is worth one rupiah is given all that its supporters hold.
    return [*stages, Stage(weights, balances[-1], purses.debt, 2 * float(run.endowment), 0.0)]
