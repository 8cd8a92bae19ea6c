# SPDX-License-Identifier: Apache-2.0
"""Would the groups be the same had half of the people stayed at home?

Participants are parted into two halves, and each half alone draws its own map and its own groups for everybody. How
well these agree with the groups of all is measured by the adjusted Rand index (Hubert and Arabie 1985): 1 for the same
groups, about 0 for groups at random. The mean over all halves is the stability (after Ben-Hur, Elisseeff and Guyon
2002).

The halves come from a fixed mixing of the places in canonical order (SplitMix64: Steele, Lea and Flood 2014), so the
same votes always give the same figure, whatever the participants are called.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from rembuk.engines.opinions.clusters import cluster, nearest_middle
from rembuk.engines.opinions.projection import Floats, axes_of, canonical_order, pair_counts, places_of
from rembuk.engines.opinions.votes import Flags, Ints, Votes

ROUNDS = 5


def stability(votes: Votes, pairs: Floats, order: Ints, grouped: Ints, labels: Ints) -> Fraction:
    """Return the mean agreement of the groups drawn by halves with the groups of all, rounded to thousandths.

    `pairs` are the pair counts of all; `order` all participants in canonical order; `grouped` those who have a group,
    and `labels` their groups. One half's pair counts are all less the other's, so a round costs half a count.
    """
    agreements = []
    for number in range(ROUNDS):
        half = _half(order, number)
        counted = pair_counts(votes, half)
        for members, counts in ((half, counted), (~half, pairs - counted)):
            agreements.append(adjusted_rand(_groups_by(votes, counts, members, grouped, labels.max() + 1), labels))
    return round(Fraction(sum(agreements)) / len(agreements), 3)


def _half(order: Ints, number: int) -> Flags:
    """Choose half of the participants by their places in canonical order."""
    drawn = _mixed(np.arange(len(order), dtype=np.uint64) + (np.uint64(number + 1) << np.uint64(32)))
    chosen = np.zeros(len(order), np.bool_)
    chosen[order[np.argsort(drawn, kind="stable")[: len(order) // 2]]] = True
    return chosen


def _mixed(numbers: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Mix the bits of each number, as the last steps of SplitMix64 do."""
    numbers = numbers * np.uint64(0x9E3779B97F4A7C15)
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def _groups_by(votes: Votes, counts: Floats, members: Flags, grouped: Ints, count: int) -> Ints:
    """Group everybody who has a group as these members alone would; into one when they find no such groups."""
    places = places_of(votes, axes_of(counts))[grouped]
    own = places[members[grouped]]
    found = cluster(own[canonical_order(own)], count) if len(own) >= count else None
    return np.zeros(len(grouped), np.int64) if found is None else nearest_middle(places, found.middles)


def adjusted_rand(left: Ints, right: Ints) -> Fraction:
    """Return the adjusted Rand index of two groupings of the same people, exactly; 1 when both put all in one group."""
    table = np.zeros((int(left.max()) + 1, int(right.max()) + 1), np.int64)
    np.add.at(table, (left, right), 1)
    together = _pairs(table.ravel())
    lefts, rights = _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    everyone = len(left) * (len(left) - 1) // 2
    expected = Fraction(lefts * rights, everyone or 1)
    most = Fraction(lefts + rights, 2)
    return Fraction(1) if most == expected else (together - expected) / (most - expected)


def _pairs(sizes: Ints) -> int:
    return sum(int(size) * (int(size) - 1) // 2 for size in sizes)
