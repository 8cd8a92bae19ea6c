"""What counts is weighed before the seal; after it, options are scored by who did not propose them, with evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.engines.ranking import NotOnTheScale
from rembuk.journal.actions import record_act
from rembuk.journal.queries import Fact
from rembuk.people.models import Person
from rembuk.priorities.guards import NotNow, insist_unsealed
from rembuk.priorities.models import Round, RoundCriterion, RoundOption, Score
from rembuk.priorities.permissions import SCORERS, may_score_option, may_weigh_criteria
from rembuk.priorities.phases import phase_of_round
from rembuk.priorities.states import RoundPhase
from rembuk.priorities.urgency import value_of
from rembuk.programmes.queries import rules_of
from rembuk.voices.permissions import role_of
from rembuk.voices.wording import line

HEAVIEST = 10


class NotACriterion(ValueError):
    """The library has no such criterion, or the weight is out of range; the message names it."""


class BadScore(ValueError):
    """A value is not on the scale of its criterion; the message says which values are."""


@transaction.atomic
def weigh_criteria(round_: Round, weights: Mapping[str, int], *, by: Person | None, at: datetime) -> None:
    """Say which criteria of the library count in a round and how much, in place of what was said before its seal."""
    if by is None or not may_weigh_criteria(by, round_, at=at):
        raise PermissionDenied
    insist_unsealed(round_)
    known = {criterion.key for criterion in rules_of(round_.rule_set).criteria}
    for key, weight in weights.items():
        if key not in known or not 1 <= weight <= HEAVIEST:
            raise NotACriterion(f"{key}: {weight}")
    # Nothing was decided yet; what was said before stands in the journal.
    RoundCriterion.objects.filter(round=round_).delete()
    RoundCriterion.objects.bulk_create(
        RoundCriterion(round=round_, key=key, weight=weight) for key, weight in sorted(weights.items())
    )
    facts: dict[str, Fact] = {"title": round_.title, "weights": [f"{key}: {weights[key]}" for key in sorted(weights)]}
    record_act("round.weighed", round_, by=by, at=at, public=True, region_number=round_.region_number, **facts)


@transaction.atomic
def score_option(option: RoundOption, key: str, value: str, evidence: str, *, by: Person | None, at: datetime) -> Score:
    """Score an option of a sealed round by one criterion, with evidence, in place of the score before; none is lost."""
    round_ = option.round
    if by is None or not may_score_option(by, option, at=at):
        raise PermissionDenied
    if (phase := phase_of_round(round_, None, at=at)) is not RoundPhase.SCORING:
        raise NotNow(phase.value)
    criterion = RoundCriterion.objects.select_for_update().filter(round=round_, key=key).first()
    if criterion is None:
        raise NotACriterion(key)
    score = Score.objects.create(
        option=option,
        criterion=criterion,
        version=Score.objects.filter(option=option, criterion=criterion).count() + 1,
        value=_on_the_scale(round_, key, value.strip()),
        evidence=line(evidence, "evidence", longest=500),
        scored_by=by,
        scored_as=role_of(by, SCORERS, round_.region_number, at=at),
        scored_at=at,
    )
    facts: dict[str, Fact] = {
        "title": round_.title, "about": option.code, "criterion": key, "value": score.value,
        "version": score.version, "evidence": score.evidence, "role": score.scored_as,
    }  # fmt: skip
    record_act("round.scored", round_, by=by, at=at, public=True, region_number=round_.region_number, **facts)
    return score


def _on_the_scale(round_: Round, key: str, value: str) -> str:
    scale = rules_of(round_.rule_set).criterion(key).scale
    try:
        known = value_of(scale, value)
        scale.points(known)
    except (NotOnTheScale, ValueError) as error:
        raise BadScore(str(error)) from None
    return str(known)
