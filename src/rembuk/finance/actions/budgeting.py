"""Drawing up the budget of a year, its posts and incomes as long as it is a draft, and putting it in force."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Sum

from rembuk.finance.accounts import chart_for
from rembuk.finance.drafts import IncomeDraft, PostDraft, insist_on_amount
from rembuk.finance.limits import NothingToApprove, OverTheBudget, insist_on_posts
from rembuk.finance.models import Budget, BudgetLine, Income, Post
from rembuk.finance.permissions import BUDGETERS, may_approve_budget, may_draw_up_budget, may_indicate_budget
from rembuk.finance.queries import bound_of, evaluations_of, state_of_evaluation
from rembuk.finance.states import BUDGET_STATES, PASSED, BudgetState, EvaluationState
from rembuk.journal.actions import record_act
from rembuk.kernel.money import MOST, Rupiah
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.models import Person
from rembuk.regions.models import Region
from rembuk.tenancy.moves import move
from rembuk.voices.permissions import role_of
from rembuk.voices.wording import line


class NotEvaluated(ValueError):
    """A draft waits for the sub-district's evaluation, or was sent back by it, and cannot be put in force."""


@transaction.atomic
def draw_up_budget(region: Region, year: int, why: str, *, by: Person | None, at: datetime) -> Budget:
    """Begin the budget of a year with what may be expected, or a change with the amounts of the one in force."""
    if by is None or not may_draw_up_budget(by, region, at=at):
        raise PermissionDenied
    versions = Budget.objects.filter(region_number=region.number, year=year)
    if versions.filter(state=BudgetState.DRAFT).exists():
        raise MoveNotAllowed(f"The budget of {year} has a draft already.")
    budget = Budget.objects.create(
        region=region,
        region_number=region.number,
        year=year,
        version=(versions.aggregate(last=Max("version"))["last"] or 0) + 1,
        why=line(why, "reason", longest=300),
        drawn_up_by=by,
        drawn_up_as=role_of(by, BUDGETERS, region.number, at=at),
        drawn_up_at=at,
    )
    _copy_lines(versions.filter(state=BudgetState.APPROVED).first(), budget)
    known = versions.filter(state__in=[BudgetState.APPROVED, BudgetState.INDICATED])
    _copy_incomes(known.order_by("version").last(), budget)
    _record("budget.drawn_up", budget, by, at, why=budget.why)
    return budget


@transaction.atomic
def add_post(
    budget: Budget, draft: PostDraft, amount: Rupiah, *, by: Person | None, at: datetime, key: UUID | None = None
) -> Post:
    """Add a post to a draft and give it money; raise UnknownAccount or OutsideTheBudget for what its year knows not.

    What comes again under its key is answered as the first time.
    """
    insist_on_amount(amount)
    _may_change(budget, by, at)
    if (known := Post.objects.filter(key=key, key__isnull=False).first()) is not None:
        return known
    chart = chart_for(budget.region_number, budget.year)
    chart.income(draft.fund)
    posts = Post.objects.filter(region_number=budget.region_number, year=budget.year)
    post = Post.objects.create(
        region=budget.region,
        region_number=budget.region_number,
        year=budget.year,
        number=(posts.aggregate(last=Max("number"))["last"] or 0) + 1,
        title=draft.title,
        activity_code=draft.activity_code,
        account=chart.spending(draft.account),
        fund=draft.fund,
        item=draft.item,
        key=key,
    )
    BudgetLine.objects.create(budget=budget, post=post, amount_rupiah=amount)
    _record("budget.post_added", budget, by, at, post=post.number, amount_rupiah=amount)
    return post


@transaction.atomic
def change_amount(budget: Budget, post: Post, amount: Rupiah, *, by: Person | None, at: datetime) -> None:
    """Give a post of a draft another amount."""
    insist_on_amount(amount)
    _may_change(budget, by, at)
    if not BudgetLine.objects.filter(budget=budget, post=post).update(amount_rupiah=amount):
        raise BudgetLine.DoesNotExist(str(post.number))
    _record("budget.amount_changed", budget, by, at, post=post.number, amount_rupiah=amount)


@transaction.atomic
def drop_post(budget: Budget, post: Post, *, by: Person | None, at: datetime) -> None:
    """Take a post out of a draft; refused when money was asked for out of it."""
    _may_change(budget, by, at)
    if bound := bound_of(post):
        raise OverTheBudget(str(-bound))
    gone, _rows = BudgetLine.objects.filter(budget=budget, post=post).delete()
    if not gone:
        raise BudgetLine.DoesNotExist(str(post.number))
    _record("budget.post_dropped", budget, by, at, post=post.number)


