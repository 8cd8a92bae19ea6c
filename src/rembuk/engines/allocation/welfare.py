# SPDX-License-Identifier: Apache-2.0
"""The affordable set with the greatest total utility, exactly, by branch and bound.

This is a knapsack. Ties are folded into whole-number values, so the best set is unique: more welfare first, then less
money, then projects that come first by the tie rule. The bound is that of Dantzig (1957): fill up by value per rupiah,
and take a fraction of the first project that does not fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rembuk.engines.allocation.claims import Tie, Utility, tie_ranks
from rembuk.engines.allocation.election import Election
from rembuk.engines.allocation.outcome import Outcome, outcome_of, spelled

MOST_NODES = 2_000_000


class TooHard(ValueError):
    """The search would take too long; nothing is answered rather than something near."""


def count_welfare(election: Election, utility: Utility, tie: tuple[Tie, ...] = (Tie.ID,)) -> Outcome:
    """Return the outcome of greatest welfare, or raise TooHard after two million steps of search."""
    values = _values(election, utility, tie)
    chosen = best_set(values, election.costs, election.budget)
    return outcome_of(election, "welfare", {"utility": utility, "tie": spelled(tie)}, sorted(chosen))


def welfare(election: Election, utility: Utility, project: int) -> int:
    """Return what a project is worth to all its supporters together."""
    score = election.scores[project] if utility is Utility.POINTS else election.votes[project]
    return score * election.costs[project] if utility is Utility.COST else score


def _values(election: Election, utility: Utility, tie: tuple[Tie, ...]) -> list[int]:
    size, ranks = len(election.projects), tie_ranks(election, tie)
    spread = sum(election.costs) + 1
    return [
        ((welfare(election, utility, project) * spread - election.costs[project]) << size) + (1 << (size - 1 - rank))
        for project, rank in enumerate(ranks)
    ]


def best_set(values: Sequence[int], costs: Sequence[int], budget: int) -> list[int]:
    """Return the numbers of the items with the greatest total value whose costs fit into the budget."""
    useful = [item for item, value in enumerate(values) if value > 0 and costs[item] <= budget]
    useful.sort(key=lambda item: Fraction(values[item], costs[item]), reverse=True)
    search = _Search([values[item] for item in useful], [costs[item] for item in useful])
    return [useful[place] for place in search.best(budget)]


class _Search:
    """Depth first, the better item first, with a stack of its own: lists may be long."""

    def __init__(self, values: list[int], costs: list[int]) -> None:
        self.values, self.costs = values, costs

    def best(self, budget: int) -> list[int]:
        """Return the places of the best set."""
        best_value, best_taken = 0, 0
        stack = [(0, budget, 0, 0)]
        for _ in range(MOST_NODES):
            if not stack:
                return [place for place in range(len(self.values)) if best_taken >> place & 1]
            place, left, value, taken = stack.pop()
            if value > best_value:
                best_value, best_taken = value, taken
            if place == len(self.values) or value + self._bound(place, left) <= best_value:
                continue
            stack.append((place + 1, left, value, taken))
            if self.costs[place] <= left:
                stack.append((place + 1, left - self.costs[place], value + self.values[place], taken | 1 << place))
        raise TooHard("Finding the greatest welfare among so many projects takes too long.")

    def _bound(self, place: int, left: int) -> int:
        bound = 0
        for value, cost in zip(self.values[place:], self.costs[place:], strict=True):
            if cost > left:
                return bound + value * left // cost
            left -= cost
            bound += value
        return bound
