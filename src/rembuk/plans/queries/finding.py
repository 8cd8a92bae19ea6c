"""One plan or item, and what belongs to it."""

from __future__ import annotations

from django.db.models import F, OuterRef, QuerySet, Subquery

from rembuk.kernel.codes import read_code
from rembuk.plans.models import (
    Custody,
    Decision,
    Examination,
    LongPlanYear,
    PlanItem,
    PlanLine,
    YearPlan,
)
from rembuk.plans.states import PlanState
from rembuk.voices.models import Need
from rembuk.voices.queries.figures import inside


def item_by_code(code: str, **more: Subquery) -> PlanItem:
    """Return the item with this number, however it is typed, with what else is asked for about it by name.

    Raise NotACode or PlanItem.DoesNotExist.
    """
    near = ("programme", "region__parent", "locality", "decision", "need__answer", "need__programme", "need__region")
    return PlanItem.objects.select_related(*near).annotate(**more).get(code=read_code(code))


def need_with_item(code: str, **more: Subquery) -> tuple[Need, PlanItem | None]:
    """Return a need by its number, and what it became in the plans: no more than id, number and state, in one query.

    What else is asked for by name stands on the need. Raise NotACode or Need.DoesNotExist.
    """
    items = PlanItem.objects.filter(need=OuterRef("pk"), tenant=OuterRef("tenant"))
    columns = {f"item_{name}": Subquery(items.values(name)) for name in ("id", "code", "state")}
    near = ("programme", "region", "locality", "answer")
    need = Need.objects.select_related(*near).annotate(**columns, **more).get(code=read_code(code))
    found = {name: vars(need).pop(f"item_{name}") for name in ("id", "code", "state")}
    return need, PlanItem(**found) if found["id"] else None


def item_of_need(need: Need) -> PlanItem | None:
    """Return what became of a need in the plans, None as long as nobody took it up."""
    return PlanItem.objects.filter(need=need).first()


def shown_line_of(item: PlanItem) -> PlanLine | None:
    """Return the line of an item that counts: that of the approved plan, else of the draft; None without any."""
    lines = PlanLine.objects.filter(item=item, plan__state__in=[PlanState.APPROVED, PlanState.DRAFT])
    # "approved" comes before "draft".
    return lines.select_related("plan__region").order_by("plan__state", "-plan__year").first()


def custodies_of(item: PlanItem) -> QuerySet[Custody]:
    """Return the tiers that an item lay with, first to last."""
    return Custody.objects.filter(item=item).order_by("received_at", "id")


def decisions_of(item: PlanItem) -> QuerySet[Decision]:
    """Return what was decided about an item, first to last."""
    return Decision.objects.filter(item=item).order_by("decided_at", "id")


def examination_of(item: PlanItem) -> Examination | None:
    """Return the latest examination of an item, seconded or not; one that was sent back does not count."""
    found = Examination.objects.filter(item=item, disputed_why="").select_related("item__need", "examined_by")
    return found.order_by("-examined_at", "-id").first()


def versions_of(region_number: int, year: int) -> QuerySet[YearPlan]:
    """Return all versions of the plan of a year, newest first."""
    versions = YearPlan.objects.filter(region_number=region_number, year=year).select_related("region", "long_plan")
    return versions.order_by("-version")


def plan_of_year(region_number: int, year: int) -> YearPlan | None:
    """Return the plan of a year in force, or else its draft."""
    versions = versions_of(region_number, year).filter(state__in=[PlanState.APPROVED, PlanState.DRAFT])
    return versions.order_by("state", "-version").first()


def draft_of(region_number: int, year: int) -> YearPlan | None:
    """Return the draft of the plan of a year, which alone takes up what is decided."""
    return versions_of(region_number, year).filter(state=PlanState.DRAFT).first()


def lines_of(plan: YearPlan) -> QuerySet[PlanLine]:
    """Return the lines of a plan as the form of the law has them: by activity, then by number."""
    near = ("item__need", "item__locality", "item__region", "item__programme", "plan__region")
    return PlanLine.objects.filter(plan=plan).select_related(*near).order_by("activity_code", "item__code")


def years_of(region_number: int) -> list[int]:
    """Return the years that the long plans of a region and everything inside it have, each once, first to last."""
    years = inside(LongPlanYear.objects.all(), region_number)
    return list(years.order_by("year").values_list(F("year"), flat=True).distinct())
