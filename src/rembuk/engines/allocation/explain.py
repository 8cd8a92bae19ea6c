# SPDX-License-Identifier: Apache-2.0
"""Why a project won or did not, where a resident's share went, and what it takes to change the count: as numbers.

All of it follows the run that decided, at its endowment. A project that did not win would have been bought in round i
if its supporters could have paid for it at the price of that round, or at any price after the last one; before that
round nothing would have been different. So each answer below is the best over all rounds (Boehmer et al., IJCAI 2024,
define these measures; here they are exact).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from rembuk.engines.allocation.add1 import walk
from rembuk.engines.allocation.claims import Claim
from rembuk.engines.allocation.equal_shares import Run
from rembuk.engines.allocation.ledger import Holding, Ledger


@dataclass(frozen=True, slots=True)
class WinnerExplained:
    """The round, the most that one supporter paid, who paid that and who gave all they had left, in people."""

    round: int
    payment: Fraction
    effective_votes: Fraction
    paid_in_full: int
    gave_all: int


@dataclass(frozen=True, slots=True)
class LoserExplained:
    """What would have made a project win, and the rivals on which its supporters spent, in rupiah to the nearest.

    `cost_to_win` is the greatest cost at which it wins. `supporters_to_add` is the least number of other voters, one
    point each, whose support would have sufficed; None where that of all would not.
    """

    cost_to_win: int
    supporters_to_add: int | None
    rivals: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ShareExplained:
    """What the voter of one ballot paid for each project, and what was left."""

    payments: tuple[tuple[int, Fraction], ...]
    left: Fraction


def explain_winner(run: Run, project: int) -> WinnerExplained:
    """Say what a bought project cost its supporters."""
    claim, place = run.table.claims[project], run.bought.index(project)
    ledger = next(ledger for number, ledger in _rounds(run) if number == place)
    price = run.prices[place] * claim.scale * ledger.denominator
    holdings = ledger.holdings(claim)
    payment = max(min(Fraction(held), price * value) for held, value, _ in holdings) / ledger.denominator
    return WinnerExplained(
        round=place + 1,
        payment=payment,
        effective_votes=claim.cost / payment,
        paid_in_full=sum(people for held, value, people in holdings if held >= price * value),
        gave_all=sum(people for held, value, people in holdings if held <= price * value),
    )


def explain_loser(run: Run, project: int) -> LoserExplained:
    """Say what a project lacked that was not bought."""
    if project in run.bought:
        raise ValueError("This project was bought.")
    claim = run.table.claims[project]
    voters = int(run.table.weights.sum())
    cost, needed = 0, voters + 1
    for place, ledger in _rounds(run):
        contest = _Contest(run, project, place, ledger)
        cost = _greatest(contest.at_cost, cost, claim.cost)
        needed = 1 + _greatest(contest.not_with_added, 0, needed - 1)
    return LoserExplained(cost, needed if needed <= voters else None, _rivals(run, claim))


def _rounds(run: Run) -> Iterator[tuple[int, Ledger]]:
    """The exact purses before each round, and after the last one."""
    ledger = Ledger(len(run.table.weights), run.endowment)
    for place, project in enumerate(run.bought):
        yield place, ledger
        ledger.buy(run.table.claims[project])
    yield len(run.bought), ledger


def _greatest(holds: Callable[[int], bool], known: int, most: int) -> int:
    """The greatest number up to `most` for which something holds that holds up to there, as it does for `known`."""
    while known < most:
        middle = (known + most + 1) // 2
        if holds(middle):
            known = middle
        else:
            most = middle - 1
    return known


class _Contest:
    """Would a project have won one round, had it been cheaper or had it had more supporters?"""

    def __init__(self, run: Run, project: int, place: int, ledger: Ledger) -> None:
        self.run, self.project, self.place, self.ledger = run, project, place, ledger
        self.claim = run.table.claims[project]
        self.holdings = ledger.holdings(self.claim)
        self.others = self._others()

    def _others(self) -> list[Holding]:
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
        if price is None or self.place == len(self.run.bought):
            return price is not None
        ranks, winner = self.run.table.ranks, self.run.bought[self.place]
        return (price, ranks[self.project]) < (self.run.prices[self.place], ranks[winner])


def _rivals(run: Run, claim: Claim) -> tuple[tuple[int, int], ...]:
    """What its supporters paid for each project that was bought, the most first."""
    held = [float(claim.weights @ ledger.balances()[claim.members]) for _, ledger in _rounds(run)]
    paid = [round(before - after) for before, after in pairwise(held)]
    rivals = [(project, amount) for project, amount in zip(run.bought, paid, strict=True) if amount]
    return tuple(sorted(rivals, key=lambda rival: (-rival[1], rival[0])))


def explain_share(run: Run, ballot: int) -> ShareExplained:
    """Say how the share of one voter with this ballot was spent."""
    payments: list[tuple[int, Fraction]] = []
    held = run.endowment
    for project, price in zip(run.bought, run.prices, strict=True):
        claim = run.table.claims[project]
        for value in claim.values[claim.members == ballot].tolist():
            payments.append((project, min(held, price * claim.scale * int(value))))
            held -= payments[-1][1]
    return ShareExplained(tuple(payments), held)


def next_change(run: Run, step: int = 1) -> Run | None:
    """Return the first run, raising the endowment by steps, that buys something else; None once all is bought."""
    if len(run.bought) == sum(claim.total_power > 0 for claim in run.table.claims):
        return None

    def changed(ahead: Run) -> bool:
        return ahead.bought != run.bought

    return walk(run.table, run.endowment, step, done=changed, too_much=lambda _: False)
