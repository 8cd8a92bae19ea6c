# SPDX-License-Identifier: Apache-2.0
"""One round of a run again, in exact money: would another project have won it?"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cached_property

import numpy as np

from rembuk.engines.allocation.accounts import Accounts, Givers, Offer
from rembuk.engines.allocation.claims import Claim, Floats
from rembuk.engines.allocation.election import Indices
from rembuk.engines.allocation.purses import EPS


class Contest:
    """Would a project have won one round, had it been cheaper or had it had more supporters?"""

    def __init__(self, accounts: Accounts, claim: Claim, rank: int, place: int) -> None:
        self.accounts, self.claim, self.rank, self.place = accounts, claim, rank, place
        self.stage, self.to_beat = accounts.stages.all[place], accounts.price(place)
        self.supporters = Givers(claim.members, claim.weights, claim.values)

    def at_cost(self, cost: int) -> bool:
        """Would it have won at this cost? Where a project is worth its cost, it is worth less then."""
        scale = cost if self.claim.scale == self.claim.cost else self.claim.scale
        return self._wins(self.accounts.offer(self.place, self.supporters, self._limit(scale)), cost)

    def not_with_added(self, count: int) -> bool:
        """Would it have lost even with so many of the richest others?"""
        added = self._added(count)
        together = Offer(self._offered.amount + added.amount, self._offered.limited or added.limited)
        return not self._wins(together, self.claim.cost)

    @cached_property
    def _offered(self) -> Offer:
        return self.accounts.offer(self.place, self.supporters, self._limit(self.claim.scale))

    def _limit(self, scale: int) -> Fraction | None:
        """What is given at most for each point of value, at the price to beat."""
        return None if self.to_beat is None else self.to_beat * scale

    def _added(self, count: int) -> Offer:
        """What so many of the richest of those offer who do not support it, or all of them, for one point each."""
        limit, (order, heads) = self._limit(self.claim.scale), self._others
        last = int(heads.searchsorted(count))
        if last == len(heads):
            return self._offer_of(order, heads, count)
        edge = float(self.stage.balance[order[last]])
        if limit is not None and edge - 4 * self.stage.error > float(limit) * (1 + 4 * EPS):
            return Offer(limit * count, limited=True)
        return self._offer_of(*self._sorted_at(edge), count)

    def _offer_of(self, order: Indices, heads: Floats, count: int) -> Offer:
        people = _steps(np.minimum(heads, count))
        (some,) = people.nonzero()
        givers = Givers(order[some], people[some], np.ones(len(some)))
        return self.accounts.offer(self.place, givers, self._limit(self.claim.scale))

    @cached_property
    def _others(self) -> tuple[Indices, Floats]:
        """The classes with people who do not support it, the richest first, and how many people they are up to each."""
        weights, order = self.accounts.alike.weights, self.stage.richest_first
        people = (weights - self.claim.people(len(weights)))[order]
        (some,) = people.nonzero()
        return order[some], people[some].cumsum()

    def _sorted_at(self, edge: float) -> tuple[Indices, Floats]:
        """Sort those exactly who hold about as much as the last one: floating point may confuse only them."""
        order, heads = self._others
        (near,) = (np.abs(self.stage.balance[order] - edge) <= 2 * self.stage.error).nonzero()
        if self.accounts.paid_alike(self.place, order[near]):
            return order, heads
        held = self.accounts.purses(self.place, order[near])
        places = np.arange(len(order))
        places[near] = near[sorted(range(len(near)), key=held.__getitem__, reverse=True)]
        return order[places], _steps(heads)[places].cumsum()

    def _wins(self, offer: Offer, cost: int) -> bool:
        """Is the cost offered at a lower price than the winner's, or at the same one by who goes first among equals?"""
        if self.to_beat is None or offer.amount != cost:
            return offer.amount >= cost
        # If nobody is limited, a lower price would have brought as much.
        run = self.accounts.run
        return not offer.limited or self.rank < run.table.ranks[run.bought[self.place]]


def _steps(heads: Floats) -> Floats:
    """How many people each place adds."""
    steps = heads.copy()
    steps[1:] -= heads[:-1]
    return steps


def greatest(holds: Callable[[int], bool], known: int, most: int, guess: int) -> int:
    """The greatest number up to `most` for which something holds that holds up to there, as it does for `known`.

    Steps of double length away from the guess find it soon if it is near, and halving what is left if it is not.
    """
    place, step = guess, 1
    while known < most:
        if not known < place <= most:
            place = (known + most + 1) // 2
        if holds(place):
            known, place = place, place + step
        else:
            most, place = place - 1, place - step
        step *= 2
    return known
