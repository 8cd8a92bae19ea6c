# SPDX-License-Identifier: Apache-2.0
"""All best compromises of a puzzle: branch and bound over two scores at once, in blocks.

Depth by depth a project is taken or left. A partial bundle is given up only when its bound (`bounds`) lies beyond every
corner where something new could be: better than nothing known, or as good as something known and perhaps cheaper. Many
partial bundles of one depth are judged together as arrays, the deepest block first, so that memory stays small and good
bundles are found early. Rows and scores are 64-bit integers throughout; `Table` keeps their sums below 2^62.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from rembuk.engines.negotiation.bounds import Floats, Prices, Scaled, better_prices, margin, root_prices, scaled
from rembuk.engines.negotiation.parts import Choice, parts, together, undominated
from rembuk.engines.negotiation.puzzle import Integers, Puzzle

Taken: TypeAlias = npt.NDArray[np.bool_]

# How the search goes about it; the answer is the same for any numbers. Chosen by measuring at 16, 40 and 64 projects.
DIRECTIONS = 24
BLOCK = 1024
BEAM = 30
ROOT_STEPS = 60
STEPS = 25
DEPTHS_PER_PRICE = 4
TRIED_OUT = 10  # Up to so many projects, all choices at once are quicker than any bound.


class _Block(NamedTuple):
    """Partial bundles of one depth: what is taken (n, m), the slack of the rows (n, r) and both scores (n, 2)."""

    depth: int
    taken: Taken
    slack: Integers
    scores: Integers


@dataclass
class _Search:
    """The puzzle in the order of its decisions, and the best choices so far, with columns in the order of the asker.

    `position[j]` says when the asker's column j is decided; `costs` are in the asker's order. What is left at depth d
    is left only without `worse[d]`, what is taken there is taken only with `better[d]`; both were decided before.
    """

    puzzle: Puzzle
    scaled: Scaled
    spare: Integers
    worse: list[list[int]]
    better: list[list[int]]
    position: npt.NDArray[np.intp]
    costs: Integers
    best: list[Choice]
    corners: Floats


def best_choices(puzzle: Puzzle) -> tuple[Choice, ...]:
    """Return one choice for each pair of scores that no other pair beats, best for the residents first.

    Of choices with the same two scores it is the cheapest one, and of those the one whose first projects come first.
    Empty when no choice keeps all rows. Exact; the time grows exponentially in the worst case.
    """
    if (puzzle.limits[~puzzle.rows.any(axis=1)] < 0).any():
        return ()
    return tuple(together(_best_of_part(part, columns) for part, columns in parts(puzzle)))


def _best_of_part(puzzle: Puzzle, columns: tuple[int, ...]) -> list[Choice]:
    best = _tried_out(puzzle) if len(columns) <= TRIED_OUT else _searched(puzzle)
    return [choice._replace(columns=tuple(columns[column] for column in choice.columns)) for choice in best]


def _tried_out(puzzle: Puzzle) -> list[Choice]:
    projects = len(puzzle.costs)
    taken = (np.arange(2**projects)[:, None] >> np.arange(projects) & 1).astype(bool)
    taken = taken[(taken @ puzzle.rows.T <= puzzle.limits).all(axis=1)]
    return _new_best([], taken, taken @ puzzle.scores.T, puzzle.costs)


def _searched(puzzle: Puzzle) -> list[Choice]:
    search, prices = _prepared(puzzle)
    if (search.spare[0] > puzzle.limits).any():
        return []
    _take_beam(search, prices)
    waiting = [(_start(search.puzzle), prices)]
    while waiting:
        waiting += _explored(search, *waiting.pop())
    return search.best


def _prepared(puzzle: Puzzle) -> tuple[_Search, Prices]:
    """Put the heaviest decisions first: great loss if taken wrongly, and much money; the tail fits in finely."""
    directions = DIRECTIONS if puzzle.scores.any(axis=1).all() else 2
    rough = scaled(puzzle, directions)
    prices = root_prices(rough, puzzle.limits / rough.row_scale, ROOT_STEPS)
    weight = np.abs(rough.values - prices.rows @ rough.rows).mean(axis=0) * puzzle.costs
    column = np.argsort(-weight, kind="stable")
    search = _in_order(puzzle, column, directions)
    return search, better_prices(search.scaled, prices, 0, puzzle.limits / rough.row_scale, 1)


def _in_order(puzzle: Puzzle, column: npt.NDArray[np.intp], directions: int) -> _Search:
    position = np.argsort(column)
    ordered = replace(puzzle, scores=puzzle.scores[:, column], costs=puzzle.costs[column], rows=puzzle.rows[:, column])
    pairs = [(int(position[low]), int(position[high])) for low, high in puzzle.better]
    fine = scaled(ordered, directions)
    return _Search(
        puzzle=ordered,
        scaled=fine,
        spare=_spare(ordered),
        worse=[[low for low, high in pairs if high == depth and low < depth] for depth in range(len(column))],
        better=[[high for low, high in pairs if low == depth and high < depth] for depth in range(len(column))],
        position=position,
        costs=puzzle.costs,
        best=[],
        corners=_corners(fine, []),
    )


def _spare(puzzle: Puzzle) -> Integers:
    """Return for each depth what the projects still open can give back to each row at most, as a negative number."""
    spare = np.zeros((len(puzzle.costs) + 1, len(puzzle.limits)), np.int64)
    spare[:-1] = np.cumsum(np.minimum(0, puzzle.rows)[:, ::-1], axis=1)[:, ::-1].T
    return spare


def _start(puzzle: Puzzle) -> _Block:
    projects = len(puzzle.costs)
    return _Block(0, np.zeros((1, projects), bool), puzzle.limits[None].copy(), np.zeros((1, 2), np.int64))


def _explored(search: _Search, block: _Block, prices: Prices) -> Iterator[tuple[_Block, Prices]]:
    """Yield what is left to explore of a block, the most urgent last."""
    if len(block.taken) > BLOCK:
        yield _cut(block, slice(BLOCK, None)), prices
        block = _cut(block, slice(BLOCK))
    if block.depth == len(search.puzzle.costs):
        _record(search, block)
        return
    prices = _fresh_prices(search, block, prices)
    children = _children(search, block)
    kept = _cut(children, _promising(search, children, prices))
    if len(kept.taken):
        yield kept, prices


def _cut(block: _Block, part: slice | Taken | npt.NDArray[np.intp]) -> _Block:
    return _Block(block.depth, block.taken[part], block.slack[part], block.scores[part])


def _fresh_prices(search: _Search, block: _Block, prices: Prices) -> Prices:
    if block.depth - prices.first < DEPTHS_PER_PRICE:
        return prices
    slack = (block.slack / search.scaled.row_scale).mean(axis=0)
    return better_prices(search.scaled, prices, block.depth, slack, STEPS)


def _children(search: _Search, block: _Block) -> _Block:
    """Return the partial bundles that follow when the next project is left, and when it is taken."""
    depth, puzzle = block.depth, search.puzzle
    left = _cut(block, np.flatnonzero(~np.any(block.taken[:, search.worse[depth]], axis=1)))
    added = _cut(block, np.flatnonzero(np.all(block.taken[:, search.better[depth]], axis=1)))
    added.taken[:, depth] = True
    both = _Block(
        depth + 1,
        np.concatenate([left.taken, added.taken]),
        np.concatenate([left.slack, added.slack - puzzle.rows[:, depth]]),
        np.concatenate([left.scores, added.scores + puzzle.scores[:, depth]]),
    )
    return _cut(both, (both.slack >= search.spare[depth + 1]).all(axis=1))


def _promising(search: _Search, block: _Block, prices: Prices) -> Taken:
    """Say for each partial bundle whether some corner is within its bound in every direction."""
    reach = _bounds(search.scaled, block, prices) + margin(search.scaled, prices)
    within = np.ones((len(reach), search.corners.shape[1]), bool)
    # One direction after the other; all at once would take three axes and twice the time.
    for bounds, corners in zip(reach.T, search.corners, strict=True):
        within &= bounds[:, None] >= corners
    some: Taken = np.any(within, axis=1)
    return some


def _bounds(scaled_: Scaled, block: _Block, prices: Prices) -> Floats:
    reached = (block.scores / scaled_.score_scale) @ scaled_.directions.T
    bought = (block.slack / scaled_.row_scale) @ prices.rows.T
    bound: Floats = reached + bought + prices.rest[:, block.depth - prices.first]
    return bound


def _take_beam(search: _Search, prices: Prices) -> None:
    """Find good bundles fast: keep only the most promising few under each direction at each depth."""
    block = _start(search.puzzle)
    while block.depth < len(search.puzzle.costs) and len(block.taken):
        prices = _fresh_prices(search, block, prices)
        block = _children(search, block)
        if len(block.taken) > BEAM * len(search.scaled.directions):
            bound = _bounds(search.scaled, block, prices)
            block = _cut(block, np.unique(np.argpartition(-bound, BEAM, axis=0)[:BEAM]))
    _record(search, block)


def _record(search: _Search, block: _Block) -> None:
    """Keep what the complete bundles of a block add to the best ones."""
    taken = block.taken[:, search.position]
    best = _new_best(search.best, taken, block.scores, search.costs)
    if best != search.best:
        search.best = best
        search.corners = _corners(search.scaled, best)


def _new_best(best: list[Choice], taken: Taken, scores: Integers, costs: Integers) -> list[Choice]:
    cost = taken @ costs
    order = np.lexsort((cost, -scores[:, 1], -scores[:, 0]))
    government = scores[order, 1]
    rising = order[government >= np.maximum.accumulate(government)]
    return list(undominated([*best, *(_choice(taken[place], scores[place], cost[place]) for place in rising)]))


def _choice(taken: Taken, scores: Integers, cost: np.int64) -> Choice:
    residents, government = scores.tolist()
    return Choice(residents, government, int(cost), tuple(np.flatnonzero(taken).tolist()))


def _corners(scaled_: Scaled, best: list[Choice]) -> Floats:
    """Return the thresholds under each direction, (k, n + 2), of the places where something new could be.

    Let the best be sorted by falling R and rising G, and y be a pair that none of them beats. If P is the last of them
    with G_P <= G_y and Q the one after it, then R_y > R_Q, or Q would beat y: so y lies at or above (R_Q + 1, G_P). If
    P is the last of all, then y is P or G_y > G_P. Before the first one, G_P is 0.
    """
    after, before = [choice.residents + 1 for choice in best], [0, *(choice.government for choice in best)]
    last = [best[-1][:2], (0, best[-1].government + 1)] if best else [(0, 0)]
    corners = [*zip(after, before, strict=False), *last]
    return scaled_.directions @ (np.array(corners).T / scaled_.score_scale[:, None])
