"""How urgent the options of a round are, by the criteria that its forum weighed; reckoned anew from what is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rembuk.engines.ranking import Criterion, Line, Proposal, Ranking, Rubric, Span, rank, spans
from rembuk.plans.gates import gates_passed
from rembuk.plans.states import Gate
from rembuk.priorities.models import Round, RoundCriterion, RoundOption
from rembuk.priorities.rounds import options_of
from rembuk.programmes.criteria import CriterionRule
from rembuk.programmes.queries import rules_of
from rembuk.regions.models import Tier

# No score counts before the gates. What came up from a kampung is not the kampung's to decide: that is why it came.
GATES: Mapping[str, tuple[Gate, ...]] = {
    Tier.VILLAGE: tuple(Gate),
    Tier.SUBDISTRICT: tuple(gate for gate in Gate if gate is not Gate.AUTHORITY),
}


class NotScored(LookupError):
    """A round has no criteria, or scores are missing, so that nothing can be ranked; the message is how many."""


@dataclass(frozen=True)
class Scored:
    """The latest version of a score, as it counts."""

    option: str
    criterion: str
    version: int
    value: str
    evidence: str
    role: str


@dataclass(frozen=True)
class Urgency:
    """The options of a round, what was weighed, what was scored and which gates each has passed."""

    round: Round
    options: tuple[RoundOption, ...]
    weights: Mapping[str, int]
    scores: Mapping[tuple[str, str], Scored]
    passed: Mapping[str, frozenset[str]]

    @cached_property
    def criteria(self) -> tuple[CriterionRule, ...]:
        """The criteria that count, the weightiest first."""
        rules = rules_of(self.round.rule_set)
        return tuple(rules.criterion(key) for key in sorted(self.weights, key=lambda key: (-self.weights[key], key)))

    @cached_property
    def rubric(self) -> Rubric:
        """What was agreed before anything was scored; ties are settled by the weightiest criterion first."""
        criteria = tuple(Criterion(one.key, self.weights[one.key], one.scale) for one in self.criteria)
        return Rubric(gates_of(self.round), criteria, tuple(one.id for one in criteria))

    @property
    def missing(self) -> list[tuple[str, str]]:
        """Option and criterion of each score that is not there yet; of what stays at a gate none is asked for."""
        ready = [one.key for one in self.options if set(self.rubric.gates) <= self.passed[one.key]]
        return [(option, key) for option in ready for key in self.weights if (option, key) not in self.scores]

    @cached_property
    def ranking(self) -> Ranking:
        """The places of the options; raise NotScored while scores are missing."""
        if not self.weights or self.missing:
            raise NotScored(len(self.missing) if self.weights else 0)
        return rank(self.rubric, [self._proposal(option) for option in self.options])

    @property
    def is_ranked(self) -> bool:
        """Is there something to rank, and is every score there?"""
        return bool(self.weights) and not self.missing

    def spans(self, percent: int = 20) -> tuple[Span, ...]:
        """Return between which places each option stays while every weight moves by so many percent."""
        return spans(self.ranking, percent)

    def _proposal(self, option: RoundOption) -> Proposal:
        scales = {one.id: one.scale for one in self.rubric.criteria}
        values = {
            key: value_of(scale, self.scores[option.key, key].value)
            for key, scale in scales.items()
            if (option.key, key) in self.scores
        }
        return Proposal(option.key, self.passed[option.key], values)


def urgency_of(round_: Round, options: Iterable[RoundOption] | None = None) -> Urgency:
    """Return all that the ranking of a round is reckoned from; options that are known already are not asked for."""
    known = tuple(options_of(round_) if options is None else options)
    weights, scores = _weighed(round_)
    return Urgency(round_, known, weights, scores, _passed(known) if weights else {})


def gates_of(round_: Round) -> tuple[str, ...]:
    """Return the gates that an option of a round passes before it is ranked."""
    return tuple(gate.value for gate in GATES[round_.region.tier])


def value_of(scale: object, text: str) -> int | str:
    """Return a value as its scale takes it: a number, or the key of a mark, however it was typed."""
    return int(text) if isinstance(scale, Line) else " ".join(text.split()).casefold()


def _weighed(round_: Round) -> tuple[dict[str, int], dict[tuple[str, str], Scored]]:
    """Return weights and latest scores in one query."""
    weights: dict[str, int] = {}
    scores: dict[tuple[str, str], Scored] = {}
    told = ("scores__option__key", "scores__version", "scores__value", "scores__evidence", "scores__scored_as")
    rows = RoundCriterion.objects.filter(round=round_).order_by("key", "scores__version")
    for key, weight, option, version, value, evidence, role in rows.values_list("key", "weight", *told):
        weights[key] = weight
        if option is not None:
            scores[option, key] = Scored(option, key, version, value, evidence, role)
    return weights, scores


def _passed(options: Iterable[RoundOption]) -> dict[str, frozenset[str]]:
    known = list(options)
    found = gates_passed([source for one in known if (source := one.item or one.need)])
    return {one.key: found.get(pk, frozenset()) for one in known if (pk := one.item_id or one.need_id)}
