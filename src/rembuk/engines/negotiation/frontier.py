# SPDX-License-Identifier: Apache-2.0
"""Every deal that cannot be improved for one side without loss for the other, and what they have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from rembuk.engines.negotiation.puzzle import Row, puzzle_of
from rembuk.engines.negotiation.search import best_choices
from rembuk.engines.negotiation.table import Side, Table


@dataclass(frozen=True)
class Deal:
    """A bundle of projects in the order of the table, what it costs, and its score for each side."""

    projects: tuple[str, ...]
    cost: int
    residents: int
    government: int

    def worth(self, side: Side) -> int:
        """Return its score for a side."""
        return self.residents if side is Side.RESIDENTS else self.government


@dataclass(frozen=True)
class Agenda:
    """What is left to talk about: `agreed` is in every deal of a frontier, `lost` in none, `contested` in some."""

    agreed: tuple[str, ...]
    contested: tuple[str, ...]
    lost: tuple[str, ...]


def deal_of(table: Table, projects: frozenset[str]) -> Deal:
    """Return the deal that consists of these projects."""
    chosen = tuple(project for project in table.projects if project.id in projects)
    return Deal(
        tuple(project.id for project in chosen),
        sum(project.cost for project in chosen),
        sum(project.residents for project in chosen),
        sum(project.government for project in chosen),
    )


def frontier(table: Table) -> tuple[Deal, ...]:
    """Return one deal for each pair of scores that no possible bundle beats, best for the residents first.

    A bundle beats another that is worse for one side and not better for the other. Of deals with the same scores it
    is the cheapest, and of those the one whose first projects stand first on the table. Empty when the duties cannot
    be met at all; `clash` says why.
    """
    return restricted_frontier(table)


def restricted_frontier(table: Table, *, share: Fraction = Fraction(1), extra: Sequence[Row] = ()) -> tuple[Deal, ...]:
    """Return the frontier of the bundles that keep further rows, or get by with a share of what duties leave."""
    forced = table.with_needed(table.duties)
    if forced & table.refused:
        return ()
    puzzle = puzzle_of(table, forced, share=share, extra=extra)
    return tuple(
        deal_of(table, forced | {puzzle.projects[column] for column in choice.columns})
        for choice in best_choices(puzzle)
    )


def agenda(table: Table, deals: tuple[Deal, ...]) -> Agenda:
    """Return which projects all these deals have, which only some, and which none; `deals` is not empty."""
    everywhere = frozenset.intersection(*(frozenset(deal.projects) for deal in deals))
    somewhere = frozenset().union(*(deal.projects for deal in deals))
    ids = [project.id for project in table.projects]
    return Agenda(
        agreed=tuple(id_ for id_ in ids if id_ in everywhere),
        contested=tuple(id_ for id_ in ids if id_ in somewhere - everywhere),
        lost=tuple(id_ for id_ in ids if id_ not in somewhere),
    )
