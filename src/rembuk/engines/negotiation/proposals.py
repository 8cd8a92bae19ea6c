# SPDX-License-Identifier: Apache-2.0
"""What a neutral neighbour would propose, from what each side could reach alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rembuk.engines.negotiation.frontier import Deal, restricted_frontier
from rembuk.engines.negotiation.table import Table


class NothingPossible(ValueError):
    """The duties alone cannot be met, so there is nothing to negotiate."""


@dataclass(frozen=True)
class Alone:
    """What each side reaches without a deal: its disagreement point."""

    residents: int
    government: int

    def accepts(self, deal: Deal) -> bool:
        """Say whether a deal leaves no side worse off than without it."""
        return deal.residents >= self.residents and deal.government >= self.government


@dataclass(frozen=True)
class Proposed:
    """A deal, and for each side how much of its way it goes: 0 is what it has alone, 1 the most it could hope for."""

    deal: Deal
    residents: Fraction
    government: Fraction


def alone(table: Table, residents_share: Fraction) -> Alone:
    """Return the best that each side does alone with its share of what each fund holds after the duties.

    The share is agreed before scores are seen. Whatever the two then choose can be paid for together, so a deal that
    both accept exists unless conditions forbid the two choices together. Raises NothingPossible when duties cannot be
    met.
    """
    ours = _frontier_alone(table, residents_share)
    theirs = ours if residents_share == Fraction(1, 2) else _frontier_alone(table, 1 - residents_share)
    return Alone(ours[0].residents, theirs[-1].government)


def _frontier_alone(table: Table, share: Fraction) -> tuple[Deal, ...]:
    # The ends of a frontier are what one side alone would choose. The search is quicker with both sides in view.
    deals = restricted_frontier(table, share=share)
    if not deals:
        raise NothingPossible("The duties cannot be met.")
    return deals


def proposed(deals: Sequence[Deal], without: Alone) -> tuple[Proposed, ...]:
    """Return the deals of a frontier that both sides accept, with the way that each goes; empty if there is none.

    The most that a side can hope for is its best deal among these (Kalai and Smorodinsky 1975). A side that has
    nothing to win has reached it.
    """
    accepted = [deal for deal in deals if without.accepts(deal)]
    if not accepted:
        return ()
    residents = max(deal.residents for deal in accepted)
    government = max(deal.government for deal in accepted)
    return tuple(
        Proposed(
            deal,
            _way(deal.residents, without.residents, residents),
            _way(deal.government, without.government, government),
        )
        for deal in accepted
    )


def _way(score: int, start: int, goal: int) -> Fraction:
    return Fraction(score - start, goal - start) if goal > start else Fraction(1)


def leximin(choices: Sequence[Proposed]) -> Proposed | None:
    """Return the deal whose worse-off side goes the furthest; of those, the one whose other side does (Imai 1983).

    Changing the unit or zero of one side's scores changes nothing. Of equals it is the cheaper, then the first by id.
    """
    return _best(choices, _ways)


def nash(choices: Sequence[Proposed]) -> Proposed | None:
    """Return the deal with the greatest product of both ways (Nash 1950); of equals that of `leximin`."""
    return _best(choices, lambda choice: (choice.residents * choice.government, *_ways(choice)))


def _ways(choice: Proposed) -> tuple[Fraction, ...]:
    return tuple(sorted((choice.residents, choice.government)))


def _best(choices: Sequence[Proposed], merit: Callable[[Proposed], tuple[Fraction, ...]]) -> Proposed | None:
    """Return the first by merit, then by cost, then by id."""
    ordered = sorted(choices, key=lambda choice: (choice.deal.cost, choice.deal.projects))
    return max(ordered, key=merit, default=None)
