# SPDX-License-Identifier: Apache-2.0
"""Why projects did not win, for all of them in one pass along the run that decided.

A project that did not win would have been bought in round i if its supporters could have paid for it at the price of
that round, or at any price after the last one; before that round nothing would have been different. So each answer is
the best over all rounds (Boehmer et al., IJCAI 2024, define these measures; here they are exact).

What a project's supporters offer in round i, sum of w * min(balance, price * utility), bounds both answers: it costs at
most the offer where it wins, and lacks at least (cost - offer) / (the most that one person gives) supporters. What they
hold, and the price times all their utility, bound the offer. So rounds are tried from the most promising on, and those
that cannot improve on the best answer are not tried at all.

Offers are floating-point sums. A sum of n terms errs by at most (n + 4) * EPS times itself, the balances in it by at
most `debt` together (see purses.py; the sum over the k richest is 1-Lipschitz in the balances as well), and a price
within `spread` moves it by spread * scale * power. A comparison within that doubt is left to the exact purses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, inf

import numpy as np
from numpy.typing import NDArray

from rembuk.engines.allocation.claims import Floats
from rembuk.engines.allocation.contests import Contests, greatest
from rembuk.engines.allocation.election import Indices
from rembuk.engines.allocation.equal_shares import Run
from rembuk.engines.allocation.purses import EPS, Purses


@dataclass(frozen=True, slots=True)
class LoserExplained:
    """What would have made a project win, and the rivals on which its supporters spent, in rupiah to the nearest.

    `cost_to_win` is the greatest cost at which it wins. `supporters_to_add` is the least number of other voters, one
    point each, whose support would have sufficed; None where that of all would not.
    """

    cost_to_win: int
    supporters_to_add: int | None
    rivals: tuple[tuple[int, int], ...]


def explain_loser(run: Run, project: int) -> LoserExplained:
    """Say what a project lacked that was not bought."""
    if project in run.bought:
        raise ValueError("This project was bought.")
    return _explained(run, [project])[project]


def explain_losers(run: Run) -> dict[int, LoserExplained]:
    """Say what each project lacked that was not bought."""
    return _explained(run, [project for project in range(len(run.table.claims)) if project not in run.bought])


def _explained(run: Run, losers: Sequence[int]) -> dict[int, LoserExplained]:
    stages, contests = _stages(run), Contests(run)
    held = _held(run, losers, stages)
    found = {}
    for place, project in enumerate(losers):
        loser = _Loser(run, project, stages, contests, held[:, place])
        rivals = _rivals(run, contests, project, held[:, place], stages[-1].debt)
        found[project] = LoserExplained(loser.cost_to_win(), loser.supporters_to_add(), rivals)
    return found


@dataclass(frozen=True, eq=False)
class _Stage:
    """The purses before a round, and the most that the winner may cost per utility; after the last round, anything."""

    weights: Floats
    balance: Floats
    debt: float
    price: float
    spread: float

    @cached_property
    def richest_first(self) -> Indices:
        """The ballots by what they hold."""
        return np.argsort(-self.balance)

    @cached_property
    def heads(self) -> Floats:
        """How many people they are, up to each."""
        return np.cumsum(self.weights[self.richest_first])

    @cached_property
    def most(self) -> float:
        """What the richest holds."""
        return float(self.balance.max(initial=0.0))


def _stages(run: Run) -> list[_Stage]:
    table, stages = run.table, []
    purses = Purses(table.claims, table.weights, run.endowment)
    for quote in run.quotes:
        stages.append(_Stage(table.weights, purses.balance.copy(), purses.debt, quote.high, quote.high - quote.low))
        purses.buy(quote)
    return [*stages, _Stage(table.weights, purses.balance, purses.debt, inf, 0.0)]


def _held(run: Run, losers: Sequence[int], stages: Sequence[_Stage]) -> Floats:
    """What the supporters of each loser hold, by round."""
    claims = [run.table.claims[project] for project in losers]
    sizes = np.array([len(claim.members) for claim in claims], np.int64)
    held = np.zeros((len(stages), len(claims)))
    supported = np.flatnonzero(sizes)
    if len(supported):
        members = np.concatenate([claim.members for claim in claims])
        starts = (np.cumsum(sizes) - sizes)[supported]
        for row, stage in zip(held, stages, strict=True):
            row[supported] = np.add.reduceat((stage.weights * stage.balance).take(members), starts)
    return held


class _Loser:
    """One project against the winner of each round."""

    def __init__(self, run: Run, project: int, stages: Sequence[_Stage], contests: Contests, held: Floats) -> None:
        self.run, self.project, self.stages, self.contests = run, project, stages, contests
        self.claim = run.table.claims[project]
        self.by_cost = self.claim.scale == self.claim.cost
        self.outside = np.ones(len(run.table.weights), np.bool)
        self.outside[self.claim.members] = False
        self.debts = np.array([stage.debt for stage in stages])
        self.prices = np.array([stage.price for stage in stages])
        self.spreads = np.array([stage.spread for stage in stages]) * self.claim.scale
        power = self.claim.scale * self.claim.total_power
        self.bounds = np.minimum(held, self.prices * power) if power else held
        self.doubts = (len(self.claim.members) + 4) * EPS * held + self.debts + self.spreads * self.claim.total_power
        self._offers: dict[int, float] = {}

    def offer(self, place: int) -> float:
        """What its supporters offer in this round."""
        if place not in self._offers:
            held, limits = self._held_at(place, self.claim.scale)
            self._offers[place] = float(self.claim.weights @ np.minimum(held, limits))
        return self._offers[place]

    def cost_to_win(self) -> int:
        """The greatest cost at which it wins some round."""
        if not self.claim.total_power:
            return 0
        most = np.minimum(self.bounds + self.doubts, self.claim.cost)
        if self.by_cost:
            # Where it is worth its cost, a price that all could pay in full does not fall with the cost.
            most[self.prices * self.claim.total_power * (1 + 4 * EPS) < 1] = 0
        best = 0
        for place in np.argsort(-most, kind="stable").tolist():
            if most[place] < best + 1:
                break
            best = self._cost_in(place, best)
        return best

    def _cost_in(self, place: int, best: int) -> int:
        """The greatest cost at which it wins this round, if that is more than the best one."""
        if self._wins_at(place, best + 1) is False:
            return best
        cost = min(self.claim.cost, floor(self._root(place) if self.by_cost else self.offer(place)))
        is_greatest = cost == self.claim.cost or self._wins_at(place, cost + 1) is False
        if is_greatest and cost > best and self._wins_at(place, cost):
            return cost
        return greatest(self.contests.of(self.project, place).at_cost, best, self.claim.cost, cost)

    def _wins_at(self, place: int, cost: int) -> bool | None:
        """Would it win this round at this cost? None where floating point may not say."""
        if self.by_cost:
            held, limits = self._held_at(place, cost)
            offer = float(self.claim.weights @ np.minimum(held, limits))
            doubt = (len(self.claim.members) + 4) * EPS * offer + self.debts[place]
            doubt += self.stages[place].spread * cost * self.claim.total_power
        else:
            offer, doubt = self.offer(place), self.doubts[place]
        return None if abs(offer - cost) <= doubt else bool(offer > cost)

    def _held_at(self, place: int, cost: float) -> tuple[Floats, Floats]:
        """What its supporters hold, and what each gives at most where it is worth this cost."""
        stage = self.stages[place]
        return stage.balance[self.claim.members], stage.price * cost * self.claim.values

    def _root(self, place: int) -> float:
        """The greatest cost that is offered. The offer is concave in it, so Newton's steps from above stay above."""
        cost, price = min(self.offer(place), float(self.claim.cost)), self.prices[place]
        if price == inf:
            return cost
        while True:
            held, limits = self._held_at(place, cost)
            offer = float(self.claim.weights @ np.minimum(held, limits))
            slope = 1 - price * float(self.claim.power @ (held >= limits))
            lower = cost - (cost - offer) / slope if slope > 0 else cost
            if not cost * (1 - 4 * EPS) > lower > 0:
                return cost
            cost = lower

    def supporters_to_add(self) -> int | None:
        """The least number of others whose support wins some round; None if there are not so many."""
        voters = int(self.run.table.weights.sum())
        limits = np.minimum(self.prices * self.claim.scale, [stage.most for stage in self.stages])
        lacking = self.claim.cost - self.bounds - self.doubts
        least = np.divide(lacking, limits, out=np.full(len(limits), inf), where=limits > 0) * (1 - 4 * EPS)
        needed = voters + 1
        for place in np.argsort(least, kind="stable").tolist():
            if least[place] > needed - 1:
                break
            fewest = (self.claim.cost - self.offer(place) - self.doubts[place]) / limits[place] * (1 - 4 * EPS)
            if fewest <= needed - 1:
                needed = self._added_in(place, needed, int(4 * fewest) + 64)
        return needed if needed <= voters else None

    def _added_in(self, place: int, needed: int, guess: int) -> int:
        """How many must be added in this round, if they are fewer than known so far; a guess spares asking all."""
        sought = min(guess, needed) + float(self.claim.weights.sum())
        others = _Others(self.stages[place], self.outside, self.prices[place] * self.claim.scale, sought)
        lacking = self.claim.cost - self.offer(place)
        doubt = self.doubts[place] + others.doubt(self.claim.cost) + self.spreads[place] * others.people
        fewest = max(1, others.fewest(lacking + doubt))
        if fewest > others.people and guess < needed:
            return self._added_in(place, needed, needed)
        if fewest >= needed and others.given_by(needed - 1) < lacking - doubt:
            return needed
        if fewest <= others.people and (fewest == 1 or others.given_by(fewest - 1) < lacking - doubt):
            return min(needed, fewest)
        contest = self.contests.of(self.project, place)
        return 1 + greatest(contest.not_with_added, 0, needed - 1, fewest - 1)


