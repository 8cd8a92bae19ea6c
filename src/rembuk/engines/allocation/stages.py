# SPDX-License-Identifier: Apache-2.0
"""The rounds of a run as losers look back on them: what everybody held, and the price that had to be beaten."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rembuk.engines.allocation.alike import Alike
from rembuk.engines.allocation.claims import Floats
from rembuk.engines.allocation.election import Indices
from rembuk.engines.allocation.ledger import CannotPay
from rembuk.engines.allocation.purses import Purses, Quote


@dataclass(frozen=True, eq=False)
class Stage:
    """The purses before a round, their bounds, and the most that the winner may cost per utility."""

    weights: Floats
    balance: Floats
    error: float
    debt: float
    price: float
    spread: float

    @cached_property
    def richest_first(self) -> Indices:
        """The classes by what they hold."""
        return np.argsort(-self.balance)

    @cached_property
    def heads(self) -> Floats:
        """How many people they are, up to each."""
        return np.cumsum(self.weights[self.richest_first])


class Stages:
    """All rounds, and their numbers side by side: a row for each round, so that losers can be columns."""

    def __init__(self, alike: Alike) -> None:
        self.classes = len(alike.weights)
        self.voters = int(alike.weights.sum())
        self.balances = np.empty((len(alike.winners) + 1, self.classes))
        self.quotes: list[Quote] = []
        self.all = self._followed(alike)
        self.debts = np.array([[stage.debt] for stage in self.all])
        self.prices = np.array([[stage.price] for stage in self.all])
        self.spreads = np.array([[stage.spread] for stage in self.all])
        self.most = self.balances.max(axis=1, initial=0.0, keepdims=True)

    def _followed(self, alike: Alike) -> list[Stage]:
        """Follow the run, and write down in each row what was held before a round, in the last one what is left."""
        weights, stages = alike.weights, []
        purses = Purses(alike.winners, weights, alike.run.endowment)
        for number, (balance, known) in enumerate(zip(self.balances, alike.run.quotes, strict=False)):
            balance[:] = purses.balance
            # Fewer purses than there are ballots leave less in doubt, so the price is asked for again.
            quote = purses.quote(number, known.low)
            if quote is None:
                raise CannotPay("A project was bought that its supporters cannot pay for.")
            self.quotes.append(quote)
            stages.append(Stage(weights, balance, purses.error, purses.debt, quote.high, quote.high - quote.low))
            purses.buy(quote)
        self.balances[-1] = purses.balance
        # Nobody is left to be beaten. At this price even what is worth a rupiah is given all that its supporters hold.
        price = 2 * float(alike.run.endowment)
        return [*stages, Stage(weights, self.balances[-1], purses.error, purses.debt, price, 0.0)]
