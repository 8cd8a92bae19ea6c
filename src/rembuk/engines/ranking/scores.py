# SPDX-License-Identifier: Apache-2.0
"""From values to places: gates first, then points times weights, then ties by the agreed rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from rembuk.engines.merkle.canonical import digest
from rembuk.engines.ranking.rubric import Criterion, Rubric
from rembuk.engines.ranking.scales import NotOnTheScale, Value


class NotScorable(ValueError):
    """A proposal lacks what the rubric asks for, or says it in a way the scale does not know."""


@dataclass(frozen=True)
class Proposal:
    """What is known of a proposal: which gates it passed, and a value for each criterion.

    A gate that nobody has judged is not passed. Values of a proposal that stays at a gate may be missing.
    """

    id: str
    passed: frozenset[str]
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Score:
    """What one criterion adds: the value, its points from 0 to 100, and whether a cap held it."""

    criterion: str
    value: Value
    points: Fraction
    weight: int
    capped: bool


@dataclass(frozen=True)
class Placed:
    """A proposal with its place. `total` is the weighted mean of its points, from 0 to 100.

    `settled_by` is empty when the total differs from the one above, or else the criterion that settled the tie, or
    "id" when nothing but the id did.
    """

    place: int
    proposal: str
    total: Fraction
    scores: tuple[Score, ...]
    settled_by: str = ""


@dataclass(frozen=True)
class Stopped:
    """A proposal that is not ranked, and the gates it has not passed."""

    proposal: str
    gates: tuple[str, ...]


@dataclass(frozen=True)
class Ranking:
    """The places, the proposals that stayed at a gate, and the digests of what it was reckoned from."""

    placed: tuple[Placed, ...]
    stopped: tuple[Stopped, ...]
    rubric: str
    proposals: str

    @property
    def places(self) -> dict[str, int]:
        """The place of each ranked proposal, from 1."""
        return {each.proposal: each.place for each in self.placed}


def rank(rubric: Rubric, proposals: Iterable[Proposal]) -> Ranking:
    """Return the places of all proposals that pass every gate; whoever reckons again gets the same.

    Their order in `proposals` plays no part. Raises NotScorable when a value is missing or not on its scale, or when
    an id comes twice.
    """
    by_id = sorted(proposals, key=lambda proposal: proposal.id)
    _refuse_doubles(by_id)
    stopped = tuple(Stopped(each.id, gates) for each in by_id if (gates := _open_gates(rubric, each)))
    held = {each.proposal for each in stopped}
    scored = [(each.id, _scores(rubric, each)) for each in by_id if each.id not in held]
    return Ranking(_placed(rubric, scored), stopped, rubric.digest, _digest(by_id))


def _refuse_doubles(proposals: Sequence[Proposal]) -> None:
    for id_, times in Counter(proposal.id for proposal in proposals).items():
        if times > 1:
            raise NotScorable(f"{id_!r} is proposed {times} times.")


def _open_gates(rubric: Rubric, proposal: Proposal) -> tuple[str, ...]:
    return tuple(gate for gate in rubric.gates if gate not in proposal.passed)


def _scores(rubric: Rubric, proposal: Proposal) -> tuple[Score, ...]:
    return tuple(_score(criterion, proposal) for criterion in rubric.criteria)


def _score(criterion: Criterion, proposal: Proposal) -> Score:
    if criterion.id not in proposal.values:
        raise NotScorable(f"{proposal.id!r} has no value for {criterion.id!r}.")
    value = proposal.values[criterion.id]
    try:
        points = criterion.scale.points(value)
    except NotOnTheScale as unknown:
        raise NotScorable(f"{proposal.id!r}, {criterion.id!r}: {unknown}") from None
    return Score(criterion.id, value, points.points, criterion.weight, points.capped)


def _placed(rubric: Rubric, scored: Sequence[tuple[str, tuple[Score, ...]]]) -> tuple[Placed, ...]:
    found = [(_keys(rubric, scores), id_, scores) for id_, scores in scored]
    # A stable sort of what stands in the order of the ids: equals follow each other by id.
    found.sort(key=lambda each: each[0], reverse=True)
    reasons = ["", *(_settled_by(rubric, above[0], below[0]) for above, below in pairwise(found))]
    return tuple(
        Placed(place, id_, keys[0], scores, reason)
        for place, ((keys, id_, scores), reason) in enumerate(zip(found, reasons, strict=False), start=1)
    )


def _keys(rubric: Rubric, scores: Sequence[Score]) -> tuple[Fraction, ...]:
    """Return what is compared, in order: the total, then the points of the criteria that settle ties."""
    points = {score.criterion: score.points for score in scores}
    total = sum((score.weight * score.points for score in scores), Fraction(0)) / rubric.whole_weight
    return (total, *(points[criterion] for criterion in rubric.ties))


def _settled_by(rubric: Rubric, above: tuple[Fraction, ...], below: tuple[Fraction, ...]) -> str:
    names = ("", *rubric.ties)
    return next((name for name, high, low in zip(names, above, below, strict=True) if high != low), "id")


def _digest(proposals: Sequence[Proposal]) -> str:
    return digest([
        {
            "id": each.id,
            "passed": sorted(each.passed),
            "values": {criterion: str(value) for criterion, value in each.values.items()},
        }
        for each in proposals
    ])
