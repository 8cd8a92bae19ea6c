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
        losers = np.flatnonzero(promising[places, columns] >= best + 1)
        if not len(losers):
            return [int(cost) for cost in best.tolist()]
        promising[places[losers], losers] = 0
        _improve(look, losers, places, best)


def _promising(look: Lookback) -> Floats:
    """The most that each can cost where it wins a round."""
    most: Floats = np.minimum(look.bounds + look.doubts, look.costs)
    # Where it is worth its cost, a price that all could pay in full does not fall with the cost.
    most[look.by_cost & (look.stages.prices * look.power * (1 + 4 * EPS) < 1)] = 0
    return most


def _improve(look: Lookback, losers: Indices, places: Indices, best: Floats) -> None:
    """Raise what is known of these losers by what each offers in this round."""
    bid = look.bid(losers, places)
    # One look refutes most rounds, before any root is sought.
    hopeful = bid.verdicts(best[losers] + 1) >= 0
    if not hopeful.any():
        return
    if not hopeful.all():
        losers = losers[hopeful]
        bid = look.bid(losers, places)
    known, most = best[losers], look.costs[losers]
    costs = np.maximum(known, np.floor(bid.roots(most)))
    wins = (costs == known) | (bid.verdicts(costs) > 0)
    no_more = (costs == most) | (bid.verdicts(costs + 1) < 0)
    for place in np.flatnonzero(~(wins & no_more)).tolist():
        contest = look.contest(int(losers[place]), int(places[losers[place]]))
        costs[place] = greatest(contest.at_cost, int(known[place]), int(most[place]), int(costs[place]))
    best[losers] = costs
