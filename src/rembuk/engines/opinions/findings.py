# SPDX-License-Identifier: Apache-2.0
"""What the groups share, what bridges them and what divides them. Exact fractions, given the groups.

Group-aware consensus is that of Polis (Small et al. 2021). The tests are one-sided at 90 %, as there (z >= 1.2816), and
squared, so that no root is taken; unlike there, a single answer is never enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import prod

from rembuk.engines.opinions.tallies import Answers, Tally

# The square of the 90 % point of the normal distribution.
_SURE = Fraction("1.2816") ** 2


class Side(StrEnum):
    """For or against a statement."""

    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True)
class Shared:
    """A statement that people are of one mind about, on which side, and how strongly."""

    answers: Answers
    side: Side
    strength: Fraction


@dataclass(frozen=True)
class Dividing:
    """A statement that divides: the group most for it, the group most against it, and the gap between their shares.

    Without groups both are None, and the gap is the smaller of the two camps among everybody.
    """

    answers: Answers
    most_for: int | None
    most_against: int | None
    gap: Fraction


def consensus(every: Iterable[Answers]) -> tuple[Shared, ...]:
    """Return statements by group-aware consensus, strongest first, each on its stronger side; of equals in their order.

    The strength is the product over the groups of the share that takes the side, so one group that does not is enough
    to pull it down. Without groups everybody is the one group. Only statements with a majority on the side are listed.
    """
    return _strongest(every, _common_share, _is_majority)


def bridging(every: Iterable[Answers]) -> tuple[Shared, ...]:
    """Return statements with a sure majority on one side in every single group, by the weakest group's share.

    Without groups there is nothing to bridge, and nothing is returned.
    """
    return _strongest(
        (answers for answers in every if answers.groups),
        lambda answers: min(group.agreement for group in answers.groups),
        lambda answers: all(is_sure_majority(group) for group in answers.groups),
    )


def _strongest(
    every: Iterable[Answers], strength: Callable[[Answers], Fraction], belongs: Callable[[Answers], bool]
) -> tuple[Shared, ...]:
    sides = [(answers, Side.FOR, answers) for answers in every]
    sides += [(answers, Side.AGAINST, answers.turned()) for answers, _, _ in sides]
    found = [Shared(answers, side, strength(seen)) for answers, side, seen in sides if belongs(seen)]
    return tuple(sorted(found, key=lambda shared: -shared.strength))


def _common_share(answers: Answers) -> Fraction:
    return prod((part.agreement for part in answers.parts), start=Fraction(1))


def _is_majority(answers: Answers) -> bool:
    return all(2 * part.agreed > part.answered for part in answers.parts)


def is_sure_majority(tally: Tally) -> bool:
    """Say whether so many agree as an even chance brings in at most one of ten cases.

    The binomial test in its normal form with continuity correction: 2 agreed - answered - 1 >= 1.2816 sqrt(answered).
    """
    lead = 2 * tally.agreed - tally.answered - 1
    return lead > 0 and lead**2 >= _SURE * tally.answered


def dividing(every: Iterable[Answers]) -> tuple[Dividing, ...]:
    """Return statements that divide, the widest gap first; of equals in their order.

    With groups: those where the shares that agree differ surely between the group most for it and the group most
    against it, tested as two proportions. Without: those with a camp on both sides, by the smaller camp's share.
    """
    found = [divided for answers in every if (divided := _divided(answers))]
    return tuple(sorted(found, key=lambda divided: -divided.gap))


def _divided(answers: Answers) -> Dividing | None:
    if not answers.groups:
        everyone = answers.everyone
        gap = min(everyone.agreement, everyone.disagreement)
        return Dividing(answers, None, None, gap) if min(everyone.agreed, everyone.disagreed) else None
    shares = [group.agreement for group in answers.groups]
    most_for, most_against = shares.index(max(shares)), shares.index(min(shares))
    if not differ_surely(answers.groups[most_for], answers.groups[most_against]):
        return None
    return Dividing(answers, most_for, most_against, max(shares) - min(shares))


def differ_surely(left: Tally, right: Tally) -> bool:
    """Say whether the shares that agree differ beyond chance.

    The test of two proportions, with one for and one against added to each (Agresti and Caffo 2000).
    """
    for_left, for_right = left.agreed + 1, right.agreed + 1
    of_left, of_right = left.answered + 2, right.answered + 2
    agreed, answered = for_left + for_right, of_left + of_right
    # (p - q)^2 >= z^2 r (1 - r) (1 / m + 1 / n), with r the share of both, brought on one denominator.
    apart = (for_left * of_right - for_right * of_left) ** 2 * answered
    return apart >= _SURE * (agreed * (answered - agreed) * of_left * of_right)
