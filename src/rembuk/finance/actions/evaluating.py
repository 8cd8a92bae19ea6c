"""The sub-district's evaluation of a draft of a budget, with its clock: silence is written down as silence."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.finance.limits import insist_on_posts
from rembuk.finance.models import Budget, Evaluation
from rembuk.finance.permissions import may_evaluate_budget, may_note_budget_silence, may_send_budget
from rembuk.finance.queries import evaluations_of, state_of_evaluation
from rembuk.finance.states import EVALUATION_STATES, PASSED, BudgetState, EvaluationState
from rembuk.journal.actions import record_act
from rembuk.kernel.periods import deadline, local_day
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.models import Person
from rembuk.programmes.queries import programme_of, rules_at
from rembuk.tenancy.moves import move
from rembuk.voices.wording import line

CLOCK = "evaluate_budget"


@transaction.atomic
def send_budget(budget: Budget, *, by: Person | None, at: datetime) -> Evaluation:
    """Send a draft to be evaluated; nothing in it changes until it comes back."""
    if by is None or not may_send_budget(by, budget, at=at):
        raise PermissionDenied
    held = Budget.objects.select_for_update().get(pk=budget.pk)
    if held.state != BudgetState.DRAFT or state_of_evaluation(budget) in {EvaluationState.WAITING, *PASSED}:
        raise MoveNotAllowed(f"Version {budget.version} of {budget.year} is no draft, or was sent already.")
    total = insist_on_posts(budget)
    evaluation = Evaluation.objects.create(budget=budget, sent_by=by, sent_at=at, due_at=_due_at(budget, at))
    _record("budget.sent", budget, by, at, total_rupiah=total)
    return evaluation


@transaction.atomic
def find_budget_fit(budget: Budget, words: str = "", *, by: Person | None, at: datetime) -> None:
    """Say as the sub-district that a draft fits the rules; the village may put it in force."""
    if by is None or not may_evaluate_budget(by, budget, at=at):
        raise PermissionDenied
    said = line(words, "words", longest=500) if words.strip() else ""
    _end(budget, EvaluationState.FITS, said, by=by, at=at)
    _record("budget.fits", budget, by, at, sentence=said)


@transaction.atomic
def send_budget_back(budget: Budget, words: str, *, by: Person | None, at: datetime) -> None:
    """Say as the sub-district what has to be mended; the village changes its draft and sends it again."""
    if by is None or not may_evaluate_budget(by, budget, at=at):
        raise PermissionDenied
    said = line(words, "words", longest=500)
    _end(budget, EvaluationState.MEND, said, by=by, at=at)
    _record("budget.sent_back", budget, by, at, sentence=said)


@transaction.atomic
def note_budget_silence(budget: Budget, *, by: Person | None, at: datetime) -> None:
    """Write down that no evaluation came in time; by the rules the draft may be put in force then."""
    if not may_note_budget_silence(by, budget, at=at):
        raise PermissionDenied
    waiting = _waiting(budget)
    if waiting.due_at is None or at <= waiting.due_at:
        raise MoveNotAllowed(f"The time of version {budget.version} of {budget.year} has not run out.")
    move(waiting, EVALUATION_STATES, to=EvaluationState.SILENT, ended_by=by, ended_at=at)
    _record("budget.silence", budget, by, at, due=local_day(waiting.due_at).isoformat())


def _end(budget: Budget, to: EvaluationState, words: str, *, by: Person, at: datetime) -> None:
    move(_waiting(budget), EVALUATION_STATES, to=to, words=words, ended_by=by, ended_at=at)


def _waiting(budget: Budget) -> Evaluation:
    last = evaluations_of(budget).last()
    if last is None or last.state != EvaluationState.WAITING:
        raise MoveNotAllowed(f"Version {budget.version} of {budget.year} does not wait to be evaluated.")
    return last


def _due_at(budget: Budget, at: datetime) -> datetime | None:
    rules = rules_at(programme_of(budget.region_number), at)
    clock = rules.clocks.get(CLOCK)
    return deadline(at, clock.span, rules.days_off) if clock else None


def _record(kind: str, budget: Budget, by: Person | None, at: datetime, **facts: str | int) -> None:
    about = {"year": budget.year, "version": budget.version, **facts}
    record_act(kind, budget, by=by, at=at, public=True, region_number=budget.region_number, **about)
