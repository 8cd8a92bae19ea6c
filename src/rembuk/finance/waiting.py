"""What waits for somebody to do about money: lists per kind, the longest waiting first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rembuk.finance.models import Evaluation, PaymentRequest
from rembuk.finance.permissions import APPROVERS
from rembuk.finance.queries import totals_of
from rembuk.finance.states import PASSED, BudgetState, EvaluationState, RequestState
from rembuk.kernel.money import Rupiah
from rembuk.people.models import Person
from rembuk.people.queries import held_by
from rembuk.people.roles import Role
from rembuk.voices.queries.lists import last_number

Grants = list[tuple[Role, int]]


class MoneyTaskKind(TextChoices):
    """What is to be done, in the order in which money meets it."""

    EVALUATE = "evaluate", _("evaluate a draft budget")
    ENFORCE = "enforce", _("put an evaluated budget in force")
    DECIDE = "decide", _("say yes or no to a payment")
    PAY = "pay", _("pay what was approved")


@dataclass(frozen=True, slots=True)
class MoneyTask:
    """One thing to do about money, since when, and until when where its clock was written down with it.

    `where` is what its page is found by: a request by its key, a budget by its place and year.
    """

    where: tuple[object, ...]
    title: str
    document: str
    region_name: str
    amount_rupiah: Rupiah
    since: datetime
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MoneyTasks:
    """The tasks of one kind, the longest waiting first; `more` if the list goes on."""

    kind: MoneyTaskKind
    rows: list[MoneyTask]
    more: bool


def money_tasks(person: Person | None, *, at: datetime, limit: int = 50) -> list[MoneyTasks]:
    """Return what waits for this person by their roles, one list for each kind that has something."""
    if person is None or not person.is_active:
        return []
    grants = held_by(person, at=at)
    lists = (
        MoneyTasks(kind, found[:limit], more=len(found) > limit) for kind, found in _waiting(person, grants, limit + 1)
    )
    return [one for one in lists if one.rows]


def _waiting(person: Person, grants: Grants, limit: int) -> Iterator[tuple[MoneyTaskKind, list[MoneyTask]]]:
    to_decide = _places(grants, APPROVERS) & ~Q(asked_by=person) & Q(state=RequestState.ASKED)
    to_pay = _places(grants, (Role.TREASURER,)) & ~Q(approved_by=person) & Q(state=RequestState.APPROVED)
    above = _places(grants, (Role.SUBDISTRICT_HEAD,), "budget__region_number") & ~Q(budget__drawn_up_by=person)
    heads = _places(grants, (Role.HEAD,), "budget__region_number") & ~Q(budget__drawn_up_by=person)
    yield MoneyTaskKind.EVALUATE, _evaluations(above & Q(state=EvaluationState.WAITING), "sent_at", limit)
    passed = Q(state__in=PASSED, budget__state=BudgetState.DRAFT)
    yield MoneyTaskKind.ENFORCE, _evaluations(heads & passed, "ended_at", limit)
    yield MoneyTaskKind.DECIDE, _requests(to_decide, "asked_at", limit)
    yield MoneyTaskKind.PAY, _requests(to_pay, "approved_at", limit)


def _places(grants: Grants, roles: Iterable[Role], column: str = "post__region_number") -> Q:
    """Match what lies where one of the roles is held; nothing where none is."""
    inside = Q(pk__in=[])
    for role, number in grants:
        if role in roles:
            inside |= Q(**{f"{column}__range": (number, last_number(number))})
    return inside


def _requests(which: Q, since: str, limit: int) -> list[MoneyTask]:
    found = PaymentRequest.objects.filter(which).order_by(since, "id")
    columns = ("pk", "purpose", "document", "post__region__name", "amount_rupiah", since)
    return [MoneyTask((pk,), *row) for pk, *row in found.values_list(*columns)[:limit]]


def _evaluations(which: Q, since: str, limit: int) -> list[MoneyTask]:
    """List evaluations with the total of their budget; only one that waits has a clock."""
    near = Evaluation.objects.filter(which).select_related("budget__region").order_by(since, "id")
    found = list(near[:limit])
    totals = totals_of([one.budget_id for one in found])
    return [
        MoneyTask(
            (one.budget.region.code, one.budget.year),
            one.budget.why,
            gettext("Budget %(year)s, version %(number)s") % {"year": one.budget.year, "number": one.budget.version},
            one.budget.region.name,
            totals.get(one.budget_id, 0),
            getattr(one, since),
            one.due_at if one.state == EvaluationState.WAITING else None,
        )
        for one in found
    ]
