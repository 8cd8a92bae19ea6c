"""A region with everything around and inside it, read in one go."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When

from rembuk.regions.drafts import Count
from rembuk.regions.models import Border, Population, Region
from rembuk.regions.numbering import path_of
from rembuk.regions.queries import UnknownRegion


@dataclass(frozen=True, slots=True)
class Place:
    """A region inside another: what a map of it needs."""

    region: Region
    outline: str | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A region, those around it from the province down, those inside it by number, and those beside it by name."""

    region: Region
    around: tuple[Region, ...]
    inside: tuple[Place, ...]
    beside: tuple[Region, ...]
    count: Count | None


def surroundings_of(number: int) -> Surroundings:
    """Return a region with its surroundings; raise UnknownRegion."""
    path = path_of(number)
    left = Border.objects.filter(right_id=number).values("left")
    right = Border.objects.filter(left_id=number).values("right")
    wanted = Q(number__in=path) | Q(parent_id=number, valid_to__isnull=True) | Q(number__in=left) | Q(number__in=right)
    rows = {row.number: row for row in _with_facts(Region.objects.filter(wanted), number).order_by("number")}
    if number not in rows:
        raise UnknownRegion(str(number))
    inside = tuple(Place(row, row.outline) for row in rows.values() if row.parent_id == number)  # type: ignore[attr-defined]  # annotated below
    others = set(rows) - set(path) - {place.region.number for place in inside}
    return Surroundings(
        region=rows[number],
        around=tuple(rows[step] for step in path[:-1] if step in rows),
        inside=inside,
        beside=tuple(sorted((rows[other] for other in others), key=lambda row: (row.name, row.number))),
        count=_count(rows[number]),
    )


def _with_facts(regions: QuerySet[Region], number: int) -> QuerySet[Region]:
    latest = Population.objects.filter(region=OuterRef("pk")).order_by("-counted_on", "source")
    return regions.annotate(
        people=Subquery(latest.values("people")[:1]),
        people_source=Subquery(latest.values("source")[:1]),
        people_on=Subquery(latest.values("counted_on")[:1]),
        # Outlines of whole provinces are large; only those inside are drawn.
        outline=Case(When(parent_id=number, then=F("boundary__geometry"))),
    )


def _count(region: Region) -> Count | None:
    people, source, on = (vars(region)[fact] for fact in ("people", "people_source", "people_on"))
    return Count(people, source, on) if people is not None else None
