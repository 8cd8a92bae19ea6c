"""Drawing up the budget of a year, its posts as long as it is a draft, and putting it in force."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from rembuk.finance.accounts import chart_for
from rembuk.finance.drafts import PostDraft, insist_on_amount
from rembuk.finance.limits import OverTheBudget, insist_on_posts
from rembuk.finance.models import Budget, BudgetLine, Income, Post
from rembuk.finance.permissions import BUDGETERS, may_approve_budget, may_draw_up_budget
from rembuk.finance.queries import bound_of, state_of_evaluation
from rembuk.finance.states import BUDGET_STATES, PASSED, BudgetState, EvaluationState
from rembuk.journal.actions import record_act
from rembuk.kernel.money import Rupiah
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
    record_budget("budget.drawn_up", budget, by, at, why=budget.why)
    return budget


@transaction.atomic
def add_post(
    budget: Budget, draft: PostDraft, amount: Rupiah, *, by: Person | None, at: datetime, key: UUID | None = None
) -> Post:
    """Add a post to a draft and give it money; raise UnknownAccount or OutsideTheBudget for what its year knows not.

    What comes again under its key is answered as the first time.
    """
    insist_on_amount(amount)
    insist_on_draft(budget, by, at)
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
    record_budget("budget.post_added", budget, by, at, post=post.number, amount_rupiah=amount)
    return post


@transaction.atomic
def change_amount(budget: Budget, post: Post, amount: Rupiah, *, by: Person | None, at: datetime) -> None:
    """Give a post of a draft another amount."""
    insist_on_amount(amount)
    insist_on_draft(budget, by, at)
    if not BudgetLine.objects.filter(budget=budget, post=post).update(amount_rupiah=amount):
        raise BudgetLine.DoesNotExist(str(post.number))
    record_budget("budget.amount_changed", budget, by, at, post=post.number, amount_rupiah=amount)


@transaction.atomic
def drop_post(budget: Budget, post: Post, *, by: Person | None, at: datetime) -> None:
    """Take a post out of a draft; refused when money was asked for out of it."""
    insist_on_draft(budget, by, at)
    if bound := bound_of(post):
        raise OverTheBudget(str(-bound))
    gone, _rows = BudgetLine.objects.filter(budget=budget, post=post).delete()
    if not gone:
        raise BudgetLine.DoesNotExist(str(post.number))
    record_budget("budget.post_dropped", budget, by, at, post=post.number)


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
    record_budget("budget.approved", budget, by, at, total_rupiah=total, document=regulation)


def insist_on_draft(budget: Budget, by: Person | None, at: datetime) -> None:
    """Hold a draft until the transaction ends; refuse others, and what is no draft or was sent to be evaluated."""
    if not may_draw_up_budget(by, budget.region, at=at):
        raise PermissionDenied
    held = Budget.objects.select_for_update().get(pk=budget.pk)
    if held.state != BudgetState.DRAFT or state_of_evaluation(budget) in {EvaluationState.WAITING, *PASSED}:
        raise MoveNotAllowed(f"Version {budget.version} of {budget.year} is no draft, or was sent to be evaluated.")


def record_budget(kind: str, budget: Budget, by: Person | None, at: datetime, **facts: str | int) -> None:
    """Write an act about a version of a budget, public from its approval on."""
    about = {"year": budget.year, "version": budget.version, **facts}
    public = budget.state != BudgetState.DRAFT
    record_act(kind, budget, by=by, at=at, public=public, region_number=budget.region_number, **about)


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
