# SPDX-License-Identifier: Apache-2.0
"""k-means on the map without chance: eight fixed starts, and the grouping at which most of them arrive.

The steps are Lloyd's ("Least squares quantization in PCM", 1982). Which grouping they end at depends on where they
begin; Polis begins with the first k points, others draw lots. Here k-means begins eight times, from the outermost
points on each of the four sides and from points far apart, and all eight walk at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rembuk.engines.opinions.projection import Floats
from rembuk.engines.opinions.votes import Ints

_STEPS = 300


@dataclass(frozen=True, eq=False)
class Clusters:
    """Which of k clusters each place belongs to, the middle of each (k x 2), and the sum of squared distances to it."""

    labels: Ints
    middles: Floats
    inertia: float

    @property
    def sizes(self) -> Ints:
        """How many places each cluster has."""
        return np.bincount(self.labels, minlength=len(self.middles))


def cluster(places: Floats, count: int) -> Clusters | None:
    """Return the grouping into `count` clusters at which most starts arrive; of equals the one with the least inertia.

    None when no start ends with that many clusters. Clusters are numbered by size, the largest first, then from left to
    right. Places come in canonical order. Time is O(places x count) for each of at most 300 steps.
    """
    labels, middles = _walked(places, _starts(places, count))
    found = [
        _numbered(places, labels[start], middles[start])
        for start in range(len(labels))
        if np.bincount(labels[start], minlength=count).all()
    ]
    arrivals: dict[bytes, list[Clusters]] = {}
    for clusters in found:
        arrivals.setdefault(clusters.labels.tobytes(), []).append(clusters)
    ranked = sorted(arrivals.values(), key=lambda same: (-len(same), same[0].inertia))
    return ranked[0][0] if ranked else None


def nearest_middle(places: Floats, middles: Floats) -> Ints:
    """Return the number of the middle nearest to each place; of equals the first."""
    nearest: Ints = _nearest(places, middles[None])[0]
    return nearest


def silhouette(places: Floats, clusters: Clusters) -> float:
    """Return how much nearer people stand to their own group than to the next, from -1 to 1.

    It is the mean silhouette (Rousseeuw 1987) with squared distances, which needs no pairs: the mean squared distance
    from a place to the members of a cluster is its squared distance to the middle plus the cluster's variance. O(places
    x k).
    """
    own = np.arange(len(places)), clusters.labels
    squares = ((places[:, None] - clusters.middles) ** 2).sum(axis=2)
    variances = np.bincount(clusters.labels, squares[own], minlength=len(clusters.middles)) / clusters.sizes
    distances = squares + variances
    inside = distances[own]
    distances[own] = np.inf
    outside = distances.min(axis=1)
    return round(float(np.mean((outside - inside) / np.maximum(np.maximum(outside, inside), 1e-12))), 9)


def _starts(places: Floats, count: int) -> Floats:
    """Return eight sets of middles to begin from (8 x count x 2)."""
    starts = []
    for axis in range(2):
        rising = np.lexsort((places[:, 1 - axis], places[:, axis]))
        for order in (rising, rising[::-1]):
            starts += [places[order[:count]], _far_apart(places, order[0], count)]
    return np.array(starts)


def _far_apart(places: Floats, first: int, count: int) -> Floats:
    """Choose a place, then always the one farthest from those chosen (Gonzalez 1985)."""
    chosen = [places[first]]
    distance = np.full(len(places), np.inf)
    while len(chosen) < count:
        distance = np.minimum(distance, ((places - chosen[-1]) ** 2).sum(axis=1))
        chosen.append(places[distance.argmax()])
    return np.array(chosen)


def _walked(places: Floats, middles: Floats) -> tuple[Ints, Floats]:
    labels = _nearest(places, middles)
    walking = np.arange(len(middles))
    for _ in range(_STEPS):
        middles[walking] = _middles(places, labels[walking], middles[walking])
        moved = _nearest(places, middles[walking])
        has_moved = (moved != labels[walking]).any(axis=1)
        labels[walking] = moved
        walking = walking[has_moved]
        if not walking.size:
            break
    return labels, middles


def _nearest(places: Floats, middles: Floats) -> Ints:
    """Return the nearest middle of each place (starts x places), one middle after the other: k is small."""
    labels = np.zeros((len(middles), len(places)), np.int64)
    least = np.full(labels.shape, np.inf)
    for number in range(middles.shape[1]):
        across = places[:, 0] - middles[:, number, :1]
        along = places[:, 1] - middles[:, number, 1:]
        squares = across * across + along * along
        labels[squares < least] = number
        least = np.minimum(least, squares)
    return labels


def _middles(places: Floats, labels: Ints, before: Floats) -> Floats:
    """Return the mean place of each cluster; a cluster that lost everybody stays where it was."""
    starts, count = before.shape[:2]
    slots = (labels + count * np.arange(starts)[:, None]).ravel()
    sizes = np.bincount(slots, minlength=starts * count).reshape(starts, count)
    sums = [
        np.bincount(slots, np.tile(places[:, axis], starts), minlength=starts * count).reshape(starts, count)
        for axis in range(2)
    ]
    means = np.stack(sums, axis=2) / np.maximum(sizes, 1)[:, :, None]
    return np.where(sizes[:, :, None] > 0, means, before)


def _numbered(places: Floats, labels: Ints, middles: Floats) -> Clusters:
    sizes = np.bincount(labels, minlength=len(middles))
    order = np.lexsort((middles[:, 1], middles[:, 0], -sizes))
    renamed = np.argsort(order)[labels]
    inertia = float(((places - middles[labels]) ** 2).sum())
    return Clusters(renamed, middles[order], inertia)
