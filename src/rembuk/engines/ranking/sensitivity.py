# SPDX-License-Identifier: Apache-2.0
"""How firmly a ranking stands: what another weight would change, and who is near the cut line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from rembuk.engines.ranking.rubric import Rubric
from rembuk.engines.ranking.scores import Placed, Proposal, Ranking, rank


@dataclass(frozen=True)
class Change:
    """A proposal that would stand at another place."""

    proposal: str
    before: int
    after: int


@dataclass(frozen=True)
class Shift:
    """A weight moved by some percent, with the other weights as they are, and the places that would change."""

    criterion: str
    percent: int
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Tipping:
    """By how many percent a weight must change for two neighbours to be equal; beyond it they change places."""

    criterion: str
    percent: Fraction


@dataclass(frozen=True)
class CutLine:
    """The last proposal inside and the first one outside, the points between them, and what would exchange them.

    `tippings` names every criterion whose weight alone could do it, the smallest change first.
    """

    inside: str
    outside: str
    margin: Fraction
    tippings: tuple[Tipping, ...]


def shifts(rubric: Rubric, proposals: Iterable[Proposal], percent: int = 20) -> tuple[Shift, ...]:
    """Return, for each criterion, what changes when its weight alone is so many percent lower, and higher."""
    known = tuple(proposals)
    before = rank(rubric, known).places
    return tuple(
        Shift(criterion.id, change, _changes(before, rank(_moved(rubric, criterion.id, change), known)))
        for criterion in rubric.criteria
        for change in (-percent, percent)
    )


def _moved(rubric: Rubric, moved: str, percent: int) -> Rubric:
    """Multiply every weight by 100, so that it stays a whole number, and the moved one by some percent more."""
    return replace(
        rubric,
        criteria=tuple(
            replace(each, weight=each.weight * (100 + percent if each.id == moved else 100)) for each in rubric.criteria
        ),
    )


def _changes(before: Mapping[str, int], after: Ranking) -> tuple[Change, ...]:
    return tuple(
        Change(each.proposal, before[each.proposal], each.place)
        for each in after.placed
        if each.place != before[each.proposal]
    )


def affordable_places(ranking: Ranking, costs: Mapping[str, int], budget: int) -> int:
    """Return how many proposals, from the first place on, the budget pays for before the first that does not fit."""
    for each in ranking.placed:
        budget -= costs[each.proposal]
        if budget < 0:
            return each.place - 1
    return len(ranking.placed)


def cut_line(ranking: Ranking, places: int) -> CutLine | None:
    """Return who stands on either side of the line after so many places; None when nobody stands on one of them."""
    if not 0 < places < len(ranking.placed):
        return None
    inside, outside = ranking.placed[places - 1], ranking.placed[places]
    tippings = sorted(_tippings(inside, outside), key=lambda each: (abs(each.percent), each.criterion))
    return CutLine(inside.proposal, outside.proposal, inside.total - outside.total, tuple(tippings))


def _tippings(inside: Placed, outside: Placed) -> Iterator[Tipping]:
    """Solve sum of w·(p - q) + t·w_c·(p_c - q_c) = 0 for the relative change t of each weight w_c."""
    leads = {
        score.criterion: score.weight * (score.points - other.points)
        for score, other in zip(inside.scores, outside.scores, strict=True)
    }
    whole = sum(leads.values())
    for criterion, lead in leads.items():
        # A weight that is taken away wholly, or more, is no weight.
        if lead and (percent := -100 * whole / lead) > -100:
            yield Tipping(criterion, percent)
