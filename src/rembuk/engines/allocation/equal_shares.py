# SPDX-License-Identifier: Apache-2.0
"""The Method of Equal Shares, as in Peters, Pierczynski, Skowron (NeurIPS 2021), section 3.

Each voter begins with the same endowment b. In each round every remaining project j has the price rho_j, the least one
with sum of w * min(balance, rho * utility) = cost. The project with the least price is bought, among equals the first
by the tie rule; its supporters pay. A project that its supporters cannot pay for drops out. Balances never grow, so
prices never fall, and a project whose price of an earlier round is too high need not be asked again. No price is below
the one at which everybody could pay in full, cost / (sum of w * utility), so that is where each project begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from heapq import heapify, heappop, heappush
from math import inf

from rembuk.engines.allocation.claims import Claim, Floats
from rembuk.engines.allocation.ledger import Ledger
from rembuk.engines.allocation.purses import Purses, Quote


@dataclass(frozen=True, eq=False)
class Table:
    """What stays the same for every endowment: claims, weights of ballots, and places among equals."""

    claims: Sequence[Claim]
    weights: Floats
    ranks: Sequence[int]


@dataclass(frozen=True, eq=False)
class Run:
    """What one endowment buys, in order, at which prices; and the table it was bought from."""

    table: Table
    endowment: Fraction
    quotes: tuple[Quote, ...]

    @cached_property
    def bought(self) -> tuple[int, ...]:
        """The projects in order of purchase."""
        return tuple(quote.project for quote in self.quotes)

    @cached_property
    def spent(self) -> int:
        """What they cost together."""
        return sum(self.table.claims[project].cost for project in self.bought)

    @cached_property
    def prices(self) -> tuple[Fraction, ...]:
        """The exact price per utility of each round."""
        ledger = Ledger(len(self.table.weights), self.endowment)
        return tuple(ledger.buy(self.table.claims[project]) for project in self.bought)


def equal_shares(table: Table, endowment: Fraction) -> Run:
    """Return what the Method of Equal Shares buys with this endowment for each voter."""
    market = Market(table, endowment)
    quotes = []
    while (cheapest := market.cheapest()) is not None:
        market.buy(cheapest)
        quotes.append(cheapest)
    return Run(table, endowment, tuple(quotes))


class Market:
    """The projects that may still be bought, by the least price that each can have."""

    def __init__(self, table: Table, endowment: Fraction) -> None:
        self.table = table
        self.purses = Purses(table.claims, table.weights, endowment)
        self.asked = [
            (claim.least_price, project) for project, claim in enumerate(table.claims) if self._could_pay(claim)
        ]
        heapify(self.asked)

    def _could_pay(self, claim: Claim) -> bool:
        """Could the supporters pay, if the whole endowment of each counted as often as they value the project?"""
        endowment = self.purses.endowment
        return 0 < claim.cost * endowment.denominator <= claim.total_power * endowment.numerator

    def cheapest(self, floor: float = 0.0) -> Quote | None:
        """The quote that is bought next, and `rivals` quoted beside it: all whose price may be at most `floor`."""
        fresh = self._fresh(floor)
        lowest = min((quote.high for quote in fresh), default=inf)
        nearest = [quote for quote in fresh if quote.low <= lowest]
        chosen = nearest[0] if len(nearest) == 1 else self._first_of(nearest)
        self.rivals = [quote for quote in fresh if chosen and quote.project != chosen.project]
        for quote in self.rivals:
            heappush(self.asked, (quote.low, quote.project))
        return chosen

    def _fresh(self, floor: float) -> list[Quote]:
        """Ask all whose old price is not above the best new one, and drop those who cannot pay."""
        fresh: list[Quote] = []
        best = inf
        while self.asked and self.asked[0][0] <= max(best, floor):
            least, project = heappop(self.asked)
            quote = self.purses.quote(project, least)
            if quote is not None:
                fresh.append(quote)
                best = min(best, quote.high)
            elif not fresh:
                self._drop_insolvent()
        return fresh

    def _drop_insolvent(self) -> None:
        solvent = self.purses.solvent([project for _, project in self.asked]) if self.asked else []
        self.asked = [asked for asked, stays in zip(self.asked, solvent, strict=True) if stays]
        heapify(self.asked)

    def _first_of(self, quotes: list[Quote]) -> Quote | None:
        """The first of quotes that floating point cannot tell apart."""
        exact = [self.exactly(quote) for quote in quotes]
        return min(exact, key=lambda quote: (quote.exact, self.table.ranks[quote.project]), default=None)

    def exactly(self, quote: Quote) -> Quote:
        """The same quote with its exact price."""
        if quote.exact is not None:
            return quote
        known = self.purses.exact_quote(quote.project)
        return quote._replace(exact=known.exact if known else None)

    def buy(self, quote: Quote) -> None:
        """Let its supporters pay."""
        self.purses.buy(quote)
