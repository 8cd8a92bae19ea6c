"""Figures that anybody can count again: what there is in each place, how long answers take, who is heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low, quantiles

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rembuk.regions.models import Region, Tier
from rembuk.voices.models import Need, Voice
from rembuk.voices.queries import NeedFilter
from rembuk.voices.queries.figures import inside
from rembuk.voices.search import matching_all
from rembuk.voices.states import NeedState

# Fewer than this could point at somebody; statistics offices draw the line between three and ten.
SMALLEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """A place, where its tile lies on the map, and what was asked and decided there."""

    number: int
    code: str
    name: str
    is_village: bool
    column: int | None
    row: int | None
    voices: int
    needs: int
    decided: int
    declined: int


def figures_of_places(region: Region) -> tuple[PlaceFigures, ...]:
    """Return the figures of a region's own and of each kampung in it, by name, in one query.

    Every voice and need has one place, so the places add up to the whole.
    """
    places = Region.objects.filter(number__range=(region.number, region.last_number)).filter(
        Q(tier=Tier.VILLAGE) | Q(number=region.number)
    )
    here = {"region_number": OuterRef("number")}
    needs = Need.objects.filter(**here).exclude(state=NeedState.EMPTIED)
    rows = places.annotate(
        voices=_count(Voice.objects.filter(**here)),
        needs=_count(needs),
        decided=_count(needs.exclude(state=NeedState.OPEN)),
        declined=_count(needs.filter(state=NeedState.DECLINED)),
    )
    columns = ("number", "code", "name", "tier", "tile_column", "tile_row", "voices", "needs", "decided", "declined")
    return tuple(
        PlaceFigures(number, code, name, tier == Tier.VILLAGE, *figures)
        for number, code, name, tier, *figures in rows.order_by("name", "number").values_list(*columns)
    )


def _count(rows: QuerySet[Voice] | QuerySet[Need]) -> Coalesce:
    # Counting rows, not ids, needs nothing but an index.
    counted = rows.order_by().values("region_number").annotate(many=Count("*")).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def count_needs_by_place(wanted: NeedFilter) -> dict[int, int]:
    """Return how many needs of a choice each place has, by its number; places without any are left out."""
    needs = Need.objects.filter(state=wanted.state) if wanted.state else Need.objects.exclude(state=NeedState.EMPTIED)
    for column in ("subject", "level"):
        if value := getattr(wanted, column):
            needs = needs.filter(**{column: value})
    needs = inside(needs, wanted.region_number)
    if wanted.search.strip():
        needs = matching_all(needs, wanted.search)
    return dict(needs.order_by().values_list("region_number").annotate(many=Count("pk")))


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took: the middle one, and between which days the middle half lies."""

    count: int
    quarter: int
    middle: int
    three_quarters: int


def spread_of(days: Sequence[int]) -> Spread | None:
    """Return the middle and the quarters of sorted days; None without any."""
    if not days:
        return None
    if len(days) == 1:
        return Spread(1, days[0], days[0], days[0])
    low, _middle, high = quantiles(days, n=4, method="inclusive")
    return Spread(len(days), int(low), median_low(days), int(high))


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of a table; a count of None is too small to be shown."""

    key: str
    count: int | None


def without_small_cells(counts: Mapping[str, int]) -> tuple[Cell, ...]:
    """Return counts, largest first, with those hidden that are too small to be shown."""
    ordered = sorted(counts.items(), key=lambda cell: (-cell[1], cell[0]))
    hidden = {key for key, count in ordered if count < SMALLEST_SHOWN}
    # A single gap could be filled by subtracting the others from the sum, so the next smallest goes with it.
    if len(hidden) == 1 and len(ordered) > 1:
        hidden.add(next(key for key, _count in reversed(ordered) if key not in hidden))
    return tuple(Cell(key, None if key in hidden else count) for key, count in ordered)
