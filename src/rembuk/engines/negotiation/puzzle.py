# SPDX-License-Identifier: Apache-2.0
"""A negotiation as whole numbers: choose yes or no for each project, keep every row, want both scores high."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rembuk.engines.negotiation.table import Project, Side, Table, fund_groups

Integers: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Row:
    """A linear condition: what the chosen projects weigh together is at most `limit`. Weights not named are zero."""

    weights: dict[str, int]
    limit: int


@dataclass(frozen=True)
class Puzzle:
    """Maximise two scores over all choices x in {0,1}^m with rows @ x <= limits.

    `scores` has the shape (2, m), `rows` (r, m), `limits` (r,), `costs` (m,). The column of `projects[j]` is j; equal
    scores prefer the lower cost, then the projects that come first. Pairs (worse, better) in `better` are columns of
    which a best choice never takes the first without the second; they spare the search time and change no answer.
    """

    projects: tuple[str, ...]
    scores: Integers
    costs: Integers
    rows: Integers
    limits: Integers
    better: tuple[tuple[int, int], ...]


def puzzle_of(
    table: Table, forced: frozenset[str], *, share: Fraction = Fraction(1), extra: Sequence[Row] = ()
) -> Puzzle:
    """Return the choice that remains when the forced projects are taken: over all others that are not refused.

    Without extra rows, a project that nobody wants and nothing needs is left out at once, as it costs money. `share` is
    that of `fund_rows`; extra rows speak of any projects, forced ones included.
    """
    decided = forced | table.refused
    free = [project for project in table.projects if project.id not in decided]
    rows = [*fund_rows(table, share), *_conflict_rows(table), *_need_rows(table), *extra]
    better: tuple[tuple[int, int], ...] = ()
    if not extra:  # An extra row may prefer what is otherwise worse.
        needed = frozenset().union(*table.needs.values())
        free = [project for project in free if project.residents or project.government or project.id in needed]
        better = tuple(_better_first(table, free))
    open_rows = [_without(forced, row) for row in rows]
    return puzzle_from(free, [row for row in open_rows if _binds(row, free)], better)


def fund_rows(table: Table, share: Fraction = Fraction(1)) -> list[Row]:
    """Return one row per group of funds: what only this group may pay for costs at most what the group holds.

    By the theorem of Hall (1935), in the form of max-flow and min-cut, the funds can pay for a bundle exactly when all
    these rows hold. With a share, each row is that share of what the group still holds once the duties are paid: two
    bundles for shares that add up to one can then always be paid together.
    """
    duties = table.with_needed(table.duties)
    rows = []
    for group in fund_groups(table):
        if not _hangs_together(group, table.projects):
            continue
        costs = {project.id: project.cost for project in table.projects if project.funds <= group}
        held = sum(table.funds[fund] for fund in group)
        bound = sum(cost for id_, cost in costs.items() if id_ in duties)
        rows.append(Row(costs, bound + int(share * (held - bound)) if share != 1 else held))
    return rows


def _hangs_together(group: frozenset[str], projects: Sequence[Project]) -> bool:
    """Say whether projects link all funds of a group; otherwise the rows of its parts already say it all."""
    linked = frozenset(sorted(group)[:1])
    while (
        wider := frozenset().union(*(each.funds for each in projects if each.funds <= group and each.funds & linked))
        - linked
    ):
        linked |= wider
    return linked == group


def _conflict_rows(table: Table) -> list[Row]:
    return [Row(dict.fromkeys(sorted(pair), 1), 1) for pair in sorted(table.conflicts, key=sorted)]


def _need_rows(table: Table) -> list[Row]:
    return [Row({id_: 1, needed: -1}, 0) for id_ in sorted(table.needs) for needed in sorted(table.needs[id_])]


def _better_first(table: Table, free: Sequence[Project]) -> Iterator[tuple[int, int]]:
    """Yield columns (worse, better) of which no best choice takes the worse one alone, as it could take the other.

    The better one has no greater cost, no lower score and no fewer funds; of equals it is the first. Projects in
    conditions are left out, since an exchange could break these.
    """
    bound = frozenset().union(*table.conflicts, table.needs, *table.needs.values())
    loose = [(column, project) for column, project in enumerate(free) if project.id not in bound]
    for (first, one), (second, other) in combinations(loose, 2):
        if _at_least_as_good(one, other):
            yield second, first
        elif _at_least_as_good(other, one):
            yield first, second


def _at_least_as_good(one: Project, other: Project) -> bool:
    return (
        one.cost <= other.cost
        and one.residents >= other.residents
        and one.government >= other.government
        and one.funds >= other.funds
    )


def _without(forced: frozenset[str], row: Row) -> Row:
    """Move what is decided to the other side of a row."""
    used = sum(weight for id_, weight in row.weights.items() if id_ in forced)
    return Row({id_: weight for id_, weight in row.weights.items() if id_ not in forced}, row.limit - used)


def _binds(row: Row, free: Sequence[Project]) -> bool:
    return sum(max(0, row.weights.get(project.id, 0)) for project in free) > row.limit


def puzzle_from(free: Sequence[Project], rows: Sequence[Row], better: tuple[tuple[int, int], ...] = ()) -> Puzzle:
    """Return the choice among these projects under these rows."""
    return Puzzle(
        projects=tuple(project.id for project in free),
        scores=np.array([[project.worth(side) for project in free] for side in Side], np.int64).reshape(2, len(free)),
        costs=np.array([project.cost for project in free], np.int64),
        rows=np.array([[row.weights.get(project.id, 0) for project in free] for row in rows], np.int64).reshape(
            len(rows), len(free)
        ),
        limits=np.array([row.limit for row in rows], np.int64),
        better=better,
    )
