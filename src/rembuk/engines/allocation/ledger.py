# SPDX-License-Identifier: Apache-2.0
"""The exact purses of the Method of Equal Shares: whole numbers over one common denominator.

Ballots that have paid the same hold the same, so balances are kept per class of ballots, not per ballot. Each payment
multiplies the denominator instead of reducing fractions, which keeps every step a multiplication of whole numbers.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

import numpy as np

from rembuk.engines.allocation.claims import Claim, Floats
from rembuk.engines.allocation.election import Indices

Holding = tuple[int, int, int]  # what one person of it holds, their value for the project, how many they are


class CannotPay(ValueError):
    """A project was to be bought that its supporters cannot pay for."""


class Ledger:
    """What each ballot still holds, exactly, after payments at exact prices."""

    def __init__(self, ballots: int, endowment: Fraction) -> None:
        self.denominator = endowment.denominator
        self.amounts = [endowment.numerator]
        self.class_of = np.zeros(ballots, np.int64)

    def total(self, claim: Claim) -> Fraction:
        """What the supporters hold together."""
        people = np.bincount(self.class_of[claim.members], weights=claim.weights, minlength=len(self.amounts)).tolist()
        held = zip(self.amounts, people, strict=True)
        return Fraction(sum(amount * int(count) for amount, count in held), self.denominator)

    def price(self, claim: Claim) -> Fraction | None:
        """The least price per utility at which the supporters pay for the project together; None if they cannot."""
        return self.price_among(self.holdings(claim), claim.cost, claim.scale)

    def price_among(self, holdings: list[Holding], cost: int, scale: int) -> Fraction | None:
        """The price for supporters with these holdings."""
        return least_price(holdings, cost, scale, self.denominator)

    def holdings(self, claim: Claim) -> list[Holding]:
        """The supporters who hold something, by what they hold and how much they value the project."""
        kinds, kind_of = self._kinds(claim)
        people = np.bincount(kind_of, weights=claim.weights, minlength=len(kinds)).tolist()
        rows = zip(kinds, people, strict=True)
        return [(self.amounts[purse], value, int(count)) for (purse, value), count in rows if self.amounts[purse]]

    def _kinds(self, claim: Claim) -> tuple[list[tuple[int, int]], Indices]:
        """The classes and values that occur together among the supporters, and which of those each supporter has."""
        purses, purse_of = grouped(self.class_of[claim.members])
        values, value_of = grouped(claim.values.astype(np.int64))
        pairs, kind_of = grouped(purse_of * len(values) + value_of)
        of_purse, of_value = np.divmod(pairs, max(len(values), 1))
        return list(zip(purses[of_purse].tolist(), values[of_value].tolist(), strict=True)), kind_of

    def buy(self, claim: Claim) -> Fraction:
        """Let the supporters pay for a project that they can afford, and return the price."""
        price = self.price(claim)
        if price is None:
            raise CannotPay("The supporters hold less than the project costs.")
        self._charge(claim, price)
        return price

    def _charge(self, claim: Claim, price: Fraction) -> None:
        """Let each supporter pay the price times their utility, or all they hold."""
        per_value = price * claim.scale
        factor = per_value.denominator // gcd(per_value.denominator, self.denominator)
        self.denominator *= factor
        self.amounts = [amount * factor for amount in self.amounts]
        due = int(per_value * self.denominator)
        self._split(claim, due)

    def _split(self, claim: Claim, due: int) -> None:
        kinds, kind_of = self._kinds(claim)
        rest = [max(0, self.amounts[purse] - due * value) for purse, value in kinds]
        self.class_of[claim.members] = kind_of + len(self.amounts)
        self._renumber([*self.amounts, *rest])

    def _renumber(self, amounts: list[int]) -> None:
        """Give equal amounts one class, and forget classes without ballots."""
        used, places = grouped(self.class_of)
        number: dict[int, int] = {}
        compact = [number.setdefault(amounts[old], len(number)) for old in used.tolist()]
        self.amounts = list(number)
        self.class_of = np.array(compact, np.int64)[places]

    def balances(self) -> Floats:
        """Each ballot's balance, correctly rounded."""
        # Whatever is left stays above zero, so that zero means nothing.
        rounded = np.array([max(amount / self.denominator, 5e-324) if amount else 0.0 for amount in self.amounts])
        return rounded[self.class_of]


def grouped(numbers: Indices) -> tuple[Indices, Indices]:
    """The different ones of these whole numbers from the least on, and for each number its place among them.

    Classes are numbered from zero on, so that ticking them off is quicker than sorting, as `numpy.unique` does.
    """
    if int(numbers.max(initial=0)) > 4 * len(numbers) + 1_000:
        different, places = np.unique(numbers, return_inverse=True)
        return different, places
    occurs = np.bincount(numbers) > 0
    return occurs.nonzero()[0], (occurs.cumsum() - 1).take(numbers)


def least_price(holdings: list[Holding], cost: int, scale: int, unit: int) -> Fraction | None:
    """The least price per utility at which people with these holdings, in 1 / unit rupiah, pay a cost together.

    The supporter who would give all first is the one with the least balance per value; walking them in this order,
    the price is right as soon as the next one can pay it (Peters, Pierczynski, Skowron 2021, definition of rho).
    """
    due, power = cost * unit, sum(value * people for _, value, people in holdings)
    for amount, value, people in _poorest_first(holdings):
        if amount * power >= due * value:
            return Fraction(due, power * unit * scale)
        due -= amount * people
        power -= value * people
    return None


def _poorest_first(holdings: list[Holding]) -> list[Holding]:
    """Order by balance per value."""
    common = lcm(*(value for _, value, _ in holdings))
    return sorted(holdings, key=lambda holding: holding[0] * (common // holding[1]))
