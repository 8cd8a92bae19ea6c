# SPDX-License-Identifier: Apache-2.0
"""The greatest cost at which each loser would have won some round."""

from __future__ import annotations

import numpy as np

from rembuk.engines.allocation.claims import Floats
from rembuk.engines.allocation.contests import greatest
from rembuk.engines.allocation.election import Indices
from rembuk.engines.allocation.lookback import Lookback
from rembuk.engines.allocation.purses import EPS


def costs_to_win(look: Lookback) -> list[int]:
    """Return it for each loser, zero for one that nobody supports."""
    best = np.zeros(len(look.losers))
    promising = _promising(look)
    columns = np.arange(len(best))
    while True:
        places = promising.argmax(axis=0)
        (losers,) = (promising[places, columns] >= best + 1).nonzero()
        if not len(losers):
            return [int(cost) for cost in best.tolist()]
        _improve(look, losers, places[losers], best, promising)


def _promising(look: Lookback) -> Floats:
    """The most that each can cost where it wins a round."""
    most: Floats = np.minimum(look.bounds + look.doubts, look.costs)
    # Where it is worth its cost, a price that all could pay in full does not fall with the cost.
    most[look.by_cost & (look.stages.prices * look.power * (1 + 4 * EPS) < 1)] = 0
    return most


def _improve(look: Lookback, losers: Indices, places: Indices, best: Floats, promising: Floats) -> None:
    """Ask whether these losers win their most promising round at the most that they can cost there."""
    costs = np.floor(promising[places, losers])
    bid = look.bid(losers, places)
    line = bid.line(np.where(bid.by_cost, costs, bid.scales))
    promising[:, losers] = np.minimum(promising[:, losers], look.roots(losers, look.tighten(losers, places, line)))
    verdicts = bid.verdicts(line, costs)
    best[losers[verdicts > 0]] = costs[verdicts > 0]
    promising[places, losers] = np.minimum(promising[places, losers], np.where(verdicts < 0, costs - 1, costs))
    for number in np.flatnonzero(verdicts == 0).tolist():
        loser, place, cost = int(losers[number]), int(places[number]), int(costs[number])
        best[loser] = greatest(look.contest(loser, place).at_cost, int(best[loser]), cost, cost)
        promising[place, loser] = 0
