"""Figures that anybody can recompute: how voices arrive, how long answers take, where the needs are.

Days are counted from the day something was opened to the day of its first answer, where the village is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low, quantiles

from django.db.models import Count, F, Min, Q
from django.db.models.functions import Coalesce

from rembuk.kernel.periods import local_day
from rembuk.regions.models import Region, Tier
from rembuk.voices.models import Answer, Need, Voice
from rembuk.voices.states import NeedState

# Fewer than this could point at somebody (Permen and statistics offices use three to ten; five is the common middle).
SMALLEST_SHOWN = 5


@dataclass(frozen=True)
class Days:
    """How long answers took: the middle one, and the range in which the middle half lies."""

    count: int
    middle: int
    quarter: int
    three_quarters: int


@dataclass(frozen=True)
class VillageNeeds:
    """One kampung, its place on the tile map, and how many needs it has."""

    code: str
    name: str
    column: int | None
    row: int | None
    needs: int


@dataclass(frozen=True)
class Cell:
    """One line of a table; a count of None is too small to be shown."""

    key: str
    count: int | None


def days_to_answer(region: Region) -> Days | None:
    """Return how many days the first answers took, to needs and to voices answered on their own; None without any."""
    answers = Answer.objects.filter(
        Q(need__region_number__range=(region.number, region.last_number))
        | Q(voice__region_number__range=(region.number, region.last_number))
    )
    first = answers.values("need", "voice").annotate(
        asked=Coalesce(Min("need__opened_at"), Min("voice__received_at")), answered=Min("answered_at")
    )
    days = sorted((local_day(row["answered"]) - local_day(row["asked"])).days for row in first)
    return _spread(days) if days else None


def _spread(days: Sequence[int]) -> Days:
    if len(days) == 1:
        return Days(1, days[0], days[0], days[0])
    low, _middle, high = quantiles(days, n=4, method="inclusive")
    return Days(len(days), median_low(days), int(low), int(high))


def voices_by(field: str, region: Region) -> tuple[Cell, ...]:
    """Count voices by "channel" or "group", largest first; what is too small to be shown is not told by the sum either."""
    rows = (
        Voice.objects.filter(region_number__range=(region.number, region.last_number))
        .values_list(field)
        .annotate(count=Count("id"))
    )
    return _without_small_cells(dict(rows))


def _without_small_cells(counts: Mapping[str, int]) -> tuple[Cell, ...]:
    ordered = sorted(counts.items(), key=lambda cell: (-cell[1], cell[0]))
    hidden = {key for key, count in ordered if count < SMALLEST_SHOWN}
    # A single gap could be filled by subtracting the others from the sum, so the next smallest goes with it.
    if len(hidden) == 1 and len(ordered) > 1:
        hidden.add(next(key for key, _count in reversed(ordered) if key not in hidden))
    return tuple(Cell(key, None if key in hidden else count) for key, count in ordered)


def needs_by_village(region: Region) -> tuple[VillageNeeds, ...]:
    """Count the needs of each kampung in a region, by name."""
    needs = dict(
        Need.objects.filter(region_number__range=(region.number, region.last_number))
        .exclude(state=NeedState.EMPTIED)
        .values_list("region_number")
        .annotate(count=Count("id"))
    )
    villages = (
        Region.objects.filter(number__range=(region.number, region.last_number), tier=Tier.VILLAGE, valid_to=None)
        .order_by("name", "number")
        .values_list("number", "code", "name", "tile_column", "tile_row")
    )
    return tuple(
        VillageNeeds(code, name, column, row, needs.get(number, 0)) for number, code, name, column, row in villages
    )


@dataclass(frozen=True)
class LatestAnswer:
    """An answer as the first page tells it: what was asked, what was decided and why."""

    code: str
    title: str
    kind: str
    sentence: str
    next_step: str
    on: date


def latest_answers(region: Region, *, limit: int) -> tuple[LatestAnswer, ...]:
    """Return the newest answers to needs."""
    rows = (
        Answer.objects.filter(need__region_number__range=(region.number, region.last_number))
        .order_by("-answered_at", "-id")
        .values_list("need__code", "need__title", "kind", "sentence", "next_step", "answered_at")[:limit]
    )
    return tuple(LatestAnswer(*words, on=local_day(at)) for *words, at in rows)
