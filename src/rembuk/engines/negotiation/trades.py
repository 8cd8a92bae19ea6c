# SPDX-License-Identifier: Apache-2.0
"""Exchanges that leave no side worse off, the smallest first; none, and the deal cannot be improved."""

from __future__ import annotations

from dataclasses import dataclass

from rembuk.engines.negotiation.frontier import Deal, frontier, restricted_frontier
from rembuk.engines.negotiation.puzzle import Row
from rembuk.engines.negotiation.table import Table


@dataclass(frozen=True)
class Trade:
    """Give up these projects, take up those; the deal that follows is better for one side and worse for none."""

    gives_up: tuple[str, ...]
    takes_up: tuple[str, ...]
    deal: Deal


def trades(table: Table, deal: Deal) -> tuple[Trade, ...]:
    """Return the best trades among those that change the fewest projects, best for the residents first.

    The deal must be possible. Empty exactly when no possible bundle is better for one side and not worse for the other.
    """
    better = [best for best in frontier(table) if _beats(best, deal)]
    if not better:
        return ()
    # One of these changes `enough` projects, so no more need be looked at.
    enough = min(_distance(deal, best) for best in better)
    return next(found for most in range(1, enough + 1) if (found := _nearby(table, deal, most)))


def _nearby(table: Table, deal: Deal, most: int) -> tuple[Trade, ...]:
    """Return the best trades that change at most so many projects."""
    rows = [*_no_worse(table, deal), _near(table, deal, most)]
    found = restricted_frontier(table, extra=rows)
    return tuple(_trade(deal, better) for better in found if _beats(better, deal))


def _beats(better: Deal, deal: Deal) -> bool:
    scores, others = (better.residents, better.government), (deal.residents, deal.government)
    return scores != others and all(high >= low for high, low in zip(scores, others, strict=True))


def _distance(deal: Deal, other: Deal) -> int:
    return len(frozenset(deal.projects) ^ frozenset(other.projects))


def _no_worse(table: Table, deal: Deal) -> list[Row]:
    return [
        Row({project.id: -project.residents for project in table.projects}, -deal.residents),
        Row({project.id: -project.government for project in table.projects}, -deal.government),
    ]


def _near(table: Table, deal: Deal, most: int) -> Row:
    """Count what is added, and what is kept as less than nothing: added + given up = added + (deal - kept) <= most."""
    weights = {project.id: -1 if project.id in deal.projects else 1 for project in table.projects}
    return Row(weights, most - len(deal.projects))


def _trade(deal: Deal, better: Deal) -> Trade:
    return Trade(
        tuple(project for project in deal.projects if project not in better.projects),
        tuple(project for project in better.projects if project not in deal.projects),
        better,
    )
