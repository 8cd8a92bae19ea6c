# SPDX-License-Identifier: Apache-2.0
"""How far two rankings, or two sets of funded projects, are from each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import sqrt

# How likely a reader goes on to the next place, in the words of Webber, Moffat and Zobel.
PATIENCE = Fraction(9, 10)


class NotComparable(ValueError):
    """The two rankings are not about the same things; the message says which."""


@dataclass(frozen=True)
class Apart:
    """Rupiah that one set gives and the other does not, and their share of all rupiah that the two sets give."""

    rupiah: int
    share: Fraction


@dataclass(frozen=True)
class TauB:
    """Kendall's tau-b in whole numbers: pairs in the same order, in opposite order, and pairs tied on each side."""

    same: int
    opposite: int
    tied_left: int
    tied_right: int
    pairs: int

    @property
    def signed_square(self) -> Fraction:
        """The square of tau-b with the sign of tau-b, exactly; 0 when one side ties everything."""
        left, right = self.pairs - self.tied_left, self.pairs - self.tied_right
        lead = self.same - self.opposite
        return Fraction(lead * abs(lead), left * right) if left and right else Fraction(0)

    def __float__(self) -> float:
        square = float(self.signed_square)
        return sqrt(square) if square >= 0 else -sqrt(-square)


def money_apart(costs: Mapping[str, int], left: Collection[str], right: Collection[str]) -> Apart:
    """Return the rupiah by which two funded sets differ: the sum of the costs of what only one of them funds."""
    ours, theirs = frozenset(left), frozenset(right)
    rupiah = sum(costs[project] for project in ours ^ theirs)
    together = sum(costs[project] for project in ours) + sum(costs[project] for project in theirs)
    return Apart(rupiah, Fraction(rupiah, together) if together else Fraction(0))


def kendall_tau_b(left: Mapping[str, int], right: Mapping[str, int]) -> TauB:
    """Compare two rankings of the same things, given as places; equal places are ties (Kendall 1945)."""
    if left.keys() != right.keys():
        raise NotComparable(f"Ranked on one side only: {', '.join(sorted(left.keys() ^ right.keys()))}.")
    signs = Counter(
        (left[one] - left[other]) * (right[one] - right[other]) for one, other in combinations(sorted(left), 2)
    )
    return TauB(
        same=sum(times for sign, times in signs.items() if sign > 0),
        opposite=sum(times for sign, times in signs.items() if sign < 0),
        tied_left=_tied(left),
        tied_right=_tied(right),
        pairs=len(left) * (len(left) - 1) // 2,
    )


def _tied(places: Mapping[str, int]) -> int:
    return sum(times * (times - 1) // 2 for times in Counter(places.values()).values())


def rank_biased_overlap(left: Sequence[str], right: Sequence[str], patience: Fraction = PATIENCE) -> Fraction:
    """Return how alike two lists are from the top, from 0 to 1; what stands high counts most.

    It is the extrapolated overlap of Webber, Moffat and Zobel (2010), equation 23, over the length of the shorter
    list: X_k/k · p^k + (1 - p)/p · sum of X_d/d · p^d for d from 1 to k, where X_d counts what the first d places have
    in common. Two empty lists are alike. `patience` p lies between 0 and 1; an id comes at most once in a list.
    """
    depth = min(len(left), len(right))
    if depth == 0:
        return Fraction(len(left) == len(right))
    common = [len(frozenset(left[:place]) & frozenset(right[:place])) for place in range(1, depth + 1)]
    terms = [Fraction(both, place) * patience**place for place, both in enumerate(common, start=1)]
    return terms[-1] + (1 - patience) / patience * sum(terms, Fraction(0))
