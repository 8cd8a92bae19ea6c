# SPDX-License-Identifier: Apache-2.0
"""Greedy rules: go down a list, and take each project that has support and still fits."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from rembuk.engines.allocation.claims import Tie, tie_ranks
from rembuk.engines.allocation.election import Election
from rembuk.engines.allocation.outcome import Outcome, outcome_of, spelled


class Order(StrEnum):
    """The order of the list: most points first, cheapest first, or most points per rupiah first."""

    VOTES = "votes"
    COST = "cost"
    DENSITY = "density"


def count_greedy(election: Election, order: Order, tie: tuple[Tie, ...] = (Tie.ID,)) -> Outcome:
    """Return the outcome of a greedy rule; a project too dear is skipped, and cheaper ones follow."""
    parameters: dict[str, str | int] = {"order": order, "tie": spelled(tie)}
    return outcome_of(election, "greedy", parameters, fill(election, order, tie, []))


def fill(election: Election, order: Order, tie: tuple[Tie, ...], chosen: list[int]) -> list[int]:
    """Return what was chosen and, in the order of the list, whatever fits into the rest of the budget."""
    left = election.budget - sum(election.costs[project] for project in chosen)
    filled = list(chosen)
    for project in _listed(election, order, tie):
        if project not in chosen and election.scores[project] and election.costs[project] <= left:
            filled.append(project)
            left -= election.costs[project]
    return filled


def _listed(election: Election, order: Order, tie: tuple[Tie, ...]) -> list[int]:
    costs, scores = election.costs, election.scores
    keys = {
        Order.VOTES: [Fraction(-score) for score in scores],
        Order.COST: [Fraction(cost) for cost in costs],
        Order.DENSITY: [Fraction(-score, cost) for score, cost in zip(scores, costs, strict=True)],
    }[order]
    return [project for _, _, project in sorted(zip(keys, tie_ranks(election, tie), range(len(costs)), strict=True))]
