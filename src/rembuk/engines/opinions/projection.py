# SPDX-License-Identifier: Apache-2.0
"""The map: people who answer alike stand close together, by the two main directions in which answers differ.

Principal components of the table of votes, as Polis has them (Small et al., "Polis: Scaling deliberation by mapping
high dimensional opinion spaces", 2021): a missing answer is taken as the statement's mean, and a place is stretched by
sqrt(statements / answers), so that few answers do not pull a person to the middle.

The table is never filled. Counts of pairs of answers, which are whole numbers and therefore exact in whatever order
they are added, give the covariance; so the order of participants cannot change a single bit of the map.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rembuk.engines.opinions.votes import Flags, Ints, Votes

Floats = NDArray[np.float64]

# Sums in one block stay below 2^24, up to where float32 holds every whole number.
_BLOCK = 4096
# Beyond nine decimals only the machine speaks, not the votes.
_DECIMALS = 9


@dataclass(frozen=True, eq=False)
class Axes:
    """Two directions in the space of statements (statements x 2), from the mean answer of each."""

    means: Floats
    directions: Floats


def pair_counts(votes: Votes, chosen: Flags | None = None) -> Floats:
    """Return how often answers that are not set aside met in one person, over all participants or the chosen.

    For m statements the result is 2m x 2m: with v the value of an answer and a = 1 where there is one, the sums over
    people of [v v', v a'; a v', a a']. Time is O(participants m^2), memory O(m^2).
    """
    kept = votes.kept
    width = 2 * len(kept.statements)
    total = np.zeros((width, width))
    ends = np.searchsorted(kept.voters, np.arange(0, len(votes.participants) + _BLOCK, _BLOCK))
    for number, (start, end) in enumerate(pairwise(ends)):
        block = _block(kept, number * _BLOCK, slice(start, end))
        if chosen is not None:
            block = block[chosen[number * _BLOCK : number * _BLOCK + len(block)]]
        total += block.T @ block
    return total


def _block(votes: Votes, first: int, part: slice) -> NDArray[np.float32]:
    width = len(votes.statements)
    table = np.zeros((min(_BLOCK, len(votes.participants) - first), 2 * width), np.float32)
    rows, columns = votes.voters[part] - first, votes.topics[part]
    table[rows, columns] = votes.values[part]
    table[rows, columns + width] = 1
    return table


def axes_of(pairs: Floats) -> Axes:
    """Return the two directions along which the answers behind these pair counts differ most.

    A direction is turned so that its largest weight is positive; there are always two, if need be empty ones.
    """
    width = len(pairs) // 2
    answers, sums = np.diag(pairs)[width:], np.diag(pairs[:width, width:])
    means = sums / np.maximum(answers, 1)
    crossed = pairs[:width, width:] * means
    spread = pairs[:width, :width] - crossed - crossed.T + pairs[width:, width:] * np.outer(means, means)
    strength, vectors = np.linalg.eigh(spread)
    return Axes(means, _turned(_two(strength, vectors)))


def _two(strength: Floats, vectors: Floats) -> Floats:
    """Take the strongest two, and nothing for a direction in which nobody differs."""
    best = np.where(strength > 1e-9, vectors, 0.0)[:, ::-1][:, :2]
    return np.pad(best, ((0, 0), (0, 2 - best.shape[1])))


def _turned(directions: Floats) -> Floats:
    rounded = np.round(directions, _DECIMALS)
    largest = np.abs(rounded).argmax(axis=0)
    turn = np.where(rounded[largest, np.arange(2)] < 0, -1.0, 1.0)
    turned: Floats = rounded * turn
    return turned


def places_of(votes: Votes, axes: Axes) -> Floats:
    """Return where each participant stands (participants x 2), in O(votes)."""
    kept = votes.kept
    beside_mean = kept.values - axes.means[kept.topics]
    weights = axes.directions[kept.topics]
    number = len(votes.participants)
    sums = [np.bincount(kept.voters, beside_mean * weights[:, axis], minlength=number) for axis in range(2)]
    places: Floats = np.round(np.column_stack(sums) * _stretch(votes)[:, None], _DECIMALS)
    return places + 0.0  # Without minus zero.


def _stretch(votes: Votes) -> Floats:
    passed_by_all = int(votes.aside.sum())
    stretch: Floats = np.sqrt(len(votes.statements) / np.maximum(votes.kept.answered + passed_by_all, 1))
    return stretch


def extremity(axes: Axes) -> Floats:
    """Return for each statement how far one agreement with it alone takes a person from the middle of the map."""
    reach = np.sqrt(len(axes.means)) * (1 - axes.means)
    extremities: Floats = np.round(np.hypot(*axes.directions.T) * reach, _DECIMALS)
    return extremities


def canonical_order(places: Floats) -> Ints:
    """Return the participants from left to right, then upwards, so that their names and order mean nothing."""
    return np.lexsort((places[:, 1], places[:, 0]))
