# SPDX-License-Identifier: Apache-2.0
"""The rounds of a run as losers look back on them: what everybody held, and the price that had to be beaten."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np

from rembuk.engines.allocation.claims import Floats
from rembuk.engines.allocation.election import Indices
from rembuk.engines.allocation.equal_shares import Run
from rembuk.engines.allocation.purses import Purses


@dataclass(frozen=True, eq=False)
class Stage:
    """The purses before a round, and the most that the winner may cost per utility; after the last round, anything."""

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

    @cached_property
    def most(self) -> float:
        """What the richest holds."""
        return float(self.balance.max(initial=0.0))


class Stages:
    """All rounds, and what each loser asks of all of them."""

    def __init__(self, run: Run) -> None:
        self.all = _stages(run)
        self.voters = int(run.table.weights.sum())
        self.debts = np.array([stage.debt for stage in self.all])
        self.prices = np.array([stage.price for stage in self.all])
        self.spreads = np.array([stage.spread for stage in self.all])
        self.most = np.array([stage.most for stage in self.all])


def _stages(run: Run) -> list[Stage]:
    table, stages = run.table, []
    purses = Purses(table.claims, table.weights, run.endowment)
    for quote in run.quotes:
        stages.append(Stage(table.weights, purses.balance.copy(), purses.debt, quote.high, quote.high - quote.low))
        purses.buy(quote)
    return [*stages, Stage(table.weights, purses.balance, purses.debt, inf, 0.0)]
