"""The obvious version of `contests.py`: the exact purses of all ballots, written down before each round."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from functools import cached_property

import numpy as np

from rembuk.engines.allocation.equal_shares import Run
from rembuk.engines.allocation.ledger import Holding, Ledger


class SlowContests:
    """The exact purses before each round and after the last one, kept once somebody asks for them."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._ledgers = [Ledger(len(run.table.weights), run.endowment)]
        self._prices: list[Fraction] = []

    def ledger(self, place: int) -> Ledger:
        """The purses before this round."""
        while len(self._ledgers) <= place:
            ledger = deepcopy(self._ledgers[-1])
            self._prices.append(ledger.buy(self.run.table.claims[self.run.bought[len(self._prices)]]))
            self._ledgers.append(ledger)
        return self._ledgers[place]

    def price(self, place: int) -> Fraction | None:
        """The exact price per utility of the winner of this round; after the last one nobody wins."""
        if place == len(self.run.bought):
            return None
        self.ledger(place + 1)
        return self._prices[place]

    def of(self, project: int, place: int) -> SlowContest:
        """The project against the winner of this round."""
        return SlowContest(self, project, place)

    def paid(self, project: int, place: int) -> int:
        """What the supporters of a project paid in this round, in rupiah to the nearest, halves to the even one."""
        before, after = (self.ledger(moment).total(self.run.table.claims[project]) for moment in (place, place + 1))
        return round(before - after)


class SlowContest:
    """Would a project have won one round, had it been cheaper or had it had more supporters?"""

    def __init__(self, contests: SlowContests, project: int, place: int) -> None:
        self.run, self.project, self.place = contests.run, project, place
        self.ledger, self.to_beat = contests.ledger(place), contests.price(place)
        self.claim = self.run.table.claims[project]
        self.holdings = self.ledger.holdings(self.claim)

    @cached_property
    def others(self) -> list[Holding]:
        """Those who do not support it, the richest first."""
        weights = self.run.table.weights.copy()
        weights[self.claim.members] = 0
        people = np.bincount(self.ledger.class_of, weights=weights, minlength=len(self.ledger.amounts)).tolist()
        held = zip(self.ledger.amounts, people, strict=True)
        return sorted(((amount, 1, int(count)) for amount, count in held if amount and count), reverse=True)

    def at_cost(self, cost: int) -> bool:
        """Would it have won at this cost? Where a project is worth its cost, it is worth less then."""
        scale = cost if self.claim.scale == self.claim.cost else self.claim.scale
        return self._wins(self.holdings, cost, scale)

    def not_with_added(self, count: int) -> bool:
        """Would it have lost even with so many of the richest others?"""
        holdings, left = list(self.holdings), count
        for amount, value, people in self.others:
            holdings.append((amount, value, min(people, left)))
            left -= holdings[-1][2]
            if not left:
                break
        return not self._wins(holdings, self.claim.cost, self.claim.scale)

    def _wins(self, holdings: list[Holding], cost: int, scale: int) -> bool:
        price = self.ledger.price_among(holdings, cost, scale)
        if price is None or self.to_beat is None:
            return price is not None
        ranks, winner = self.run.table.ranks, self.run.bought[self.place]
        return (price, ranks[self.project]) < (self.to_beat, ranks[winner])
