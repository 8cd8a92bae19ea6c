"""What a work costs, who pays for it, and what is missing; the list, the page of a work and the conditions ask alike.

The public budget counts with what it gives to the work; before there is one, the plan's own fund stands for it. A gift
counts once it is agreed in writing, and from its coming on with what the ledger holds of it. Wishes and mere promises
are told, and count for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from rembuk.finance.giving import FUNDS, INCOME
from rembuk.finance.models import Budget, BudgetLine, Contribution, Earmark
from rembuk.finance.states import BudgetState, ContributionState
from rembuk.kernel.money import Rupiah
from rembuk.plans.models import GateFinding, PlanItem, PlanLine
from rembuk.plans.states import Gate, ItemState, PlanState
from rembuk.projects.models import Project
from rembuk.projects.states import ProjectState
from rembuk.voices.queries import NotACursor
from rembuk.voices.queries.figures import inside

# What waits for money: planned or, on the reserve list, good enough to be planned.
RESERVE: Final = (ItemState.VERIFIED, ItemState.CARRIED)
FUNDABLE: Final = (ItemState.PLANNED, *RESERVE)
_GIVEN: Final = frozenset(FUNDS.values())


@dataclass(frozen=True, slots=True)
class Stack:
    """Who pays for a work: the budget, gifts agreed in writing, gifts that came, and those only promised."""

    item: PlanItem
    cost_rupiah: Rupiah
    public_rupiah: Rupiah
    signed_rupiah: Rupiah
    arrived_rupiah: Rupiah
    pledged_rupiah: Rupiah

    @property
    def sure_rupiah(self) -> Rupiah:
        """What can be counted on."""
        return self.public_rupiah + self.signed_rupiah + self.arrived_rupiah

    @property
    def missing_rupiah(self) -> Rupiah:
        """What nobody has agreed to pay."""
        return max(self.cost_rupiah - self.sure_rupiah, 0)

    def reaches(self, percent: int) -> bool:
        """Is this share of the cost sure?"""
        return self.sure_rupiah * 100 >= self.cost_rupiah * percent


@dataclass(frozen=True, slots=True)
class GapFilter:
    """Which gaps to list; empty means all. A region's number means everything inside it too."""

    region_number: int | None = None
    field: str = ""
    states: tuple[str, ...] = FUNDABLE


@dataclass(frozen=True, slots=True)
class GapPage:
    """Some works with something missing, and where the next ones begin; None at the end."""

    rows: list[Stack]
    older: str | None


def stack_of(item: PlanItem) -> Stack:
    """Return who pays for a work, in one query."""
    return _stack(_with_money(PlanItem.objects.filter(pk=item.pk)).select_related("region").get())


def list_gaps(wanted: GapFilter, after: str | None = None, limit: int = 12) -> GapPage:
    """Return works that miss money, the latest proposed first, from a place that an earlier page named.

    Raise NotACursor for a place that no page named.
    """
    rows = _gaps(wanted).order_by("-id")
    if after:
        rows = rows.filter(id__lt=_read_cursor(after))
    found = [_stack(row) for row in rows[: limit + 1]]
    return GapPage(found[:limit], found[limit - 1].item.id.hex if len(found) > limit else None)


def sum_of_gaps(wanted: GapFilter) -> Mapping[str, Rupiah]:
    """Return what all works that miss money cost together, and who pays how much of it, in one query."""
    columns = ("cost", "public", "signed", "arrived", "pledged")
    sums = _gaps(wanted).aggregate(**{f"all_{name}": Sum(f"{name}_rupiah") for name in columns})
    return {name: sums[f"all_{name}"] or 0 for name in columns}


def reserve_list(region_number: int) -> list[Stack]:
    """Return the works of a kampung that wait for money outside its plan, those that miss least first."""
    found = map(_stack, _gaps(GapFilter(region_number, states=RESERVE)))
    return sorted(found, key=lambda one: (one.missing_rupiah, one.item.code))


