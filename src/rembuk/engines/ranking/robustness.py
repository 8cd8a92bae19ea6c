# SPDX-License-Identifier: Apache-2.0
"""Between which places a proposal stays, however the weights move together within some percent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from rembuk.engines.ranking.scores import Placed, Ranking


@dataclass(frozen=True)
class Span:
    """A proposal, its place, and the best and the worst place that it may have; none beyond them is possible."""

    proposal: str
    place: int
    best: int
    worst: int

    @property
    def is_firm(self) -> bool:
        """Does it keep its place whatever the weights?"""
        return self.best == self.worst


def spans(ranking: Ranking, percent: int = 20) -> tuple[Span, ...]:
    """Return, in the order of the places, between which each proposal stays while all weights move at will.

    Each weight moves by at most so many percent, each way of its own. A proposal is surely above another if it is so at
    the weights that speak most against it. Raises ValueError for a percentage that would leave no weight.
    """
    if not 0 <= percent < 100:
        raise ValueError("Weights move by 0 to 99 percent.")
    placed = ranking.placed
    above = [[_is_surely_above(one, other, percent) for other in placed] for one in placed]
    return tuple(
        Span(
            each.proposal,
            each.place,
            best=1 + sum(row[number] for row in above),
            worst=len(placed) - sum(above[number]),
        )
        for number, each in enumerate(placed)
    )


def _is_surely_above(one: Placed, other: Placed, percent: int) -> bool:
    leads = _leads(one, other)
    if not any(leads):
        # Equal in everything, so that the weights play no part and the agreed rule for ties keeps them as they are.
        return one.place < other.place
    # What speaks for it counts the least that is possible, what speaks against it the most.
    return sum(lead * (100 - percent if lead > 0 else 100 + percent) for lead in leads) > 0


def _leads(one: Placed, other: Placed) -> Sequence[Fraction]:
    return [mine.weight * (mine.points - theirs.points) for mine, theirs in zip(one.scores, other.scores, strict=True)]
