"""What may stand on a ballot, by the kind that the round declared, and how the count reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Marks = Mapping[str, int]


class BallotKind(TextChoices):
    """How residents mark a ballot (cara memilih)."""

    APPROVAL = "approval", _("choose some")
    POINTS = "points", _("hand out points")
    RANKING = "ranking", _("rank")
    KNAPSACK = "knapsack", _("fill the budget")


class WrongMarks(ValueError):
    """The marks break the rule of the ballot."""


class UnknownOption(WrongMarks):
    """A mark is on an option that is not in this round; the message names it."""


class TooManyMarks(WrongMarks):
    """More options are marked than the round allows."""


class TooManyPoints(WrongMarks):
    """More points are handed out than the round allows."""


class RanksNotInOrder(WrongMarks):
    """Ranks are 1, 2, 3 and so on, each once."""


class OverBudget(WrongMarks):
    """What is chosen costs more than there is."""


@dataclass(frozen=True)
class BallotRule:
    """The kind of ballot, the cost of each option, and its limit.

    `most` is how many options may be marked or ranked, or for points how many points there are; for a knapsack it is
    the budget in rupiah.
    """

    kind: BallotKind
    most: int
    costs: Mapping[str, int] = field(default_factory=dict)

    def check(self, marks: Marks) -> None:
        """Raise WrongMarks unless the marks keep the rule; an empty ballot does."""
        for option in marks.keys() - self.costs.keys():
            raise UnknownOption(option)
        if any(mark < 1 for mark in marks.values()):
            raise WrongMarks("a mark is at least one")
        _CHECKS[self.kind](self, marks)

    def read(self, marks: Marks) -> dict[str, int]:
        """Return points by option, as the count reads them; a choice is one point.

        The first rank is worth as many points as there may be ranks, each further one a point less: whoever ranks one
        wish alone gives it as much as whoever ranks more after it.
        """
        if self.kind is BallotKind.POINTS:
            return dict(marks)
        if self.kind is BallotKind.RANKING:
            return {option: self.most + 1 - rank for option, rank in marks.items()}
        return dict.fromkeys(marks, 1)


def _check_count(rule: BallotRule, marks: Marks) -> None:
    if len(marks) > rule.most:
        raise TooManyMarks(len(marks))
    _check_ticks(marks)


def _check_points(rule: BallotRule, marks: Marks) -> None:
    if sum(marks.values()) > rule.most:
        raise TooManyPoints(sum(marks.values()))


def _check_ranks(rule: BallotRule, marks: Marks) -> None:
    if len(marks) > rule.most:
        raise TooManyMarks(len(marks))
    if sorted(marks.values()) != list(range(1, len(marks) + 1)):
        raise RanksNotInOrder(sorted(marks.values()))


def _check_budget(rule: BallotRule, marks: Marks) -> None:
    _check_ticks(marks)
    if (cost := sum(rule.costs[option] for option in marks)) > rule.most:
        raise OverBudget(cost)


def _check_ticks(marks: Marks) -> None:
    if any(mark != 1 for mark in marks.values()):
        raise WrongMarks("an option is chosen or not")


_CHECKS: Mapping[BallotKind, Callable[[BallotRule, Marks], None]] = {
    BallotKind.APPROVAL: _check_count,
    BallotKind.POINTS: _check_points,
    BallotKind.RANKING: _check_ranks,
    BallotKind.KNAPSACK: _check_budget,
}