class _Others:
    """Those who do not support a project, among so many of the richest, and what each gives at most."""

    def __init__(self, stage: _Stage, outside: NDArray[np.bool], limit: float, sought: float) -> None:
        order = stage.richest_first[: int(np.searchsorted(stage.heads, sought)) + 1]
        weights = stage.weights[order] * outside[order]
        self.each = np.minimum(stage.balance[order], limit)
        self.heads = np.cumsum(weights)
        self.given = np.cumsum(weights * self.each)
        self.people = float(self.heads[-1]) if len(order) else 0.0

    def doubt(self, cost: int) -> float:
        """How far a sum near the cost may be off."""
        return (len(self.each) + 4) * EPS * cost

    def fewest(self, amount: float) -> int:
        """How many give this much; more than there are if all do not."""
        place = int(np.searchsorted(self.given, amount))
        if place == len(self.given):
            return int(self.people) + 1
        before, heads = (float(row[place - 1]) if place else 0.0 for row in (self.given, self.heads))
        return int(heads) + ceil((amount - before) / float(self.each[place]))

    def given_by(self, people: int) -> float:
        """What so many of the richest give."""
        place = int(np.searchsorted(self.heads, people))
        if place == len(self.heads):
            return float(self.given[-1]) if place else 0.0
        before, heads = (float(row[place - 1]) if place else 0.0 for row in (self.given, self.heads))
        return before + (people - heads) * float(self.each[place])


def _rivals(run: Run, contests: Contests, project: int, held: Floats, debt: float) -> tuple[tuple[int, int], ...]:
    """What its supporters paid for each project that was bought, the most first."""
    paid = held[:-1] - held[1:]
    doubt = 2 * ((len(run.table.claims[project].members) + 4) * EPS * float(held.max(initial=0.0)) + debt)
    near = np.abs(paid - np.floor(paid) - 0.5) <= doubt
    rounded = [int(amount) for amount in np.rint(paid).tolist()]
    for place in np.flatnonzero(near).tolist():
        rounded[place] = contests.paid(project, place)
    rivals = [(rival, amount) for rival, amount in zip(run.bought, rounded, strict=True) if amount]
    return tuple(sorted(rivals, key=lambda rival: (-rival[1], rival[0])))
