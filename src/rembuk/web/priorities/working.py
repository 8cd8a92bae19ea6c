"""The working of a round: weights, scores with their evidence, places, and between which places each one stays."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from rembuk.engines.merkle.canonical import digest
from rembuk.engines.ranking import Placed, Span, affordable_places, cut_line
from rembuk.engines.ranking import Score as Points
from rembuk.plans.states import Gate
from rembuk.priorities.models import Round, RoundOption
from rembuk.priorities.rounds import funds_of, options_of, room_of
from rembuk.priorities.sealing import declared_in, spoken
from rembuk.priorities.states import Way
from rembuk.priorities.urgency import Urgency, urgency_of
from rembuk.programmes.criteria import CriterionRule
from rembuk.web.formats import language, number
from rembuk.web.needs.history import role_label
from rembuk.web.programmes.tables import points_of

PERCENT = 20
LIKELIEST = 3
DOUBLED = 100


@dataclass(frozen=True)
class ScoreShown:
    """One score with what it adds to the points of its option."""

    criterion: str
    value: str
    points: str
    evidence: str
    who: str
    version: int
    is_capped: bool


@dataclass(frozen=True)
class Row:
    """One option with its place, its points and its scores; without a place while something is missing."""

    option: RoundOption
    place: int | None
    total: str
    span: str
    why: str
    scores: tuple[ScoreShown, ...]
    gates: tuple[str, ...]


class Working:
    """How the places of a round come about."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.funds = list(funds_of(round_))
        self.options = list(options_of(round_))
        self.urgency: Urgency = urgency_of(round_, self.options)

    @property
    def weights(self) -> list[tuple[str, str, int, str]]:
        """Each criterion with its question, its weight and its scale, the weightiest first."""
        return [
            (_said(one), one.question.in_language(language()), self.urgency.weights[one.key], points_of(one))
            for one in self.urgency.criteria
        ]

    @property
    def missing(self) -> int:
        """How many scores are not there yet."""
        return len(self.urgency.missing) if self.urgency.weights else 0

    @property
    def stands(self) -> bool:
        """Is everything as it was sealed?"""
        room = room_of(self.round) if self.round.way == Way.TALKS else None
        declared = declared_in(self.round, self.funds, self.options, dict(sorted(self.urgency.weights.items())), room)
        return not self.round.is_sealed or digest(declared) == self.round.digest

    @property
    def checksum(self) -> str:
        """What the minutes had to name."""
        return spoken(self.round.digest) if self.round.is_sealed else ""

    @cached_property
    def rows(self) -> list[Row]:
        """Every option: by its place, or by its key while nothing is ranked, and last what stays at a gate."""
        ranked = [self._row(self._option(one.proposal), one) for one in self._placed]
        known = {row.option.key for row in ranked}
        return ranked + [self._row(option, None) for option in self.options if option.key not in known]

    @property
    def firmness(self) -> list[str]:
        """Say what would have to change for the line to be drawn elsewhere, the smallest change first."""
        line = cut_line(self.urgency.ranking, self._affordable) if self._placed else None
        if line is None:
            return []
        titles = {one.key: one.title for one in self.options}
        named = {"inside": titles[line.inside], "outside": titles[line.outside], "points": _exactly(line.margin)}
        said = [_("The money ends between “%(inside)s” and “%(outside)s”, %(points)s points apart.") % named]
        near = [one for one in line.tippings if abs(one.percent) <= DOUBLED][:LIKELIEST]
        if not near:
            return [*said, _("No weight alone would change that, even if it were doubled.")]
        return said + [self._tipping(one.criterion, one.percent) for one in near]

    def _tipping(self, key: str, percent: Fraction) -> str:
        named = {"criterion": _said(self._criterion(key)), "percent": f"{number(abs(round(percent)))} %"}
        if percent > 0:
            return _("They would change places if “%(criterion)s” weighed %(percent)s more.") % named
        return _("They would change places if “%(criterion)s” weighed %(percent)s less.") % named

    @cached_property
    def _placed(self) -> tuple[Placed, ...]:
        return self.urgency.ranking.placed if self.urgency.is_ranked else ()

    @cached_property
    def _spans(self) -> dict[str, Span]:
        return {span.proposal: span for span in self.urgency.spans(PERCENT)} if self._placed else {}

    @property
    def _affordable(self) -> int:
        costs = {option.key: option.cost_rupiah for option in self.options}
        return affordable_places(self.urgency.ranking, costs, sum(fund.amount_rupiah for fund in self.funds))

    def _option(self, key: str) -> RoundOption:
        return next(option for option in self.options if option.key == key)

    def _criterion(self, key: str) -> CriterionRule:
        return next(one for one in self.urgency.criteria if one.key == key)

    def _row(self, option: RoundOption, placed: Placed | None) -> Row:
        points = {each.criterion: each for each in placed.scores} if placed else {}
        scores = (self._score(option, one, points.get(one.key)) for one in self.urgency.criteria)
        open_gates = (
            [gate for gate in self.urgency.rubric.gates if gate not in self.urgency.passed[option.key]]
            if self.urgency.weights
            else []
        )
        return Row(
            option,
            placed.place if placed else None,
            _exactly(placed.total) if placed else "",
            _between(self._spans[option.key]) if placed else "",
            self._why(placed) if placed else "",
            tuple(score for score in scores if score),
            tuple(str(Gate(gate).label) for gate in open_gates),
        )

    def _why(self, placed: Placed) -> str:
        """Say on which side of the line it stands, and what it lacks to stand on the other."""
        last = self._affordable
        if not last:
            return _("What stands first costs more than there is.")
        if placed.place <= last:
            return _("By the ranking the money reaches to place %(last)s, so there is some for it.") % {"last": last}
        lacks = self.urgency.ranking.placed[last - 1].total - placed.total
        said = {"last": last, "points": _exactly(lacks)}
        return (
            _("By the ranking the money reaches to place %(last)s. It lacks %(points)s points to stand there.") % said
        )

    def _score(self, option: RoundOption, criterion: CriterionRule, points: Points | None) -> ScoreShown | None:
        told = self.urgency.scores.get((option.key, criterion.key))
        if told is None:
            return None
        return ScoreShown(
            criterion=_said(criterion),
            value=value_label(criterion, told.value),
            points=_exactly(points.points) if points else "",
            evidence=told.evidence,
            who=role_label(told.role),
            version=told.version,
            is_capped=points.capped if points else False,
        )


def value_label(criterion: CriterionRule, value: str) -> str:
    """Write a stored value as people said it."""
    if criterion.stretch:
        return f"{number(int(value))} {criterion.stretch.unit.in_language(language())}"
    return next(mark.label.in_language(language()) for mark in criterion.marks if mark.key == value)


def _said(criterion: CriterionRule) -> str:
    return criterion.label.in_language(language())


def _between(span: Span) -> str:
    if span.is_firm:
        return _("stays at its place")
    return _("between place %(best)s and %(worst)s") % {"best": span.best, "worst": span.worst}


def _exactly(points: Fraction) -> str:
    """Write points as they are: whole, or with one place after the comma."""
    tenths = round(points * 10)
    whole, rest = divmod(abs(tenths), 10)
    text = f"{whole},{rest}" if rest and language() != "en" else f"{whole}.{rest}" if rest else str(whole)
    return f"-{text}" if tenths < 0 else text
