"""Figures about plans that anybody may count again."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median_low

from django.db.models import Count, Q, QuerySet, Sum, Value

from rembuk.kernel.money import Rupiah
from rembuk.kernel.periods import local_day
from rembuk.plans.models import PlanItem, PlanLine
from rembuk.plans.states import ItemState, PlanState
from rembuk.voices.models import Need
from rembuk.voices.queries.figures import inside
from rembuk.voices.queries.lists import last_number
from rembuk.voices.states import NeedState

# A postponed need, or one that was sent on, still waits for its last word.
FINAL = (NeedState.ANSWERED, NeedState.DECLINED)


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """How much of the plans began with residents, and how many needs have their last word, after how many days.

    `middle_days` is the middle one of the days from the opening of a need to its final answer; None without any.
    """

    planned: int
    from_residents: int
    needs: int
    answered: int
    middle_days: int | None


def plan_figures(region_number: int | None = None) -> PlanFigures:
    """Return the two public figures of a region and everything inside it, in two queries."""
    planned = inside(PlanItem.objects.filter(state=ItemState.PLANNED), region_number)
    counts = planned.aggregate(planned=Count("pk"), residents=Count("pk", filter=Q(need__isnull=False)))
    needs = inside(Need.objects.exclude(state=NeedState.EMPTIED), region_number)
    rows = list(needs.values_list("state", "opened_at", "answer__answered_at"))
    days = sorted((local_day(answered) - local_day(opened)).days for state, opened, answered in rows if state in FINAL)
    return PlanFigures(
        planned=counts["planned"],
        from_residents=counts["residents"],
        needs=len(rows),
        answered=len(days),
        middle_days=median_low(days) if days else None,
    )


@dataclass(frozen=True, slots=True)
class FieldSum:
    """One field (bidang) of the approved plans: how many lines and for how much."""

    field: str
    lines: int
    cost_rupiah: Rupiah


def sums_of_fields(region_number: int | None = None, year: int | None = None) -> list[FieldSum]:
    """Return what the approved plans of a region hold in each field, in the order of the fields, in one query."""
    lines = PlanLine.objects.filter(plan__state=PlanState.APPROVED)
    if region_number is not None:
        lines = lines.filter(plan__region_number__range=(region_number, last_number(region_number)))
    if year:
        lines = lines.filter(plan__year=year)
    sums = lines.values("item__field").annotate(many=Count("pk"), cost=Sum("cost_rupiah"))
    return [FieldSum(row["item__field"], row["many"], row["cost"]) for row in sums.order_by("item__field")]


def planned_sums(region_number: int) -> QuerySet[PlanLine, tuple[str, int, Rupiah]]:
    """Return "planned", how many lines the approved plans of a region hold, and what they cost; or no row."""
    inside = PlanLine.objects.filter(plan__region_number__range=(region_number, last_number(region_number)))
    sums = inside.filter(plan__state=PlanState.APPROVED).order_by().values("plan__state")
    counted = sums.annotate(many=Count("pk"), rupiah=Sum("cost_rupiah"))
    return counted.values_list(Value("planned"), "many", "rupiah")
