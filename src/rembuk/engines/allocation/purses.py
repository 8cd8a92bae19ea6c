# SPDX-License-Identifier: Apache-2.0
"""The purses of the Method of Equal Shares in floating point, with a proved bound on every error.

Let x be a ballot's true balance and X the one kept here. Two bounds are carried along: `error >= |X - x|` for every
ballot, and `debt >= sum of w * |X - x|` over all. EPS is 2^-52, twice the unit roundoff, so that each bound below has
a factor of two to spare for being computed in floating point itself. A balance of 0 kept here is exactly 0.

A price. Supporters S ("poor") give all they hold, the others ("rich", with power R = sum of w * v, a whole number)
pay p per value: p(S) = (c - sum over S of w * x) / R. Summing n products in any order errs by at most n * EPS times
their sum, which is at most c; so |P - p(S)| <= gap = ((n + 4) * EPS * c + d) / R + 2 * EPS * P, where
d = min(debt, w(S) * error). If now every poor supporter has X / v + error < P - gap, and every rich one has
X / v - error > P + gap, then at p(S) the poor of S are poor in truth and the rich are rich, so payments at p(S) sum to
c exactly, and p(S) is the true price. Whenever that test fails, the price is taken from the exact ledger instead.

A payment. The poor hold exactly 0 afterwards. A rich balance errs by at most error + gap * v + EPS * X. Their debt
grows by R * gap, of which d was the debt of the poor and leaves with them; so debt grows by (n + 8) * EPS * c and the
rounding of what is held. Both bounds only add up; they do not multiply.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from rembuk.engines.allocation.claims import Claim, Floats
from rembuk.engines.allocation.election import Indices
from rembuk.engines.allocation.ledger import Ledger

EPS = 2.0**-52


@dataclass(frozen=True, slots=True)
class Terms:
    """A price per value and how far it may be off; `whole` says that nobody gives all they hold."""

    price: float
    gap: float
    whole: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """A price per utility within [low, high]: on floating terms, or exact from the ledger where terms are None."""

    project: int
    low: float
    high: float
    exact: Fraction | None
    terms: Terms | None


@dataclass(frozen=True, slots=True)
class Crowd:
    """The supporters of one project who still hold something."""

    members: Indices
    weights: Floats
    values: Floats
    power: Floats
    total_power: float

    def keep(self, alive: NDArray[np.intp]) -> Crowd:
        """Return those at these places."""
        power = self.power[alive]
        return Crowd(self.members[alive], self.weights[alive], self.values[alive], power, float(power.sum()))


class Purses:
    """What each ballot holds while projects are bought, in floating point and, on demand, exactly."""

    def __init__(self, claims: Sequence[Claim], weights: Floats, endowment: Fraction) -> None:
        self.claims = claims
        self.crowds = [Crowd(c.members, c.weights, c.values, c.power, float(c.total_power)) for c in claims]
        self.people = float(weights.sum())
        self.balance = np.full(len(weights), float(endowment))
        self.error = EPS * float(endowment)
        self.debt = self.error * self.people
        self.bought: list[int] = []
        self._ledger = Ledger(len(weights), endowment)
        self._entered = 0

    def quote(self, project: int) -> Quote | None:
        """What the project costs per utility now; None if its supporters cannot pay for it, now or later."""
        crowd, cost = self.crowds[project], self.claims[project].cost
        held = self.balance[crowd.members]
        total = float(crowd.weights @ held)
        doubt = (len(held) + 4) * EPS * total + self.debt
        if total + doubt < cost:
            return None
        crowd, held = self._living(project, held)
        terms = self._terms(crowd, held, cost) if total - doubt >= cost else None
        return self._rounded(project, crowd, terms) if terms else self.exact_quote(project)

    def _living(self, project: int, held: Floats) -> tuple[Crowd, Floats]:
        """Forget supporters who hold nothing: they never will again."""
        crowd = self.crowds[project]
        if np.count_nonzero(held) < len(held):
            (alive,) = held.nonzero()
            crowd = self.crowds[project] = crowd.keep(alive)
            held = held[alive]
        return crowd, held

    def _terms(self, crowd: Crowd, held: Floats, cost: int) -> Terms | None:
        """Return the terms, or None where the test of the proof fails."""
        limits = held / crowd.values
        price, rich, passed, count = cost / crowd.total_power, crowd.total_power, 0.0, 0
        poor = limits < price
        while (now := int(np.count_nonzero(poor))) > count:
            count = now
            rich = crowd.total_power - float(crowd.power @ poor)
            given = float(crowd.weights @ (held * poor))
            if rich <= 0 or given >= cost:
                return None
            passed = min(self.debt, float(crowd.weights @ poor) * self.error)
            price = (cost - given) / rich
            poor = limits < price
        gap = ((len(held) + 4) * EPS * cost + passed) / rich + 2 * EPS * price
        clear = np.abs(limits - price).min() > gap + self.error + 2 * EPS * price
        return Terms(price, gap, count == 0) if clear else None

    def _rounded(self, project: int, crowd: Crowd, terms: Terms) -> Quote:
        claim, spread = self.claims[project], terms.gap + 2 * EPS * terms.price
        exact = Fraction(claim.cost, int(crowd.total_power) * claim.scale) if terms.whole else None
        low, high = (terms.price - spread) / claim.scale, (terms.price + spread) / claim.scale
        return Quote(project, low, high, exact, terms)

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
        crowd = self.crowds[quote.project]
        held = self.balance[crowd.members]
        terms, cost = quote.terms, self.claims[quote.project].cost
        self.debt += (len(held) + 8) * EPS * cost + EPS * float(crowd.weights @ held)
        self.error += terms.gap * float(crowd.values.max()) + EPS * float(held.max())
        self.balance[crowd.members] = np.maximum(0.0, held - terms.price * crowd.values)

    def _copy_ledger(self) -> None:
        self.balance = self.ledger.balances()
        self.error = EPS * float(self.balance.max(initial=0.0))
        self.debt = self.error * self.people
