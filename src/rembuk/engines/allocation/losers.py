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
from rembuk.engines.allocation.equal_shares import Run
from rembuk.engines.allocation.purses import EPS
from rembuk.engines.allocation.stages import Stage, Stages


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
    stages, contests = Stages(run), Contests(run)
    held = _held(run, losers, stages)
    rivals = _rivals(run, contests, losers, held, stages.all[-1].debt)
    found = {}
    for place, project in enumerate(losers):
        loser = _Loser(run, project, stages, contests, held[:, place])
        found[project] = LoserExplained(loser.cost_to_win(), loser.supporters_to_add(), rivals[place])
    return found


def _held(run: Run, losers: Sequence[int], stages: Stages) -> Floats:
    """What the supporters of each loser hold, by round."""
    claims = [run.table.claims[project] for project in losers]
    sizes = np.array([len(claim.members) for claim in claims], np.int64)
    held = np.zeros((len(stages.all), len(claims)))
    supported = np.flatnonzero(sizes)
    if len(supported):
        members = np.concatenate([claim.members for claim in claims])
        starts = (np.cumsum(sizes) - sizes)[supported]
        for row, stage in zip(held, stages.all, strict=True):
            row[supported] = np.add.reduceat((stage.weights * stage.balance).take(members), starts)
    return held


class _Loser:
    """One project against the winner of each round."""

    def __init__(self, run: Run, project: int, stages: Stages, contests: Contests, held: Floats) -> None:
        self.run, self.project, self.stages, self.contests = run, project, stages, contests
        self.claim = run.table.claims[project]
        self.by_cost = self.claim.scale == self.claim.cost
        self.values = 1.0 if self.claim.plain else self.claim.values
        self.debts, self.prices = stages.debts, stages.prices
        self.spreads = stages.spreads * self.claim.scale
        power = self.claim.scale * self.claim.total_power
        self.bounds = np.minimum(held, self.prices * power) if power else held
        self.doubts = (len(self.claim.members) + 4) * EPS * held + self.debts + self.spreads * self.claim.total_power
        self._held: dict[int, Floats] = {}
        self._offers: dict[int, float] = {}

    @cached_property
    def outside(self) -> NDArray[np.bool]:
        """The ballots that do not support it."""
        outside = np.ones(len(self.run.table.weights), np.bool)
        outside[self.claim.members] = False
        return outside

    def offer(self, place: int) -> float:
        """What its supporters offer in this round."""
        if place not in self._offers:
            self._offers[place] = self._offered_at(place, self.claim.scale)
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
            offer = self._offered_at(place, cost)
            doubt = (len(self.claim.members) + 4) * EPS * offer + self.debts[place]
            doubt += self.stages.spreads[place] * cost * self.claim.total_power
        else:
            offer, doubt = self.offer(place), self.doubts[place]
        return None if abs(offer - cost) <= doubt else bool(offer > cost)

    def _offered_at(self, place: int, worth: float) -> float:
        """What its supporters offer in this round where it is worth so much."""
        return float(self.claim.weights @ np.minimum(self._held_at(place), self._limits_at(place, worth)))

    def _held_at(self, place: int) -> Floats:
        """What its supporters hold."""
        if place not in self._held:
            self._held[place] = self.stages.all[place].balance.take(self.claim.members)
        return self._held[place]

    def _limits_at(self, place: int, worth: float) -> Floats | float:
        """What each gives at most; the same for all who only approve."""
        return self.stages.all[place].price * worth * self.values

    def _root(self, place: int) -> float:
        """The greatest cost that is offered. The offer is concave in it, so Newton's steps from above stay above."""
        cost, price = min(self.offer(place), float(self.claim.cost)), self.stages.all[place].price
        if price == inf:
            return cost
        held = self._held_at(place)
        while True:
            limits = self._limits_at(place, cost)
            offer = float(self.claim.weights @ np.minimum(held, limits))
            slope = 1 - price * float(self.claim.power @ (held >= limits))
            lower = cost - (cost - offer) / slope if slope > 0 else cost
            if not cost * (1 - 4 * EPS) > lower > 0:
                return cost
            cost = lower

    def supporters_to_add(self) -> int | None:
        """The least number of others whose support wins some round; None if there are not so many."""
        voters = self.stages.voters
        limits = np.minimum(self.prices * self.claim.scale, self.stages.most)
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
        others = _Others(self.stages.all[place], self.outside, self.prices[place] * self.claim.scale, sought)
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

    def __init__(self, stage: Stage, outside: NDArray[np.bool], limit: float, sought: float) -> None:
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


def _rivals(
    run: Run, contests: Contests, losers: Sequence[int], held: Floats, debt: float
) -> list[tuple[tuple[int, int], ...]]:
    """What the supporters of each loser paid for each project that was bought, the most first."""
    sizes = np.array([len(run.table.claims[project].members) for project in losers])
    paid = held[:-1] - held[1:]
    doubt = 2 * ((sizes + 4) * EPS * held.max(axis=0, initial=0.0) + debt)
    rounded = np.rint(paid).astype(np.int64)
    for round_, place in np.argwhere(np.abs(paid - np.floor(paid) - 0.5) <= doubt).tolist():
        rounded[round_, place] = contests.paid(losers[place], round_)
    return [_most_first(run.bought, column) for column in rounded.T.tolist()]


def _most_first(bought: Sequence[int], paid: Sequence[int]) -> tuple[tuple[int, int], ...]:
    rivals = [(rival, amount) for rival, amount in zip(bought, paid, strict=True) if amount]
    return tuple(sorted(rivals, key=lambda rival: (-rival[1], rival[0])))
