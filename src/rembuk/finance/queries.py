"""Questions about budgets and money; pages, files and limits ask the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Substr

from rembuk.finance.accounts import CASH, SPENDING, TAX
from rembuk.finance.models import Budget, BudgetLine, Earmark, Evaluation, PaymentRequest, Post, Transfer
from rembuk.finance.states import BINDING, BudgetState
from rembuk.kernel.money import Rupiah
from rembuk.plans.states import Fund
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
    """A kampung and year: the budget in force, what it gives to each field (bidang), and how much was spent."""

    budget: Budget
    fields: Mapping[str, Rupiah]
    realised_rupiah: Rupiah

    @property
    def budget_rupiah(self) -> Rupiah:
        """What the budget gives in all."""
        return sum(self.fields.values())


@dataclass(frozen=True, slots=True)
class PostRoom:
    """A post of the budget in force and how much of it nobody has asked for yet."""

    post: Post
    given_rupiah: Rupiah
    left_rupiah: Rupiah


@dataclass(frozen=True, slots=True)
class FundCash:
    """What a kampung has of a fund, and how much of it belongs to the tax office."""

    fund: Fund
    cash_rupiah: Rupiah
    tax_rupiah: Rupiah

    @property
    def free_rupiah(self) -> Rupiah:
        """What may be paid out."""
        return self.cash_rupiah - self.tax_rupiah


def budget_in_force(region_number: int, year: int) -> Budget | None:
    """Return the budget that a kampung works with in a year, None without one."""
    found = Budget.objects.filter(region_number=region_number, year=year, state=BudgetState.APPROVED)
    return found.select_related("region__parent__parent__parent").first()


def state_of_evaluation(budget: Budget) -> str:
    """Return what the last evaluation of a budget says, "" for one that was never sent."""
    last = evaluations_of(budget).last()
    return last.state if last else ""


def evaluations_of(budget: Budget) -> QuerySet[Evaluation]:
    """Return the evaluations of a budget, in their order."""
    return Evaluation.objects.filter(budget=budget).order_by("sent_at", "id")


def post_sums(budget: Budget, *, until: datetime | None = None) -> list[PostSum]:
    """Return what a budget gives to each post and what was spent until a moment, by activity, in one query."""
    spent = spent_of(OuterRef("post"), budget.region_number, budget.year, until=until)
    lines = BudgetLine.objects.filter(budget=budget).select_related("post__region", "post__item")
    return [
        PostSum(one.post, one.amount_rupiah, one.spent or 0)
        for one in lines.annotate(spent=Subquery(spent)).order_by("post__activity_code", "post__number")
    ]


def spent_of(
    post: OuterRef, region_number: int, year: int, *, until: datetime | None = None
) -> QuerySet[Transfer, Rupiah]:
    """Return what was spent out of a post, less what came back, as a part of the query that names it."""
    # Place and year say nothing new; with them the index holds all that is summed.
    moved = Transfer.objects.filter(post=post, region_number=region_number, year=year).order_by()
    if until:
        moved = moved.filter(made_at__lte=until)
    return moved.values("post").annotate(sum=net_of(SPENDING)).values_list("sum", flat=True)


def post_rooms(budget: Budget) -> list[PostRoom]:
    """Return the posts of a budget and what is left of each to ask for, by number, in three queries."""
    lines = BudgetLine.objects.filter(budget=budget).select_related("post__region").order_by("post__number")
    here = {"post__region_number": budget.region_number, "post__year": budget.year}
    bound = _by_post(PaymentRequest.objects.filter(state__in=BINDING, **here))
    rests = _by_post(Transfer.objects.filter(payment__isnull=False, **here))
    return [
        PostRoom(one.post, one.amount_rupiah, one.amount_rupiah - bound.get(one.post_id, 0) + rests.get(one.post_id, 0))
        for one in lines
    ]


@dataclass(frozen=True, slots=True)
class LineChange:
    """A post in a version of a budget, and what the version before it gave to it; 0 where it is not."""

    post: Post
    before_rupiah: Rupiah
    amount_rupiah: Rupiah


def budget_changes(budget: Budget) -> list[LineChange]:
    """Return every post of a budget or of the version in force before it, with both amounts, by number."""
    before = Budget.objects.filter(
        region_number=budget.region_number, year=budget.year, version__lt=budget.version, approved_at__isnull=False
    ).order_by("version")
    old, new = _lines(before.last()), _lines(budget)
    posts = {pk: post for lines in (old, new) for pk, (post, _amount) in lines.items()}
    return [
        LineChange(post, *(lines[pk][1] if pk in lines else 0 for lines in (old, new)))
        for pk, post in sorted(posts.items(), key=lambda known: known[1].number)
    ]


def fund_totals(budget: Budget) -> list[tuple[Fund, Rupiah]]:
    """Return how much of a budget is paid from each fund; the sum is the budget's."""
    lines = BudgetLine.objects.filter(budget=budget).order_by("post__fund").values_list("post__fund")
    return [(Fund(fund), total) for fund, total in lines.annotate(total=Sum("amount_rupiah"))]


def totals_of(budgets: Iterable[UUID]) -> dict[UUID, Rupiah]:
    """Return the total of each of some budgets, in one query."""
    lines = BudgetLine.objects.filter(budget__in=list(budgets)).order_by()
    return dict(lines.values_list("budget").annotate(total=Sum("amount_rupiah")))


def versions_of(region_number: int, year: int) -> list[Budget]:
    """Return all versions of a budget, the newest first."""
    found = Budget.objects.filter(region_number=region_number, year=year).select_related("region", "drawn_up_by")
    return list(found.order_by("-version"))


