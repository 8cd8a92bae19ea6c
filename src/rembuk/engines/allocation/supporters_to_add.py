# SPDX-License-Identifier: Apache-2.0
"""The least number of other voters whose support would have made each loser win some round.

Those who would help most are the richest. As long as so many of them hold as much as anybody gives, each of them adds
the same, and their number is a division. Only where they do not are they looked at one after another.
"""

from __future__ import annotations

from math import ceil, inf

import numpy as np

from rembuk.engines.allocation.claims import Floats
from rembuk.engines.allocation.contests import greatest
from rembuk.engines.allocation.election import Indices
from rembuk.engines.allocation.lookback import Bid, Lookback
from rembuk.engines.allocation.purses import EPS
from rembuk.engines.allocation.stages import Stage

# So many numbers stay in the cache of a processor.
CACHED = 30_000


def supporters_to_add(look: Lookback) -> list[int | None]:
    """Return it for each loser; None where that of all would not suffice."""
    voters = look.stages.voters
    limits = np.minimum(look.stages.prices * look.scales, look.stages.most)
    needed, columns = np.full(len(look.losers), voters + 1.0), np.arange(len(look.losers))
    untried = limits > 0
    while True:
        lacking = look.costs - look.bounds - look.doubts
        least = np.divide(lacking, limits, out=np.full(limits.shape, inf), where=untried)
        places = least.argmin(axis=0)
        (losers,) = (least[places, columns] * (1 - 4 * EPS) <= needed - 1).nonzero()
        if not len(losers):
            return [int(count) if count <= voters else None for count in needed.tolist()]
        untried[places[losers], losers] = False
        _improve(look, losers, places[losers], limits[places[losers], losers], needed)


def _improve(look: Lookback, losers: Indices, places: Indices, limits: Floats, needed: Floats) -> None:
    """Lower what is known of these losers by what each lacks in this round."""
    bid, known = look.bid(losers, places), needed[losers]
    line = bid.line(bid.scales)
    look.tighten(losers, places, line)
    lacking = look.costs[losers] - line.offers
    doubts = look.doubts[places, losers] + 8 * EPS * look.costs[losers]
    counts = np.minimum(np.maximum(np.ceil((lacking + doubts) / limits), 1), known)
    doubts += bid.spreads * bid.scales * counts
    enough = (counts <= _rich(look, bid, places, limits)) & (counts * limits > lacking + doubts)
    no_fewer = (counts == 1) | ((counts - 1) * limits < lacking - doubts)
    too_few = np.where((counts - 2) * limits < lacking - doubts, np.maximum(counts - 2, 0), 0)
    for number in np.flatnonzero(~((enough | (counts == known)) & no_fewer)).tolist():
        loser, place = int(losers[number]), int(places[number])
        if enough[number]:
            contest, last = look.contest(loser, place), int(counts[number]) - 1
            counts[number] = 1 + greatest(contest.not_with_added, int(too_few[number]), last, last)
        else:
            addition = _Addition(look, loser, place, float(lacking[number]))
            counts[number] = addition.fewest(int(known[number]), float(limits[number]))
    needed[losers] = counts


def _rich(look: Lookback, bid: Bid, places: Indices, limits: Floats) -> Floats:
    """How many people hold what anybody gives at most, and do not support the project yet."""
    weights, balances = look.alike.weights, look.stages.balances
    # As many side by side as the cache holds.
    step = 1 + CACHED // (1 + len(weights))
    holders = [
        np.where(balances[places[some]] >= limits[some, None], weights, 0.0).sum(axis=1)
        for some in (slice(begin, begin + step) for begin in range(0, len(places), step))
    ]
    return np.concatenate(holders) - bid.crowd.totals(bid.crowd.weights * (bid.held >= bid.crowd.repeat(limits)))


class _Addition:
    """One loser in one round, where those who could be added give different amounts."""

    def __init__(self, look: Lookback, loser: int, place: int, lacking: float) -> None:
        self.look, self.loser, self.place, self.lacking = look, loser, place, lacking
        self.stage, self.claim = look.stages.all[place], look.claims[loser]
        self.doubt = float(look.doubts[place, loser])

    def fewest(self, needed: int, limit: float) -> int:
        """How many must be added, if they are fewer than known so far."""
        guess = int(4 * max(0.0, self.lacking - self.doubt) / limit) + 64
        return self._fewest_of(needed, guess)

    def _fewest_of(self, needed: int, guess: int) -> int:
        """Look at the richest alone, as many as are guessed to suffice, before asking all."""
        others = self._others(min(guess, needed))
        doubt = self.doubt + others.doubt(self.claim.cost) + self.stage.spread * self.claim.scale * others.people
        fewest = max(1, others.fewest(self.lacking + doubt))
        if fewest > others.people and guess < needed:
            return self._fewest_of(needed, needed)
        if fewest > min(others.people, needed - 1) and others.given_by(needed - 1) < self.lacking - doubt:
            return needed
        if fewest <= others.people and (fewest == 1 or others.given_by(fewest - 1) < self.lacking - doubt):
            return min(needed, fewest)
        too_few = others.fewest(self.lacking - doubt) - 1
        known = too_few if too_few > 0 and others.given_by(too_few) < self.lacking - doubt else 0
        most = min(fewest, needed) - 1 if fewest <= others.people else needed - 1
        contest = self.look.contest(self.loser, self.place)
        return 1 + greatest(contest.not_with_added, known, most, fewest - 1)

    def _others(self, people: int) -> _Others:
        outside = self.stage.weights - self.claim.people(len(self.stage.weights))
        sought = people + float(self.claim.weights.sum())
        return _Others(self.stage, outside, self.stage.price * self.claim.scale, sought)


class _Others:
    """Those who do not support a project, among so many of the richest, and what each gives at most."""

    def __init__(self, stage: Stage, outside: Floats, limit: float, sought: float) -> None:
        order = stage.richest_first[: int(np.searchsorted(stage.heads, sought)) + 1]
        weights = outside[order]
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
