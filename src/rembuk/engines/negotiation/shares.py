# SPDX-License-Identifier: Apache-2.0
"""A deal without a negotiator: both sides hold their share of every fund and buy together what is cheap for its worth.

It is the method of equal shares (Peters, Pierczyński and Skowron 2021) with two voters, whose endowments are the agreed
shares. A project that both want costs each of them less, so agreement pays, and who paid what is on the bill.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rembuk.engines.negotiation.frontier import Deal, deal_of
from rembuk.engines.negotiation.payments import payments
from rembuk.engines.negotiation.proposals import NothingPossible
from rembuk.engines.negotiation.table import Project, Side, Table

Purse = dict[str, Fraction]


@dataclass(frozen=True)
class Purchase:
    """A project that was bought: its price per unit of worth, and what each side paid for it."""

    project: str
    price: Fraction
    residents: Fraction
    government: Fraction


@dataclass(frozen=True)
class Shares:
    """The deal that the purchases make with the duties, in the order in which they were bought."""

    deal: Deal
    purchases: tuple[Purchase, ...]


def two_sided_shares(table: Table, residents_share: Fraction) -> Shares:
    """Return what the two sides buy when each holds its share of what the funds hold after the duties.

    Worth is the side's score divided by the sum of its scores, so its unit plays no part. Bought next is what has the
    lowest price, the amount per unit of worth at which those who want it pay it fully, each at most what it holds; of
    equals the cheaper, then the first on the table. A side pays from the fund that the fewest open projects may use.
    Nothing that both sides want and could still pay for together is left. Raises NothingPossible like `alone`.
    """
    duties = table.with_needed(table.duties)
    made = payments(table, duties)
    if made is None or duties & table.refused or any(pair <= duties for pair in table.conflicts):
        raise NothingPossible("The duties cannot be met.")
    left = {fund: table.funds[fund] - sum(each.rupiah for each in made if each.fund == fund) for fund in table.funds}
    market = _Market(table, set(duties), _purses(left, residents_share))
    purchases = tuple(market.purchases())
    return Shares(deal_of(table, frozenset(market.bought)), purchases)


def _purses(left: Mapping[str, int], residents_share: Fraction) -> dict[Side, Purse]:
    shares = {Side.RESIDENTS: residents_share, Side.GOVERNMENT: 1 - residents_share}
    return {side: {fund: share * rupiah for fund, rupiah in left.items()} for side, share in shares.items()}


class _Market:
    """What is bought so far, and what each side still holds in each fund."""

    def __init__(self, table: Table, bought: set[str], purses: dict[Side, Purse]) -> None:
        self.table = table
        self.bought = bought
        self.purses = purses
        self.sums = {side: sum(project.worth(side) for project in table.projects) for side in Side}

    def purchases(self) -> Iterator[Purchase]:
        """Buy until nothing is affordable."""
        while offers := [
            (price, each.cost, each.id) for each in self._open() if (price := self._price(each)) is not None
        ]:
            price, _, chosen = min(offers, key=lambda offer: offer[:2])
            yield self._buy(self.table[chosen], price)

    def _open(self) -> list[Project]:
        barred = self.bought | self.table.refused
        barred |= {id_ for pair in self.table.conflicts if pair & self.bought for id_ in pair}
        return [
            project
            for project in self.table.projects
            if project.id not in barred and self.table.needs.get(project.id, frozenset()) <= self.bought
        ]

    def _worth(self, project: Project, side: Side) -> Fraction:
        return Fraction(project.worth(side), self.sums[side] or 1)

    def _held(self, project: Project, side: Side) -> Fraction:
        return sum((self.purses[side][fund] for fund in project.funds), Fraction(0))

    def _price(self, project: Project) -> Fraction | None:
        """Return the least price at which those who want the project pay it fully; None if they cannot."""
        buyers = [(self._held(project, side), worth) for side in Side if (worth := self._worth(project, side))]
        missing, wanting = Fraction(project.cost), sum((worth for _, worth in buyers), Fraction(0))
        for held, worth in sorted(buyers, key=lambda buyer: buyer[0] / buyer[1]):
            if missing / wanting <= held / worth:
                return missing / wanting
            missing, wanting = missing - held, wanting - worth
        return None

    def _buy(self, project: Project, price: Fraction) -> Purchase:
        paid = {side: min(self._held(project, side), price * self._worth(project, side)) for side in Side}
        self.bought.add(project.id)
        for side, rupiah in paid.items():
            self._take(project, side, rupiah)
        return Purchase(project.id, price, paid[Side.RESIDENTS], paid[Side.GOVERNMENT])

    def _take(self, project: Project, side: Side, rupiah: Fraction) -> None:
        for fund in sorted(project.funds, key=lambda fund: (self._uses(fund), fund)):
            part = min(rupiah, self.purses[side][fund])
            self.purses[side][fund] -= part
            rupiah -= part

    def _uses(self, fund: str) -> int:
        return sum(fund in project.funds for project in self.table.projects if project.id not in self.bought)
