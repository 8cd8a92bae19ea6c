# SPDX-License-Identifier: Apache-2.0
"""A puzzle taken apart where no row ties its projects together, and the answers put together again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from rembuk.engines.negotiation.puzzle import Puzzle


class Choice(NamedTuple):
    """A bundle that no other beats: its scores, its cost and the columns of its projects."""

    residents: int
    government: int
    cost: int
    columns: tuple[int, ...]


NOTHING = Choice(0, 0, 0, ())


def parts(puzzle: Puzzle) -> Iterator[tuple[Puzzle, tuple[int, ...]]]:
    """Yield the smallest puzzles that share no row, each with the columns that it takes; empty rows are left out."""
    for columns in _tied(puzzle):
        mine = puzzle.rows[:, columns].any(axis=1)
        place = {column: position for position, column in enumerate(columns)}
        yield (
            Puzzle(
                tuple(puzzle.projects[column] for column in columns),
                puzzle.scores[:, columns],
                puzzle.costs[columns],
                puzzle.rows[mine][:, columns],
                puzzle.limits[mine],
                tuple((place[low], place[high]) for low, high in puzzle.better if low in place and high in place),
            ),
            tuple(columns),
        )


def _tied(puzzle: Puzzle) -> list[list[int]]:
    groups = [{column} for column in range(len(puzzle.costs))]
    for row in puzzle.rows:
        touched = set(np.flatnonzero(row).tolist())
        joined = [group for group in groups if group & touched]
        groups = [group for group in groups if not group & touched]
        groups += [set().union(*joined)] if joined else []
    return sorted(sorted(group) for group in groups)


def together(answers: Iterable[Sequence[Choice]]) -> list[Choice]:
    """Return the best choices of a whole puzzle from those of its parts.

    Scores, costs and the preference for first projects all add up over the parts. So whatever is best as a whole is
    made of what is best in each part.
    """
    return reduce(_both, answers, [NOTHING])


def _both(left: Sequence[Choice], right: Sequence[Choice]) -> list[Choice]:
    return list(undominated(_joined(one, other) for one in left for other in right))


def _joined(one: Choice, other: Choice) -> Choice:
    return Choice(
        one.residents + other.residents,
        one.government + other.government,
        one.cost + other.cost,
        tuple(sorted(one.columns + other.columns)),
    )


def undominated(found: Iterable[Choice]) -> Iterator[Choice]:
    """Yield the choices that no other beats, best for the residents first; of equals the cheapest, then the first."""
    highest = -1
    for choice in sorted(
        found, key=lambda choice: (-choice.residents, -choice.government, choice.cost, choice.columns)
    ):
        if choice.government > highest:
            highest = choice.government
            yield choice
