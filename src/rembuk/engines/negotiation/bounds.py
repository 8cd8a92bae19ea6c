# SPDX-License-Identifier: Apache-2.0
"""Upper bounds on what a bundle can still reach, from prices on money.

Let t weigh the two scores, p >= 0 be a price for each row, and fix some projects. For every completion x of the fixed
ones that keeps the rows, with s the slack that the fixed ones leave,

    t·u(x)  <=  t·u(fixed) + p·s + sum over open projects j of max(0, t·u_j - p·row_j),

because the rows' own slack is not negative and prices are not either (Lagrangian relaxation; Geoffrion 1974). Any
prices give a bound; good ones come from a subgradient walk (Held, Wolfe, Crowder 1974). So prices are plain floating-
point numbers: the inequality above holds exactly for the very numbers that the machine holds.

What is rounded is its evaluation alone. It is a sum of products of n <= m + r + 4 terms, each of relative error at most
4 ulp before summation, and a sum of n terms in any order is off by at most (n - 1) u / (1 - n u) times the sum of their
magnitudes, u = 2^-53 (Higham 2002, section 4.2). `margin` is more than twice that for the greatest magnitudes that can
occur, and a bound is trusted only beyond it: what is given up is worse for certain. What is kept is judged in integers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rembuk.engines.negotiation.puzzle import Puzzle

Floats = npt.NDArray[np.float64]

_ULP = 2.0**-52


@dataclass(frozen=True)
class Scaled:
    """A puzzle divided so that each side's scores add up to one and each row is near one.

    `directions` has the shape (k, 2): the weights t under which bounds are kept. `values` is directions @ scores.
    """

    directions: Floats
    values: Floats
    rows: Floats
    row_scale: Floats
    score_scale: Floats


@dataclass(frozen=True)
class Prices:
    """Prices of the rows under each direction, (k, r), good for the projects from column `first` on.

    `rest[:, j]` is what the projects from `first + j` on can add at most.
    """

    rows: Floats
    first: int
    rest: Floats


def scaled(puzzle: Puzzle, directions: int) -> Scaled:
    """Return a puzzle in comparable units, with directions spread evenly from one side to the other."""
    score_scale = np.maximum(1, puzzle.scores.sum(axis=1)).astype(float)
    row_scale = np.maximum(np.maximum(1, np.abs(puzzle.limits)), np.abs(puzzle.rows).max(axis=1, initial=1)).astype(
        float
    )
    toward = np.linspace(0.0, 1.0, directions)
    weights = np.stack([1 - toward, toward], axis=1)
    values = weights @ (puzzle.scores / score_scale[:, None])
    return Scaled(weights, values, puzzle.rows / row_scale[:, None], row_scale, score_scale)


def root_prices(scaled_: Scaled, slack: Floats, steps: int) -> Prices:
    """Return prices for the whole puzzle, by a walk that starts from nothing."""
    nothing = Prices(np.zeros((len(scaled_.directions), len(scaled_.rows))), 0, np.empty(0))
    return better_prices(scaled_, nothing, 0, slack, steps)


def better_prices(scaled_: Scaled, known: Prices, first: int, slack: Floats, steps: int) -> Prices:
    """Return prices for the projects from `first` on when the rows have this slack left, starting from known ones."""
    values, rows = scaled_.values[:, first:], scaled_.rows[:, first:]
    prices = _walk(values, rows, slack, known.rows, steps)
    gains = np.maximum(values - prices @ rows, 0)
    rest = np.zeros((len(values), gains.shape[1] + 1))
    rest[:, :-1] = np.cumsum(gains[:, ::-1], axis=1)[:, ::-1]
    return Prices(prices, first, rest)


def _walk(values: Floats, rows: Floats, slack: Floats, start: Floats, steps: int) -> Floats:
    """Lower sum(max(0, values - p rows)) + p slack by steps against the subgradient; return the best prices seen."""
    prices, best = start, start
    lowest = np.full(len(values), np.inf)
    pace, stalled = np.full(len(values), 0.05), np.zeros(len(values))
    for _ in range(steps):
        margins = values - prices @ rows
        taken = margins > 0
        reached = prices @ slack + np.where(taken, margins, 0).sum(axis=1)
        improved = reached < lowest * (1 - 1e-9)
        best = np.where(improved[:, None], prices, best)
        lowest = np.minimum(lowest, reached)
        stalled = np.where(improved, 0, stalled + 1)
        slower = stalled >= 5
        pace, stalled = np.where(slower, pace * 0.6, pace), np.where(slower, 0, stalled)
        unused = slack - taken @ rows.T
        unused[(prices <= 0) & (unused > 0)] = 0
        length = pace * np.abs(lowest) / ((unused * unused).sum(axis=1) + 1e-30)
        prices = np.maximum(0, np.where(slower[:, None], best, prices) - length[:, None] * unused)
    return best


def margin(scaled_: Scaled, prices: Prices) -> Floats:
    """Return for each direction how far a bound with these prices can be from its true value at most."""
    terms = sum(scaled_.rows.shape) + 4
    per_row = 1 + np.abs(scaled_.rows).sum(axis=1)
    magnitude: Floats = 2 + scaled_.values.sum(axis=1) + 2 * prices.rows @ per_row
    return 4 * (terms + 8) * _ULP * magnitude
