# SPDX-License-Identifier: Apache-2.0
"""What people held before any round of a run, exactly, without writing down anybody's purse.

Who has not given all they hold has paid the full price of each winner that they support. So what a group holds is its
people alive times the endowment, less, for each round before, its price times the value of that winner to those people:
whole numbers, counted exactly, times prices over one common denominator. The price of a round follows from what those
held who gave all of it. Zero in floating point is exactly zero (`purses.py`), so floating point says who is alive; and
who certainly holds less than a limit, or more. Only whose purse is within the bound of a limit is looked at alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from math import gcd
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rembuk.engines.allocation.alike import Alike
from rembuk.engines.allocation.claims import Claim, Floats
from rembuk.engines.allocation.election import Indices
from rembuk.engines.allocation.purses import EPS
from rembuk.engines.allocation.stages import Stages


class Offer(NamedTuple):
    """What some people give together, and whether it is a limit for any of them."""

    amount: Fraction
    limited: bool


class Givers(NamedTuple):
    """People by class, and what a project is worth to each."""

    members: Indices
    people: Floats
    values: Floats


class Accounts:
    """Exact prices of the rounds, and exact sums of what anybody holds before one of them."""

    def __init__(self, alike: Alike, stages: Stages) -> None:
        self.alike, self.stages, self.run = alike, stages, alike.run
        self._denominator = self.run.endowment.denominator
        # The endowment, and what each round took for each point of value, in 1 / denominator rupiah.
        self._amounts = [self.run.endowment.numerator]

    @cached_property
    def _paid(self) -> Floats:
        """A row for each round: for how many points of value each class paid, if it did not give all it held."""
        paid = np.zeros((len(self.run.bought), self.stages.classes))
        for row, claim in zip(paid, self.alike.winners, strict=True):
            row[claim.members] = claim.values
        return paid

    def price(self, place: int) -> Fraction | None:
        """The exact price per utility of the winner of this round; after the last one nobody wins."""
        if place == len(self.run.bought):
            return None
        self._go_to(place + 1)
        scale = self.alike.winners[place].scale
        return Fraction(self._amounts[place + 1], self._denominator * scale)

    def _go_to(self, place: int) -> None:
        """Find what each round before this one took."""
        while len(self._amounts) <= place:
            taken = self._taken(len(self._amounts) - 1)
            factor = taken.denominator // gcd(taken.denominator, self._denominator)
            self._denominator *= factor
            self._amounts = [amount * factor for amount in self._amounts]
            self._amounts.append(int(taken * self._denominator))

    def _taken(self, place: int) -> Fraction:
        """The price per value: those who gave all they held gave it, the others share the rest by value."""
        claim, quote = self.alike.winners[place], self.stages.quotes[place]
        if quote.exact is not None:
            return quote.exact * claim.scale
        pays_on = self.stages.balances[place + 1].take(claim.members) > 0
        given = self.held(place, claim.members[~pays_on], claim.weights[~pays_on])
        return (claim.cost - given) / int(claim.power[pays_on].sum())

    def held(self, place: int, members: Indices, people: Floats) -> Fraction:
        """What so many people of each class hold before a round."""
        self._go_to(place)
        alive = np.bincount(members, people, self.stages.classes) * (self.stages.balances[place] > 0)
        return Fraction(self._sum(int(alive.sum()), np.einsum("ij,j->i", self._paid[:place], alive)), self._denominator)

    def _sum(self, people: int, paid: Floats) -> int:
        amounts = zip(self._amounts[1:], paid.tolist(), strict=False)
        return self._amounts[0] * people - sum(amount * int(value) for amount, value in amounts if value)

    def purses(self, place: int, members: Indices) -> list[int]:
        """What one person of each of these classes holds before a round, in 1 / denominator rupiah."""
        self._go_to(place)
        alive = self.stages.balances[place].take(members) > 0
        # Many paid for the same, so each sum is found once.
        known: dict[bytes, int] = {}
        return [
            known.get(key := paid.tobytes()) or known.setdefault(key, self._sum(1, paid)) if lives else 0
            for lives, paid in zip(alive.tolist(), self._paid[:place, members].T, strict=True)
        ]

    def paid_alike(self, place: int, members: Indices) -> bool:
        """Have all these classes paid the same before a round?"""
        paid = self._paid[:place, members]
        return bool((paid == paid[:, :1]).all() and self.stages.balances[place].take(members).all())

    def offer(self, place: int, givers: Givers, limit: Fraction | None) -> Offer:
        """What they give where each gives at most the limit for each point of value."""
        members, people, values = givers
        if limit is None:
            return Offer(self.held(place, members, people), limited=False)
        most = float(limit) * values
        above, doubt = self.stages.balances[place].take(members) - most, self.stages.all[place].error + 4 * EPS * most
        poor, rich = above < -doubt, above > doubt
        given = limit * int((people * values)[rich].sum())
        if poor.any():
            given += self.held(place, members[poor], people[poor])
        limited = bool(rich.any())
        for purse, value, count in self._near(place, givers, ~(poor | rich)):
            given += count * min(purse, limit * value)
            limited |= purse >= limit * value
        return Offer(given, limited)

    def _near(self, place: int, givers: Givers, near: NDArray[np.bool]) -> Iterator[tuple[Fraction, int, int]]:
        """Purse, value and how many have both, of those whom floating point leaves in doubt."""
        members, people, values = givers.members[near], givers.people[near], givers.values[near]
        counts: Counter[tuple[int, float]] = Counter()
        for kind, count in zip(zip(self.purses(place, members), values.tolist(), strict=True), people, strict=True):
            counts[kind] += int(count)
        for (purse, value), count in counts.items():
            yield Fraction(purse, self._denominator), int(value), count

    def paid(self, claim: Claim, place: int) -> int:
        """What the supporters of a project paid in this round, in rupiah to the nearest, halves to the even one."""
        before, after = (self.held(moment, claim.members, claim.weights) for moment in (place, place + 1))
        return round(before - after)