def _gaps(wanted: GapFilter) -> QuerySet[PlanItem]:
    items = inside(PlanItem.objects.filter(state__in=wanted.states), wanted.region_number)
    if wanted.field:
        items = items.filter(field=wanted.field)
    built = Project.objects.filter(item=OuterRef("pk"), tenant=OuterRef("tenant"), state=ProjectState.DONE)
    rows = _with_money(items.filter(~Exists(built))).select_related("region")
    sure = F("public_rupiah") + F("signed_rupiah") + F("arrived_rupiah")
    return rows.annotate(missing_rupiah=F("cost_rupiah") - sure).filter(missing_rupiah__gt=0)


def _with_money(items: QuerySet[PlanItem]) -> QuerySet[PlanItem]:
    return items.annotate(
        cost_rupiah=Case(When(state=ItemState.PLANNED, then=_planned("cost_rupiah")), default=_examined()),
        public_rupiah=_public(),
        signed_rupiah=_given(ContributionState.SIGNED),
        arrived_rupiah=_arrived(),
        pledged_rupiah=_given(ContributionState.PLEDGED),
    )


def _planned(column: str) -> Subquery:
    lines = PlanLine.objects.filter(plan__state=PlanState.APPROVED, **_of_item("item"))
    return Subquery(lines.order_by("-plan__year").values(column)[:1])


def _examined() -> Coalesce:
    known = GateFinding.objects.filter(
        gate=Gate.COST, passed=True, examination__disputed_why="", **_of_item("examination__item")
    )
    latest = known.order_by("-examination__examined_at", "-id").values("cost_rupiah")[:1]
    return Coalesce(Subquery(latest), 0, output_field=BigIntegerField())


def _public() -> Case:
    here = {"region_number": OuterRef("region_number"), "year": OuterRef("year"), "tenant": OuterRef("tenant")}
    in_force = Exists(Budget.objects.filter(state=BudgetState.APPROVED, **here))
    lines = BudgetLine.objects.filter(budget__state=BudgetState.APPROVED, **_of_item("post__item"))
    given = _sum(lines.exclude(post__fund__in=_GIVEN), "post__item", Sum("amount_rupiah"))
    expected = PlanLine.objects.filter(plan__state=PlanState.APPROVED, **_of_item("item")).exclude(fund__in=_GIVEN)
    by_plan = Subquery(expected.order_by("-plan__year").values("cost_rupiah")[:1])
    return Case(When(in_force, then=given), default=Coalesce(by_plan, 0), output_field=BigIntegerField())


def _given(state: ContributionState) -> Coalesce:
    gifts = Contribution.objects.filter(state=state, **_of_item("item"))
    return _sum(gifts, "item", Sum("amount_rupiah"))


def _arrived() -> Coalesce:
    amount = F("transfer__amount_rupiah")
    into, back = Q(transfer__credit__startswith=INCOME), Q(transfer__debit__startswith=INCOME)
    net = Case(When(into, then=amount), When(back, then=-amount), default=Value(0), output_field=BigIntegerField())
    return _sum(Earmark.objects.filter(**_of_item("contribution__item")), "contribution__item", Sum(net))


def _sum(rows: QuerySet, item: str, what: Sum) -> Coalesce:  # type: ignore[type-arg]  # lines, gifts or marks
    summed = rows.order_by().values(item).annotate(sum=what).values("sum")
    return Coalesce(Subquery(summed), 0, output_field=BigIntegerField())


def _of_item(name: str) -> dict[str, OuterRef]:
    return {name: OuterRef("pk"), "tenant": OuterRef("tenant")}


def _stack(row: PlanItem) -> Stack:
    money = vars(row)
    columns = ("cost_rupiah", "public_rupiah", "signed_rupiah", "arrived_rupiah", "pledged_rupiah")
    return Stack(row, **{name: money[name] or 0 for name in columns})


def _read_cursor(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotACursor(text) from error
