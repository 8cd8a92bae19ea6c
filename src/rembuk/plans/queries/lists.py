"""Lists of items: by key, never by offset, and without counting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from rembuk.plans.models import PlanItem, PlanLine
from rembuk.plans.states import PlanState
from rembuk.voices.queries import NotACursor
from rembuk.voices.queries.figures import inside


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items to list; empty means all. A region's number means everything inside it too."""

    region_number: int | None = None
    year: int | None = None
    field: str = ""
    locality: UUID | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of a list; the cost is that of the approved plan, None without any."""

    id: UUID
    code: str
    title: str
    year: int
    field: str
    state: str
    held_by: str
    region_name: str
    locality_name: str
    need_code: str
    cost_rupiah: int | None


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Some rows of a list, and where the next ones begin; None at the end."""

    rows: list[ItemRow]
    older: str | None


_COLUMNS = ("id", "code", "title", "year", "field", "state", "held_by", "region__name", "locality__name", "need__code")


def list_items(wanted: ItemFilter, after: str | None = None, limit: int = 20) -> ItemPage:
    """Return items, the latest proposed first, from a place that an earlier page named, in one query.

    Raise NotACursor for a place that no page named.
    """
    rows = _filtered(wanted)
    if after:
        rows = rows.filter(id__lt=_read_cursor(after))
    here = {"item": OuterRef("pk"), "tenant": OuterRef("tenant"), "plan__state": PlanState.APPROVED}
    cost = PlanLine.objects.filter(**here).order_by("-plan__year").values("cost_rupiah")[:1]
    found = list(rows.annotate(cost=Subquery(cost)).order_by("-id").values(*_COLUMNS, "cost")[: limit + 1])
    page = [_row(values) for values in found[:limit]]
    return ItemPage(page, page[-1].id.hex if len(found) > limit else None)


def _filtered(wanted: ItemFilter) -> QuerySet[PlanItem]:
    chosen = {name: getattr(wanted, name) for name in ("year", "field", "locality", "state")}
    rows = PlanItem.objects.filter(**{name: value for name, value in chosen.items() if value})
    return inside(rows, wanted.region_number)


def _row(values: dict[str, Any]) -> ItemRow:  # Any: the columns of a values() row.
    return ItemRow(
        **{name: values[name] for name in ("id", "code", "title", "year", "field", "state", "held_by")},
        region_name=values["region__name"],
        locality_name=values["locality__name"] or "",
        need_code=values["need__code"] or "",
        cost_rupiah=values["cost"],
    )


def _read_cursor(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotACursor(text) from error