def _lines(budget: Budget | None) -> dict[UUID, tuple[Post, Rupiah]]:
    lines = BudgetLine.objects.filter(budget=budget).select_related("post") if budget else ()
    return {one.post_id: (one.post, one.amount_rupiah) for one in lines}


def fund_cash(region_number: int, year: int) -> list[FundCash]:
    """Return what a kampung has of each fund that money of the year moved in, without gifts, in one query."""
    moved = _without_gifts().filter(region_number=region_number, year=year).order_by("fund")
    sums = moved.values_list("fund").annotate(cash=net_of(CASH), tax=net_of(TAX))
    return [FundCash(Fund(fund), cash, -tax) for fund, cash, tax in sums]


def overdrawn_purses() -> list[str]:
    """Return each kampung, year and fund that has less cash than it keeps for the tax office."""
    by_purse = _without_gifts().order_by("region_number", "year", "fund").values_list("region_number", "year", "fund")
    sums = by_purse.annotate(cash=net_of(CASH), tax=net_of(TAX))
    return [f"{region} {year} {fund}" for region, year, fund, cash, tax in sums if cash + tax < 0 or tax > 0]


def village_sums(year: int) -> list[VillageSum]:
    """Return the budgets in force of a year and what was spent of each, by kampung, in three queries."""
    budgets = Budget.objects.filter(year=year, state=BudgetState.APPROVED).select_related("region")
    in_force = BudgetLine.objects.filter(budget__year=year, budget__state=BudgetState.APPROVED).order_by()
    fields = in_force.values_list("budget", Substr("post__activity_code", 1, 1))
    given: dict[UUID, dict[str, Rupiah]] = {}
    for budget, field, rupiah in fields.annotate(sum=Sum("amount_rupiah")):
        given.setdefault(budget, {})[field] = rupiah
    spent = Transfer.objects.filter(post__isnull=False, year=year).values_list("region_number")
    realised = dict(spent.annotate(sum=net_of(SPENDING)))
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


def bound_of(post: Post) -> Rupiah:
    """Return how much of a post is asked for, approved or paid, without what came back."""
    bound = PaymentRequest.objects.filter(post=post, state__in=BINDING)
    rests = Transfer.objects.filter(post=post, payment__isnull=False)
    return _sum(bound) - _sum(rests)


def cash_of(region_number: int, year: int, fund: str) -> Rupiah:
    """Return how much money of a fund a kampung has left: with what it keeps for the tax office, without gifts."""
    return _moved(_without_gifts(), region_number, year, fund, CASH)


def tax_owed(region_number: int, year: int, fund: str) -> Rupiah:
    """Return how much was kept back for the tax office and not yet paid to it."""
    return -_moved(Transfer.objects.all(), region_number, year, fund, TAX)


def free_cash_of(region_number: int, year: int, fund: str) -> Rupiah:
    """Return how much money of a fund may be paid out."""
    return cash_of(region_number, year, fund) - tax_owed(region_number, year, fund)


def left_of(payment: Transfer) -> Rupiah:
    """Return how much of a payment neither came back nor was kept back for the tax office."""
    return payment.amount_rupiah - _sum(followers_of(payment))


def followers_of(payment: Transfer) -> QuerySet[Transfer]:
    """Return what came back of a payment and what was kept back from it, without what was turned back."""
    turned = Transfer.objects.filter(turns_back=OuterRef("pk"), tenant=OuterRef("tenant"))
    return Transfer.objects.filter(~Exists(turned), payment=payment).order_by("made_at", "id")


def requests_of(region_numbers: Iterable[int], *states: str) -> QuerySet[PaymentRequest]:
    """Return the requests of some kampung in some states, the oldest first."""
    found = PaymentRequest.objects.filter(post__region_number__in=list(region_numbers), state__in=states)
    return found.select_related("post__region").order_by("asked_at", "id")


def request_by_key(key: UUID) -> PaymentRequest:
    """Return a request by its key; raise PaymentRequest.DoesNotExist."""
    return PaymentRequest.objects.select_related("post__region").get(key=key)


def _sum(rows: QuerySet[PaymentRequest] | QuerySet[Transfer]) -> Rupiah:
    total: Rupiah | None = rows.order_by().aggregate(sum=Sum("amount_rupiah"))["sum"]
    return total or 0


def _by_post(rows: QuerySet[PaymentRequest] | QuerySet[Transfer]) -> dict[UUID, Rupiah]:
    return dict(rows.order_by().values_list("post").annotate(sum=Sum("amount_rupiah")))


def _without_gifts() -> QuerySet[Transfer]:
    """What moved of the village's own money; a gift lies apart, for its work alone."""
    set_apart = Earmark.objects.filter(transfer=OuterRef("pk"), tenant=OuterRef("tenant"))
    return Transfer.objects.filter(~Exists(set_apart))


def _moved(among: QuerySet[Transfer], region_number: int, year: int, fund: str, account: str) -> Rupiah:
    moved = among.filter(region_number=region_number, year=year, fund=fund)
    total: Rupiah | None = moved.aggregate(sum=net_of(account))["sum"]
    return total or 0


def net_of(account: str) -> Sum:
    """Return the sum of what came to an account, less what left it."""
    amount = F("amount_rupiah")
    into, out_of = Q(debit__startswith=account), Q(credit__startswith=account)
    return Sum(Case(When(into, then=amount), When(out_of, then=-amount), default=0, output_field=BigIntegerField()))
