# SPDX-License-Identifier: Apache-2.0
"""The Method of Equal Shares, as in Peters, Pierczynski, Skowron (NeurIPS 2021), section 3.

Each voter begins with the same endowment b. In each round every remaining project j has the price rho_j, the least one
with sum of w * min(balance, rho * utility) = cost. The project with the least price is bought, among equals the first
by the tie rule; its supporters pay. A project that its supporters cannot pay for drops out. Balances never grow, so
prices never fall, and a project whose price of an earlier round is too high need not be asked again. No price is below
the one at which everybody could pay in full, cost / (sum of w * utility), so that is where each project begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from heapq import heapify, heappop, heappush
from math import inf
from typing import NamedTuple

import numpy as np

from rembuk.engines.allocation.claims import Claim, Floats, Tie, Utility, claims_of, tie_ranks
from rembuk.engines.allocation.election import Election
from rembuk.engines.allocation.ledger import CannotPay, Ledger
from rembuk.engines.allocation.purses import Purses, Quote


class Told(NamedTuple):
    """Whether a stretch certainly buys the same, or the part of it after which it seems to change."""

    alike: bool
    reach: float | None


@dataclass(frozen=True, eq=False)
class Table:
    """What stays the same for every endowment: the election, what a project is worth, and who is first among equals."""

    election: Election
    utility: Utility
    tie: tuple[Tie, ...]

    @cached_property
    def claims(self) -> list[Claim]:
        """Who supports each project."""
        return claims_of(self.election, self.utility)

    @cached_property
    def weights(self) -> Floats:
        """How many people cast each ballot."""
        return self.election.ballots.weights.astype(np.float64)

    @cached_property
    def ranks(self) -> list[int]:
        """Each project's place among equals."""
        return tie_ranks(self.election, self.tie)

    def run(self, endowment: Fraction) -> Run:
        """Return what the Method of Equal Shares buys with this endowment for each voter."""
        return equal_shares(self, endowment)

    def told(self, _run: Run, _endowment: Fraction) -> Told | None:
        """Say whether all endowments from that of a run to a higher one buy the same; None leaves it to `Stretch`."""
        return None


@dataclass(frozen=True, eq=False)
class Run:
    """What one endowment buys, in order; the table it was bought from; and the quotes, where they were written down."""

    table: Table
    endowment: Fraction
    bought: tuple[int, ...]
    written: tuple[Quote, ...] | None = None

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """The price of each round, within its bounds."""
        return self.written if self.written is not None else tuple(_quoted_again(self))

    @cached_property
    def spent(self) -> int:
        """What they cost together."""
        return sum(self.table.election.costs[project] for project in self.bought)

    @cached_property
    def prices(self) -> tuple[Fraction, ...]:
        """The exact price per utility of each round."""
        ledger = Ledger(len(self.table.weights), self.endowment)
        return tuple(ledger.buy(self.table.claims[project]) for project in self.bought)


def _quoted_again(run: Run) -> Iterator[Quote]:
    purses = Purses(run.table.claims, run.table.weights, run.endowment)
    for project in run.bought:
        quote = purses.quote(project)
        if quote is None:
            raise CannotPay("A project was bought that its supporters cannot pay for.")
        purses.buy(quote)
        yield quote


def equal_shares(table: Table, endowment: Fraction) -> Run:
    """Return what the Method of Equal Shares buys with this endowment for each voter."""
    market = Market(table, endowment)
    quotes = []
    while (cheapest := market.cheapest()) is not None:
        market.buy(cheapest)
        quotes.append(cheapest)
    return Run(table, endowment, tuple(quote.project for quote in quotes), tuple(quotes))


class Market:
    """The projects that may still be bought, by the least price that each can have."""

    def __init__(self, table: Table, endowment: Fraction) -> None:
        self.table = table
        self.purses = Purses(table.claims, table.weights, endowment)
        self.ask([(claim.least_price, project) for project, claim in enumerate(table.claims) if self._could_pay(claim)])

    def ask(self, asked: list[tuple[float, int]]) -> None:
        """Sell these projects, none of which costs less per utility than what is named with it."""
        self.asked = asked
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
        self.ask([asked for asked, stays in zip(self.asked, solvent, strict=True) if stays])

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
