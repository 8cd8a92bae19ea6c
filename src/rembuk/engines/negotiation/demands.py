# SPDX-License-Identifier: Apache-2.0
"""Red lines: which of them cannot hold together and why, and what each of them costs whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from rembuk.engines.negotiation.frontier import frontier
from rembuk.engines.negotiation.proposals import Alone, Proposed, leximin, proposed
from rembuk.engines.negotiation.table import Side, Table, fund_groups


class Wish(StrEnum):
    """What a red line asks for."""

    MUST = "must"
    NEVER = "never"


@dataclass(frozen=True)
class Demand:
    """A red line of one side: a project that must be built, or must never be."""

    side: Side
    project: str
    wish: Wish


@dataclass(frozen=True)
class Obstacle:
    """Why something is impossible: the projects that are wanted, and either what forbids it or the money that lacks.

    `kind` is "refused" (wanted, and ruled out), "conflict" (the pair excludes itself) or "money": nothing but `funds`
    may pay for the projects, and they lack `rupiah`.
    """

    kind: str
    projects: tuple[str, ...]
    funds: tuple[str, ...] = ()
    rupiah: int = 0


@dataclass(frozen=True)
class Clash:
    """The fewest demands that cannot hold together, and why; without demands it is the table's own duties."""

    demands: tuple[Demand, ...]
    obstacle: Obstacle


@dataclass(frozen=True)
class Price:
    """What a demand costs: how much lower the best acceptable deal of each side is, and what would be proposed then.

    The losses are never negative. `proposal` is None, and the losses too, when no acceptable deal meets the demand.
    """

    demand: Demand
    residents_loss: int | None
    government_loss: int | None
    proposal: Proposed | None


def with_demands(table: Table, demands: Iterable[Demand]) -> Table:
    """Return the table with the demands as conditions."""
    wishes = [(demand.wish, demand.project) for demand in demands]
    return table.with_demands(
        must=(project for wish, project in wishes if wish is Wish.MUST),
        never=(project for wish, project in wishes if wish is Wish.NEVER),
    )


def clash(table: Table, demands: Sequence[Demand]) -> Clash | None:
    """Return the smallest set of demands that cannot hold together, the first in their order; None if all can.

    A table can be met exactly when its duties, with all that they need, can: every condition but needs is easier to
    keep with fewer projects. So sets are tried from the smallest on, which takes at most 2^n quick looks.
    """
    for size in range(len(demands) + 1):
        for some in combinations(demands, size):
            if found := obstacle(with_demands(table, some)):
                return Clash(some, found)
    return None


def obstacle(table: Table) -> Obstacle | None:
    """Return what stands in the way of the table's duties; None if they can be met."""
    duties = table.with_needed(table.duties)
    if refused := duties & table.refused:
        return Obstacle("refused", tuple(sorted(refused)))
    for pair in sorted(table.conflicts, key=sorted):
        if pair <= duties:
            return Obstacle("conflict", tuple(sorted(pair)))
    return _missing_money(table, duties)


def _missing_money(table: Table, duties: frozenset[str]) -> Obstacle | None:
    for group in fund_groups(table):
        bound = [project.id for project in table.projects if project.id in duties and project.funds <= group]
        missing = table.cost(bound) - sum(table.funds[fund] for fund in group)
        if missing > 0:
            return Obstacle("money", tuple(bound), tuple(sorted(group)), missing)
    return None


def price_of(table: Table, demand: Demand, without: Alone) -> Price:
    """Return what a demand would cost each side, measured by the deals that both accept."""
    before = proposed(frontier(table), without)
    after = proposed(frontier(with_demands(table, [demand])), without)
    if not after:
        return Price(demand, None, None, None)
    return Price(
        demand,
        _best_for(before, Side.RESIDENTS) - _best_for(after, Side.RESIDENTS),
        _best_for(before, Side.GOVERNMENT) - _best_for(after, Side.GOVERNMENT),
        leximin(after),
    )


def _best_for(choices: Sequence[Proposed], side: Side) -> int:
    return max(choice.deal.worth(side) for choice in choices)
