"""The count by the rule that was declared and sealed before voting opened, and what other rules would have decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.engines.allocation import (
    Completion,
    Election,
    EqualShares,
    Order,
    Outcome,
    Project,
    Tie,
    Utility,
    count_equal_shares,
    count_greedy,
    count_phragmen,
    hold_election,
)
from rembuk.engines.allocation.election import VoteKind
from rembuk.engines.merkle.canonical import digest
from rembuk.priorities.marking import BallotKind, BallotRule, Marks

VOTE_KINDS: Mapping[BallotKind, VoteKind] = {
    BallotKind.APPROVAL: "approval",
    BallotKind.POINTS: "points",
    BallotKind.RANKING: "points",
    BallotKind.KNAPSACK: "approval",
}


class CountRule(TextChoices):
    """How votes become winners (cara menghitung)."""

    EQUAL_SHARES = "equal_shares", _("equal shares")
    MOST_VOTES = "most_votes", _("most votes first")
    PHRAGMEN = "phragmen", _("load shared evenly")


class SealBroken(ValueError):
    """The declaration is not the one that was sealed before voting opened."""


class TalliesDiffer(ValueError):
    """Two independent tallies disagree; the message names the options."""


@dataclass(frozen=True)
class Declaration:
    """All that decides a count apart from the ballots: options, budget, kind of ballot, rule and tie-break."""

    options: tuple[Project, ...]
    budget_rupiah: int
    kind: BallotKind
    most: int
    rule: CountRule
    tie: tuple[Tie, ...] = (Tie.VOTES, Tie.COST, Tie.ID)

    @property
    def ballot_rule(self) -> BallotRule:
        """What may stand on a ballot."""
        return BallotRule(self.kind, self.most, {option.id: option.cost for option in self.options})

    @property
    def seal(self) -> str:
        """SHA-256 of the declaration, published before voting opens."""
        facts = {
            "options": [f"{option.id} {option.cost}" for option in sorted(self.options, key=lambda option: option.id)],
            "budget_rupiah": self.budget_rupiah,
            "kind": self.kind.value,
            "most": self.most,
            "rule": self.rule.value,
            "tie": [tie.value for tie in self.tie],
        }
        return digest(facts)

    def insist_sealed_as(self, seal: str) -> None:
        """Raise SealBroken unless this is what was sealed."""
        if self.seal != seal:
            raise SealBroken(self.seal)

    def election(self, ballots: Iterable[Marks]) -> Election:
        """Return the ballots as the engine counts them; raise WrongMarks for one that breaks the rule."""
        rule = self.ballot_rule
        read = (_read(rule, marks) for marks in ballots)
        return hold_election(self.options, self.budget_rupiah, read, VOTE_KINDS[self.kind])


@dataclass(frozen=True)
class Result:
    """Winners in the order of selection, the reserve list, and what is left."""

    outcome: Outcome
    winners: tuple[str, ...]
    reserve: tuple[str, ...]
    left_rupiah: int


def count(declaration: Declaration, election: Election, *, seal: str) -> Result:
    """Count by the declared rule; raise SealBroken if it is not the one that was sealed."""
    declaration.insist_sealed_as(seal)
    outcome = _RULES[declaration.rule](declaration, election)
    return Result(outcome, outcome.winners, _reserve(election, outcome), election.budget - outcome.spent)


def winners_by_rule(declaration: Declaration, election: Election) -> dict[CountRule, frozenset[str]]:
    """Return what each rule would have decided on the same ballots."""
    return {rule: frozenset(decide(declaration, election).winners) for rule, decide in _RULES.items()}


def insist_same_tally(counted: Mapping[str, int], independent: Mapping[str, int]) -> None:
    """Raise TalliesDiffer unless both give every option the same points."""
    names = sorted(counted.keys() | independent.keys())
    if differing := [name for name in names if counted.get(name, 0) != independent.get(name, 0)]:
        raise TalliesDiffer(", ".join(differing))


def _read(rule: BallotRule, marks: Marks) -> dict[str, int]:
    rule.check(marks)
    return rule.read(marks)


def _reserve(election: Election, outcome: Outcome) -> tuple[str, ...]:
    """Those that did not win though somebody wanted them, the most wanted first."""
    others = [
        (-score, project.cost, project.id)
        for project, score in zip(election.projects, election.scores, strict=True)
        if score and project.id not in outcome.winners
    ]
    return tuple(name for _, _, name in sorted(others))


def _equal_shares(declaration: Declaration, election: Election) -> Outcome:
    utility = Utility.POINTS if VOTE_KINDS[declaration.kind] == "points" else Utility.COST
    return count_equal_shares(election, EqualShares(utility, Completion.ADD1, declaration.tie))


def _most_votes(declaration: Declaration, election: Election) -> Outcome:
    return count_greedy(election, Order.VOTES, declaration.tie)


def _phragmen(declaration: Declaration, election: Election) -> Outcome:
    return count_phragmen(election, declaration.tie)


_RULES: Mapping[CountRule, Callable[[Declaration, Election], Outcome]] = {
    CountRule.EQUAL_SHARES: _equal_shares,
    CountRule.MOST_VOTES: _most_votes,
    CountRule.PHRAGMEN: _phragmen,
}
