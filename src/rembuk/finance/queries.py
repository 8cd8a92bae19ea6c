"""Questions about budgets and money; pages, files and limits ask the same ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When

from rembuk.finance.accounts import CASH, SPENDING
from rembuk.finance.models import Budget, BudgetLine, Earmark, PaymentRequest, Post, Transfer
from rembuk.finance.states import BINDING, BudgetState
from rembuk.kernel.money import Rupiah
from rembuk.voices.queries.lists import last_number


@dataclass(frozen=True, slots=True)
class PostSum:
    """A post of a budget: how much it was given, and how much of that was spent (realisasi)."""

    post: Post
    budget_rupiah: Rupiah
    realised_rupiah: Rupiah

    @property
    def left_rupiah(self) -> Rupiah:
        """What may still be spent."""
        return self.budget_rupiah - self.realised_rupiah


@dataclass(frozen=True, slots=True)
class VillageSum:
    """A kampung and year: the budget in force, and how much of it was spent."""

    budget: Budget
    budget_rupiah: Rupiah
    realised_rupiah: Rupiah


def budget_in_force(region_number: int, year: int) -> Budget | None:
    """Return the budget that a kampung works with in a year, None without one."""
    found = Budget.objects.filter(region_number=region_number, year=year, state=BudgetState.APPROVED)
    return found.select_related("region").first()


def post_sums(budget: Budget) -> list[PostSum]:
    """Return what a budget gives to each post and what was spent, by activity, in two queries."""
    lines = BudgetLine.objects.filter(budget=budget).select_related("post__region", "post__item")
    spent = _spent(region_number=budget.region_number, year=budget.year)
    realised = dict(spent.values_list("post").annotate(sum=_signed(SPENDING)))
    return [
        PostSum(one.post, one.amount_rupiah, realised.get(one.post_id, 0))
        for one in lines.order_by("post__activity_code", "post__number")
    ]


def village_sums(year: int) -> list[VillageSum]:
    """Return the budgets in force of a year and what was spent of each, by kampung, in three queries."""
    budgets = Budget.objects.filter(year=year, state=BudgetState.APPROVED).select_related("region")
    in_force = BudgetLine.objects.filter(budget__year=year, budget__state=BudgetState.APPROVED)
    given = dict(in_force.values_list("budget").annotate(sum=Sum("amount_rupiah")))
    realised = dict(_spent(year=year).values_list("region_number").annotate(sum=_signed(SPENDING)))
    return [
        VillageSum(one, given[one.pk], realised.get(one.region_number, 0)) for one in budgets.order_by("region_number")
    ]


def funded_sums(region_number: int) -> QuerySet[BudgetLine, tuple[str, int, Rupiah]]:
    """Return "funded", how many planned items the budgets in force of a region hold, and what they give; or no row."""
    lines = BudgetLine.objects.filter(budget__state=BudgetState.APPROVED, post__item__isnull=False)
    inside = lines.filter(budget__region_number__range=(region_number, last_number(region_number)))
    sums = inside.order_by().values("budget__state").annotate(many=Count("post__item", distinct=True))
    return sums.annotate(rupiah=Sum("amount_rupiah")).values_list(Value("funded"), "many", "rupiah")


def budget_years() -> list[int]:
    """Return the years with a budget in force, the latest first."""
    found = Budget.objects.filter(state=BudgetState.APPROVED).order_by("-year")
    return list(found.values_list("year", flat=True).distinct())


def realised_of(post: Post) -> Rupiah:
    """Return how much of a post was spent and not given back."""
    return Transfer.objects.filter(post=post).aggregate(sum=_signed(SPENDING))["sum"] or 0


def bound_of(post: Post) -> Rupiah:
    """Return how much of a post is asked for, approved or paid."""
    bound = PaymentRequest.objects.filter(post=post, state__in=BINDING)
    return bound.aggregate(sum=Sum("amount_rupiah"))["sum"] or 0


def given_to(post: Post) -> Rupiah:
    """Return how much the budget in force gives to a post."""
    found = BudgetLine.objects.filter(post=post, budget__state=BudgetState.APPROVED)
    return found.values_list("amount_rupiah", flat=True).first() or 0


def cash_of(region_number: int, year: int, fund: str) -> Rupiah:
    """Return how much money of a fund a kampung has left, without what is set apart for a contribution."""
    set_apart = Earmark.objects.filter(transfer=OuterRef("pk"), tenant=OuterRef("tenant"))
    moved = Transfer.objects.filter(~Exists(set_apart), region_number=region_number, year=year, fund=fund)
    return moved.aggregate(sum=_signed(CASH))["sum"] or 0


def transfers_of(post: Post) -> QuerySet[Transfer]:
    """Return the transfers of a post, in their order."""
    return Transfer.objects.filter(post=post).select_related("request").order_by("made_at", "id")


def post_at(region_number: int, year: int, number: int) -> Post:
    """Return a post by its number; raise Post.DoesNotExist."""
    near = Post.objects.select_related("region", "item__need")
    return near.get(region_number=region_number, year=year, number=number)


def requests_of(region_numbers: Iterable[int], *states: str) -> QuerySet[PaymentRequest]:
    """Return the requests of some kampung in some states, the oldest first."""
    found = PaymentRequest.objects.filter(post__region_number__in=list(region_numbers), state__in=states)
    return found.select_related("post__region").order_by("asked_at", "id")


def request_by_key(key: UUID) -> PaymentRequest:
    """Return a request by its key; raise PaymentRequest.DoesNotExist."""
    return PaymentRequest.objects.select_related("post__region").get(key=key)


def _spent(**where: int) -> QuerySet[Transfer]:
    return Transfer.objects.filter(post__isnull=False, **where)


def _signed(account: str) -> Sum:
    """What came to an account, less what left it."""
    amount = F("amount_rupiah")
    into, out_of = Q(debit__startswith=account), Q(credit__startswith=account)
    return Sum(Case(When(into, then=amount), When(out_of, then=-amount), default=0, output_field=BigIntegerField()))
