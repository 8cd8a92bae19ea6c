# SPDX-License-Identifier: Apache-2.0
"""The purses of the Method of Equal Shares in floating point, with a proved bound on every error.

Let x be a ballot's true balance and X the one kept here. Two bounds are carried along: `error >= |X - x|` for every
ballot, and `debt >= sum of w * |X - x|` over all. EPS is 2^-52, twice the unit roundoff, so that each bound below has
a factor of two to spare for being computed in floating point itself. A balance of 0 kept here is exactly 0.

A price. Supporters S ("poor") give all they hold, the others ("rich", with power R = sum of w * v, a whole number)
pay p per value: p(S) = (c - sum over S of w * x) / R. Summing n products in any order errs by at most n * EPS times
their sum, which is at most c; so |P - p(S)| <= gap = ((n + 4) * EPS * c + d) / R + 2 * EPS * P, where
d = min(debt, power(S) * error), since w <= w * v. If now every poor supporter has X / v + error < P - gap, and every
rich one has X / v - error > P + gap, then at p(S) the poor of S are poor in truth and the rich are rich, so payments at
p(S) sum to c exactly, and p(S) is the true price. Whenever that test fails, the exact ledger gives the price instead.

Where to look for S. It begins as those with X / v < q, a bound below the price: that of an earlier round, as prices
never fall. If only a part of the poor pays all it holds, p(S) is at most the true price and the next bound, until all
who hold less are in S. Wherever this leads, the test above decides whether it is right.

A payment. The poor hold exactly 0 afterwards. A rich balance errs by at most error + gap * v + EPS * b, where b is the
endowment. Their debt grows by R * gap, of which the true debt of the poor leaves with them; so debt grows by at most
(n + 8) * EPS * c and the rounding of what is held. Both bounds only add up; they do not multiply.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rembuk.engines.allocation.claims import Claim, Floats
from rembuk.engines.allocation.ledger import Ledger

EPS = 2.0**-52

# So many terms OpenBLAS adds up by itself.
SHORT = 10_000


class Terms(NamedTuple):
    """A price per value, how far it may be off, and the power of those who pay it.

    `whole` says that nobody gives all they hold.
    """

    price: float
    gap: float
    power: float
    whole: bool


class Quote(NamedTuple):
    """A price per utility within [low, high]: on floating terms, or exact from the ledger where terms are None."""

    project: int
    low: float
    high: float
    exact: Fraction | None
    terms: Terms | None


class Purses:
    """What each ballot holds while projects are bought, in floating point and, on demand, exactly."""

    def __init__(self, claims: Sequence[Claim], weights: Floats, endowment: Fraction) -> None:
        self.claims, self.endowment = claims, endowment
        self.living = list(claims)
        self.most = float(endowment)
        self.balance = np.full(len(weights), self.most)
        self.error = EPS * self.most
        self.people = float(weights.sum())
        self.debt = self.error * self.people
        self.bought: list[int] = []
        self._ledger = Ledger(len(weights), endowment)
        self._entered = 0

    def quote(self, project: int, least: float = 0.0) -> Quote | None:
        """What the project costs per utility now; None if its supporters cannot pay for it, now or later.

        The search begins at `least`, a bound below the price.
        """
        claim = self.living[project]
        held = self.balance.take(claim.members)
        total = dot(claim.weights, held)
        doubt = (len(held) + 4) * EPS * total + self.debt
        if total + doubt < claim.cost:
            return None
        terms = self._terms(claim, held, least * claim.scale) if total - doubt >= claim.cost else None
        if terms is None:
            return self.exact_quote(project)
        if terms.power < claim.total_power / 2:
            self._forget_the_dead(project, held)
        return self._rounded(project, terms)

    def held_for(self, project: int) -> float:
        """About how much the supporters hold."""
        claim = self.claims[project]
        return dot(claim.weights, self.balance.take(claim.members))

    def _terms(self, claim: Claim, held: Floats, bound: float) -> Terms | None:
        """Return the terms, or None where the test of the proof fails.

        Whoever holds less per value than a bound below the price is poor. What the others must then pay is a better
        bound, until nobody holds between the two.
        """
        limits = held if claim.plain else held / claim.values
        while True:
            poor = limits < bound
            count = int(np.count_nonzero(poor))
            terms = self._if_poor(claim, held, poor if count else None)
            if terms is None:
                return None
            margin = terms.gap + self.error + 2 * EPS * terms.price
            low, high = terms.price - margin, terms.price + margin
            if np.count_nonzero(limits <= high) == count:
                return terms if bound <= low or np.count_nonzero(limits < low) == count else None
            if terms.price <= bound:
                return None
            bound = terms.price

    def _if_poor(self, claim: Claim, held: Floats, poor: NDArray[np.bool] | None) -> Terms | None:
        """Return what the others pay if the poor give all they hold; None if there is nothing left to pay."""
        cost, power, given, passed = claim.cost, float(claim.total_power), 0.0, 0.0
        if poor is not None:
            share = poor.astype(np.float64)
            lost = dot(claim.power, share)
            given = dot(claim.weights, held * share)
            power -= lost
            if power <= 0 or given >= cost:
                return None
            # The poor are no more people than they have power, because values are whole numbers.
            passed = min(self.debt, lost * self.error)
        price = (cost - given) / power
        gap = ((len(held) + 4) * EPS * cost + passed) / power + 2 * EPS * price
        return Terms(price, gap, power, given == 0.0)

    def _forget_the_dead(self, project: int, held: Floats) -> None:
        """Leave out supporters who hold nothing, if they are many: they never will again."""
        (alive,) = held.nonzero()
        if len(alive) < len(held) / 2:
            self.living[project] = self.living[project].only(alive)

    def solvent(self, projects: Sequence[int]) -> list[bool]:
        """Say which of these projects their supporters may still be able to pay for.

        Asked for all at once, because most projects are never bought and each call into NumPy has its price.
        """
        claims = [self.living[project] for project in projects]
        sizes = [len(claim.members) for claim in claims]
        held = self.balance.take(np.concatenate([claim.members for claim in claims]))
        offers = np.concatenate([claim.weights for claim in claims]) * held
        totals = np.add.reduceat(offers, [0, *accumulate(sizes[:-1])]).tolist()
        return [
            total + (size + 4) * EPS * total + self.debt >= claim.cost
            for claim, size, total in zip(claims, sizes, totals, strict=True)
        ]

    def _rounded(self, project: int, terms: Terms) -> Quote:
        cost, scale, spread = self.claims[project].cost, self.claims[project].scale, terms.gap + 2 * EPS * terms.price
        exact = Fraction(cost, int(terms.power) * scale) if terms.whole else None
        return Quote(project, (terms.price - spread) / scale, (terms.price + spread) / scale, exact, terms)

    def exact_quote(self, project: int) -> Quote | None:
        """The price from the exact ledger."""
        price = self.ledger.price(self.claims[project])
        if price is None:
            return None
        near = float(price)
        return Quote(project, near * (1 - EPS), near * (1 + EPS), price, None)

    @property
    def ledger(self) -> Ledger:
        """The exact balances, after entering what was bought since they were last asked for."""
        for project in self.bought[self._entered :]:
            self._ledger.buy(self.claims[project])
        self._entered = len(self.bought)
        return self._ledger

    def buy(self, quote: Quote) -> None:
        """Let the supporters pay for a project at the price that they were just quoted."""
        self.bought.append(quote.project)
        if quote.terms is None:
            self._copy_ledger()
            return
        claim, terms = self.living[quote.project], quote.terms
        held = self.balance.take(claim.members)
        owed, largest = (terms.price, 1.0) if claim.plain else (terms.price * claim.values, float(claim.values.max()))
        self.debt += (len(held) + 8) * EPS * claim.cost + EPS * claim.total_power * self.most
        self.error += terms.gap * largest + EPS * self.most
        self.balance[claim.members] = np.maximum(held - owed, 0.0)

    def _copy_ledger(self) -> None:
        self.balance = self.ledger.balances()
        self.error = EPS * float(self.balance.max(initial=0.0))
        self.debt = self.error * self.people


def dot(left: Floats, right: Floats) -> float:
    """The sum of products, added up by one thread."""
    # BLAS divides long sums among threads, which then take longer to meet again than the sum took.
    return float(left.dot(right)) if len(left) <= SHORT else float(np.einsum("i,i", left, right))
