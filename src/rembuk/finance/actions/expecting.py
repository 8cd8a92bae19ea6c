"""What a budget expects to come in, and what the regency lets a village expect before there is a budget."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum

from rembuk.finance.accounts import chart_for
from rembuk.finance.actions.budgeting import insist_on_draft, record_budget
from rembuk.finance.drafts import IncomeDraft
from rembuk.finance.limits import NothingToApprove
from rembuk.finance.models import Budget, BudgetLine, Evaluation, Income
from rembuk.finance.permissions import may_indicate_budget
from rembuk.finance.states import BUDGET_STATES, BudgetState
from rembuk.kernel.money import MOST
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.models import Person
from rembuk.tenancy.moves import move
from rembuk.voices.wording import line


@transaction.atomic
def expect_income(budget: Budget, draft: IncomeDraft, *, by: Person | None, at: datetime) -> Income:
    """Say in a draft how much of a fund is expected in a month, in place of what it said of that month before.

    A fund is either spread over months or has one sum without a month; saying the one takes the other out.
    Raise OutsideTheBudget for a fund whose money is in no village budget.
    """
    insist_on_draft(budget, by, at)
    chart_for(budget.region_number, budget.year).income(draft.fund)
    others = Income.objects.filter(budget=budget, fund=draft.fund)
    (others.filter(month=0) if draft.month else others.exclude(month=0)).delete()
    income, _is_new = Income.objects.update_or_create(
        budget=budget, fund=draft.fund, month=draft.month or 0, defaults={"amount_rupiah": draft.amount_rupiah}
    )
    about = {"fund": draft.fund.value, "amount_rupiah": draft.amount_rupiah}
    record_budget("budget.income_expected", budget, by, at, month=draft.month or 0, **about)
    return income


@transaction.atomic
def drop_income(budget: Budget, income: Income, *, by: Person | None, at: datetime) -> None:
    """Expect a fund in a month no longer."""
    insist_on_draft(budget, by, at)
    gone, _rows = Income.objects.filter(budget=budget, pk=income.pk).delete()
    if not gone:
        raise Income.DoesNotExist(str(income))
    record_budget("budget.income_dropped", budget, by, at, fund=income.fund, month=income.month)


@transaction.atomic
def indicate_budget(budget: Budget, document: str, *, by: Person | None, at: datetime) -> None:
    """Confirm a draft as what the regency lets the village expect (pagu indikatif); the next draft begins with it.

    It is the first version of a year, says what comes in and gives nothing to any post.
    """
    if by is None or not may_indicate_budget(by, budget, at=at):
        raise PermissionDenied
    versions = Budget.objects.select_for_update().filter(region_number=budget.region_number, year=budget.year)
    if [one.state for one in versions] != [BudgetState.DRAFT] or Evaluation.objects.filter(budget=budget).exists():
        raise MoveNotAllowed(f"Version {budget.version} of {budget.year} is not the first draft of its year.")
    if BudgetLine.objects.filter(budget=budget).exists():
        raise MoveNotAllowed(f"Version {budget.version} of {budget.year} gives money to posts already.")
    total = Income.objects.filter(budget=budget).aggregate(sum=Sum("amount_rupiah"))["sum"] or 0
    if not 0 < total <= MOST:
        raise NothingToApprove(str(total))
    letter = line(document, "document", longest=120)
    move(budget, BUDGET_STATES, to=BudgetState.INDICATED, approved_by=by, approved_at=at, document=letter)
    record_budget("budget.indicated", budget, by, at, total_rupiah=total, document=letter)
