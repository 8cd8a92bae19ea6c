# SPDX-License-Identifier: Apache-2.0
"""Groups of people who answer alike, shown only when they would stand without half of the people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np

from rembuk.engines.opinions.clusters import Clusters, cluster, silhouette
from rembuk.engines.opinions.projection import Floats, canonical_order
from rembuk.engines.opinions.stability import stability
from rembuk.engines.opinions.votes import Ints, Votes

# As in Polis: fewer answers place a person too loosely.
ANSWERS_NEEDED = 7
# As in Polis.
MOST_GROUPS = 5
# Below it a group could be seen to be certain neighbours.
SMALLEST_GROUP = 5
# One more group has to make the groups clearer by this much, else the simpler picture is kept.
WORTH_A_GROUP = 0.02
FIRM = Fraction(6, 10)


class Refusal(StrEnum):
    """Why no groups are shown."""

    TOO_FEW_PEOPLE = "too few people"
    NO_GROUPS = "no groups"
    UNSTABLE = "unstable"


@dataclass(frozen=True, eq=False)
class Grouping:
    """The groups that were found, largest first, and whether they may be shown.

    `members` are places in the list of participants, `labels` their groups. Both are empty when there are none to test.
    """

    members: Ints
    labels: Ints
    silhouette: float
    stability: Fraction
    refusal: Refusal | None

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many people each group has, largest first."""
        return tuple(int(size) for size in np.bincount(self.labels))


def find_groups(votes: Votes, pairs: Floats, places: Floats) -> Grouping:
    """Return the groups of those who answered enough: 7 statements, or all where there are fewer."""
    order = canonical_order(places)
    members = order[votes.answered[order] >= min(ANSWERS_NEEDED, len(votes.statements))]
    if len(members) < 2 * SMALLEST_GROUP:
        return _none(Refusal.TOO_FEW_PEOPLE)
    best = _clearest(places[members])
    if best is None:
        return _none(Refusal.NO_GROUPS)
    clusters, clarity = best
    firmness = stability(votes, pairs, order, members, clusters.labels)
    return Grouping(members, clusters.labels, clarity, firmness, None if firmness >= FIRM else Refusal.UNSTABLE)


def _clearest(places: Floats) -> tuple[Clusters, float] | None:
    """Return the fewest groups that are nearly as clear as the clearest."""
    tried = [cluster(places, count) for count in range(2, MOST_GROUPS + 1)]
    judged = [(found, silhouette(places, found)) for found in tried if found and found.sizes.min() >= SMALLEST_GROUP]
    best = max((clarity for _, clarity in judged), default=0.0)
    return next((pair for pair in judged if pair[1] > best - WORTH_A_GROUP), None)


def _none(refusal: Refusal) -> Grouping:
    nobody = np.zeros(0, np.int64)
    return Grouping(nobody, nobody, 0.0, Fraction(0), refusal)
