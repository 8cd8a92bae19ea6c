"""What an item looks like before it is written; one at a time by actions, many at once by the demo."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from rembuk.people.models import Person
from rembuk.plans.drafts import COLUMNS, LineDraft
from rembuk.plans.models import PlanItem, PlanLine, YearPlan
from rembuk.programmes.models import Programme
from rembuk.regions.models import Locality, Region
from rembuk.tenancy.fields import uuid7
from rembuk.voices.models import Need
from rembuk.voices.numbers import candidates
from rembuk.voices.wording import line

PREFIX = "RN"
_OFFICE = UUID("3f1b0c52-52b5-4f06-8f6f-0e6b1c0e7b55")


def new_item(
    programme: Programme,
    region: Region,
    title: str,
    year: int,
    *,
    need: Need | None,
    locality: Locality | None,
    by: Person,
    role: str,
    at: datetime,
) -> PlanItem:
    """Return an item, still without its number."""
    return PlanItem(
        id=uuid7(),
        programme=programme,
        need=need,
        region=region,
        region_number=region.number,
        locality=locality,
        title=line(title, "title", longest=160),
        year=year,
        proposed_by=by,
        proposed_as=role,
        proposed_at=at,
    )


def numbered(item: PlanItem) -> PlanItem:
    """Give an item the first number of its own that nobody has."""
    # Drawn from what it is about, so that the same invented year gives the same numbers.
    key = uuid5(item.need.pk if item.need else _OFFICE, f"{item.region_number}:{item.year}:{item.title}")
    item.code = next(code for code in candidates(PREFIX, key) if not PlanItem.objects.filter(code=code).exists())
    return item


def line_of(plan: YearPlan, item: PlanItem, draft: LineDraft) -> PlanLine:
    """Return a line of a plan."""
    return PlanLine(plan=plan, item=item, **values_of(draft))


def values_of(draft: LineDraft) -> dict[str, object]:
    """Return the columns of a line."""
    return {name: getattr(draft, name) for name in COLUMNS}