@transaction.atomic
def expect_income(budget: Budget, draft: IncomeDraft, *, by: Person | None, at: datetime) -> Income:
    """Say in a draft how much of a fund is expected in a month, in place of what it said of that month before.

    A fund is either spread over months or has one sum without a month; saying the one takes the other out.
    Raise OutsideTheBudget for a fund whose money is in no village budget.
    """
    _may_change(budget, by, at)
    chart_for(budget.region_number, budget.year).income(draft.fund)
    others = Income.objects.filter(budget=budget, fund=draft.fund)
    (others.filter(month=0) if draft.month else others.exclude(month=0)).delete()
    income, _is_new = Income.objects.update_or_create(
        budget=budget, fund=draft.fund, month=draft.month or 0, defaults={"amount_rupiah": draft.amount_rupiah}
    )
    about: dict[str, str | int] = {"fund": draft.fund.value, "amount_rupiah": draft.amount_rupiah}
    _record("budget.income_expected", budget, by, at, month=draft.month or 0, **about)
    return income


@transaction.atomic
def drop_income(budget: Budget, income: Income, *, by: Person | None, at: datetime) -> None:
    """Expect a fund in a month no longer."""
    _may_change(budget, by, at)
    gone, _rows = Income.objects.filter(budget=budget, pk=income.pk).delete()
    if not gone:
        raise Income.DoesNotExist(str(income))
    _record("budget.income_dropped", budget, by, at, fund=income.fund, month=income.month)


@transaction.atomic
def indicate_budget(budget: Budget, document: str, *, by: Person | None, at: datetime) -> None:
    """Confirm a draft as what the regency lets the village expect (pagu indikatif); the next draft begins with it.

    It is the first version of a year, says what comes in and gives nothing to any post.
    """
    if by is None or not may_indicate_budget(by, budget, at=at):
        raise PermissionDenied
    versions = Budget.objects.select_for_update().filter(region_number=budget.region_number, year=budget.year)
    if [one.state for one in versions] != [BudgetState.DRAFT] or evaluations_of(budget).exists():
        raise MoveNotAllowed(f"Version {budget.version} of {budget.year} is not the first draft of its year.")
    if BudgetLine.objects.filter(budget=budget).exists():
        raise MoveNotAllowed(f"Version {budget.version} of {budget.year} gives money to posts already.")
    total = Income.objects.filter(budget=budget).aggregate(sum=Sum("amount_rupiah"))["sum"] or 0
    if not 0 < total <= MOST:
        raise NothingToApprove(str(total))
    letter = line(document, "document", longest=120)
    move(budget, BUDGET_STATES, to=BudgetState.INDICATED, approved_by=by, approved_at=at, document=letter)
    _record("budget.indicated", budget, by, at, total_rupiah=total, document=letter)


@transaction.atomic
def approve_budget(budget: Budget, document: str, *, by: Person | None, at: datetime) -> None:
    """Put a draft in force by its regulation, once it was evaluated; what is asked for already keeps its money."""
    if by is None or not may_approve_budget(by, budget, at=at):
        raise PermissionDenied
    same = Budget.objects.filter(region_number=budget.region_number, year=budget.year)
    # Both are held, so that no payment and no last change slips in between.
    held = list(same.select_for_update().exclude(state=BudgetState.REPLACED))
    total = insist_on_posts(budget)
    if state_of_evaluation(budget) not in PASSED:
        raise NotEvaluated(str(budget))
    for earlier in held:
        if earlier.state == BudgetState.APPROVED:
            move(earlier, BUDGET_STATES, to=BudgetState.REPLACED)
    regulation = line(document, "document", longest=120)
    move(budget, BUDGET_STATES, to=BudgetState.APPROVED, approved_by=by, approved_at=at, document=regulation)
    _record("budget.approved", budget, by, at, total_rupiah=total, document=regulation)


def _may_change(budget: Budget, by: Person | None, at: datetime) -> None:
    if not may_draw_up_budget(by, budget.region, at=at):
        raise PermissionDenied
    held = Budget.objects.select_for_update().get(pk=budget.pk)
    if held.state != BudgetState.DRAFT or state_of_evaluation(budget) in {EvaluationState.WAITING, *PASSED}:
        raise MoveNotAllowed(f"Version {budget.version} of {budget.year} is no draft, or was sent to be evaluated.")


def _copy_lines(earlier: Budget | None, budget: Budget) -> None:
    if earlier is None:
        return
    lines = BudgetLine.objects.filter(budget=earlier)
    BudgetLine.objects.bulk_create(
        BudgetLine(budget=budget, post_id=one.post_id, amount_rupiah=one.amount_rupiah) for one in lines
    )


def _copy_incomes(earlier: Budget | None, budget: Budget) -> None:
    incomes = Income.objects.filter(budget=earlier) if earlier else ()
    Income.objects.bulk_create(
        Income(budget=budget, fund=one.fund, month=one.month, amount_rupiah=one.amount_rupiah) for one in incomes
    )


def _record(kind: str, budget: Budget, by: Person | None, at: datetime, **facts: str | int) -> None:
    about = {"year": budget.year, "version": budget.version, **facts}
    public = budget.state != BudgetState.DRAFT
    record_act(kind, budget, by=by, at=at, public=public, region_number=budget.region_number, **about)
