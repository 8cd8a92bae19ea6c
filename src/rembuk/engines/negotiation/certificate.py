# SPDX-License-Identifier: Apache-2.0
"""A proof that a deal cannot be improved, which a stranger can check with additions and multiplications alone.

Every condition is a row: weights times choices is at most a limit (`conditions`). That some bundle gives at least R to
the residents and G to the government makes two more rows, -v·x <= -R and -g·x <= -G. A deal with the scores (R, G)
cannot be improved when neither (R + 1, G) nor (R, G + 1) can be had.

To refute such a goal, decide projects one after the other, each way, until the decided ones leave no choice. This is so
when whole numbers y >= 0, one for each row, make a sum of rows that even the best completion breaks:

    sum over decided j of c_j x_j + sum over open j of min(0, c_j) > sum of y·limits,  where c = sum of y·rows.

The certificate lists the ends of the tree with their numbers y. Checking it needs no search, no division and no trust.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rembuk.engines.negotiation.bounds import root_prices, scaled
from rembuk.engines.negotiation.frontier import Deal, deal_of
from rembuk.engines.negotiation.puzzle import Row, puzzle_from
from rembuk.engines.negotiation.table import Side, Table, fund_groups

DIRECTIONS = 24
STEPS = 200
# Prices become whole numbers in this unit; a coarser one would only make the tree larger.
UNIT = 2**80


@dataclass(frozen=True)
class End:
    """Decisions that leave no choice, "1" for each project taken and "0" for each left, and which numbers show it."""

    decided: str
    weights: int


@dataclass(frozen=True)
class Refutation:
    """Why no bundle gives both sides at least so much."""

    residents: int
    government: int
    ends: tuple[End, ...]


@dataclass(frozen=True)
class Certificate:
    """The order in which projects are decided, the lists of numbers y that ends point to, and both refutations.

    A list has a number for each row of `conditions`, then one for the residents' goal and one for the government's.
    """

    order: tuple[str, ...]
    weights: tuple[tuple[int, ...], ...]
    refutations: tuple[Refutation, Refutation]


def conditions(table: Table) -> list[Row]:
    """Return all conditions as rows: groups of funds, duties, refusals, conflicts, needs; each kind in order of ids."""
    rows = [_money(table, group) for group in fund_groups(table)]
    rows += [Row({id_: -1}, -1) for id_ in sorted(table.duties)]
    rows += [Row({id_: 1}, 0) for id_ in sorted(table.refused)]
    rows += [Row(dict.fromkeys(sorted(pair), 1), 1) for pair in sorted(table.conflicts, key=sorted)]
    rows += [Row({id_: 1, needed: -1}, 0) for id_ in sorted(table.needs) for needed in sorted(table.needs[id_])]
    return rows


def _money(table: Table, group: frozenset[str]) -> Row:
    costs = {project.id: project.cost for project in table.projects if project.funds <= group}
    return Row(costs, sum(table.funds[fund] for fund in group))


# --- proving -------------------------------------------------------------------------------------------------------


def certificate(table: Table, deal: Deal) -> Certificate | None:
    """Return the proof that a possible deal cannot be improved; None if it can be."""
    order, weights = _prices(table)
    trees = [_Tree(table, order, weights, goal) for goal in _goals(deal)]
    found = [tree.ends() for tree in trees]
    if any(ends is None for ends in found):
        return None
    more_for_residents, more_for_government = (
        Refutation(*tree.goal, tuple(ends or ())) for tree, ends in zip(trees, found, strict=True)
    )
    return _with_used_weights(Certificate(order, weights, (more_for_residents, more_for_government)))


def _goals(deal: Deal) -> tuple[tuple[int, int], tuple[int, int]]:
    return (deal.residents + 1, deal.government), (deal.residents, deal.government + 1)


def _prices(table: Table) -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]:
    """Return the order of decisions, heaviest first, and lists of numbers y: each row by itself, then good prices."""
    rows = conditions(table)
    alone = [tuple(int(row == place) for row in range(len(rows) + 2)) for place in range(len(rows) + 2)]
    puzzle = puzzle_from(table.projects, rows)
    units = scaled(puzzle, DIRECTIONS)
    prices = root_prices(units, puzzle.limits / units.row_scale, STEPS).rows
    heavy = np.abs(units.values - prices @ units.rows).mean(axis=0) * puzzle.costs
    order = tuple(puzzle.projects[place] for place in np.argsort(-heavy, kind="stable"))
    numbers = np.concatenate([prices / units.row_scale, units.directions / units.score_scale], axis=1)
    return order, (*alone, *(tuple(int(number * UNIT) for number in each) for each in numbers.tolist()))


class _Tree:
    """The decisions for one goal, and for each list y how much room its sum of rows has left."""

    def __init__(
        self, table: Table, order: Sequence[str], weights: Sequence[tuple[int, ...]], goal: tuple[int, int]
    ) -> None:
        self.goal = goal
        rows = [*conditions(table), *_goal_rows(table, goal)]
        sums = [_sum_of_rows(rows, each) for each in weights]
        self.coefficients = [[each.weights.get(project, 0) for each in sums] for project in order]
        self.room = [each.limit - sum(min(0, weight) for weight in each.weights.values()) for each in sums]

    def ends(self) -> list[End] | None:
        """Return the ends of the whole tree; None if some bundle reaches the goal."""
        found: list[End] = []
        waiting = [("", self.room)]
        while waiting:
            decided, room = waiting.pop()
            broken = min(range(len(room)), key=room.__getitem__, default=0)
            if room and room[broken] < 0:
                found.append(End(decided, broken))
            elif len(decided) == len(self.coefficients):
                return None
            else:
                waiting += self._branches(decided, room)
        return found

    def _branches(self, decided: str, room: list[int]) -> Iterator[tuple[str, list[int]]]:
        coefficients = self.coefficients[len(decided)]
        yield decided + "0", [left + min(0, c) for left, c in zip(room, coefficients, strict=True)]
        yield decided + "1", [left - max(0, c) for left, c in zip(room, coefficients, strict=True)]


def _with_used_weights(full: Certificate) -> Certificate:
    used = sorted({end.weights for refutation in full.refutations for end in refutation.ends})
    place = {old: new for new, old in enumerate(used)}
    first, second = (
        Refutation(each.residents, each.government, tuple(End(end.decided, place[end.weights]) for end in each.ends))
        for each in full.refutations
    )
    return Certificate(full.order, tuple(full.weights[old] for old in used), (first, second))


# --- checking ------------------------------------------------------------------------------------------------------


def flaw(table: Table, deal: Deal, proof: Certificate) -> str:
    """Return the first thing that is wrong with a certificate in a sentence; empty if it proves its claim."""
    if deal != deal_of(table, frozenset(deal.projects)) or _broken(table, deal):
        return "The deal is not possible, or not worth what it says."
    if sorted(proof.order) != sorted(project.id for project in table.projects):
        return "The order does not name every project once."
    if any(weight < 0 for each in proof.weights for weight in each):
        return "A number is negative."
    if tuple((each.residents, each.government) for each in proof.refutations) != _goals(deal):
        return "The refutations are not about this deal."
    return next((wrong for each in proof.refutations if (wrong := _flaw_in(table, proof, each))), "")


def _broken(table: Table, deal: Deal) -> bool:
    return any(sum(row.weights.get(id_, 0) for id_ in deal.projects) > row.limit for row in conditions(table))


def _flaw_in(table: Table, proof: Certificate, refutation: Refutation) -> str:
    rows = [*conditions(table), *_goal_rows(table, (refutation.residents, refutation.government))]
    if any(len(each) != len(rows) for each in proof.weights):
        return "A list of numbers does not fit the rows."
    if not _is_whole(sorted(end.decided for end in refutation.ends)):
        return "The ends leave a case out."
    sums = [_sum_of_rows(rows, each) for each in proof.weights]
    open_ends = (end for end in refutation.ends if not _is_broken(proof.order, end, sums))
    return next((f"The end {end.decided!r} is still possible." for end in open_ends), "")


def _is_whole(decided: Sequence[str]) -> bool:
    """Say whether every way to decide passes exactly one of these ends, given in order: they fill the whole line."""
    reached = 0
    depth = max(map(len, decided), default=0)
    for path in decided:
        if set(path) - {"0", "1"} or int(path or "0", 2) << (depth - len(path)) != reached:
            return False
        reached += 1 << (depth - len(path))
    return reached == 1 << depth and bool(decided)


def _is_broken(order: Sequence[str], end: End, sums: Sequence[Row]) -> bool:
    if not 0 <= end.weights < len(sums) or len(end.decided) > len(order):
        return False
    total = sums[end.weights]
    least = 0
    for place, project in enumerate(order):
        weight = total.weights.get(project, 0)
        least += min(0, weight) if place >= len(end.decided) else weight * int(end.decided[place])
    return least > total.limit


def _goal_rows(table: Table, goal: tuple[int, int]) -> list[Row]:
    return [
        Row({project.id: -project.worth(side) for project in table.projects}, -least)
        for side, least in zip(Side, goal, strict=True)
    ]


def _sum_of_rows(rows: Sequence[Row], weights: Sequence[int]) -> Row:
    total: dict[str, int] = {}
    for row, times in zip(rows, weights, strict=True):
        for project, weight in row.weights.items():
            total[project] = total.get(project, 0) + times * weight
    return Row(total, sum(times * row.limit for row, times in zip(rows, weights, strict=True)))
