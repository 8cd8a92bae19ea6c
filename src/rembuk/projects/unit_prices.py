"""What one unit of a work costs beside similar works: same activity, unit and year, in other kampung nearby."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median_low

from rembuk.projects.impact import with_activity
from rembuk.projects.models import Project
from rembuk.projects.questions import NEIGHBOURS_NEEDED, nearby

# So many at most are compared, the latest first.
MOST_COMPARED = 500


@dataclass(frozen=True)
class UnitPrice:
    """What one unit of a work costs by its agreed cost, and what one unit of each similar work does, cheapest first."""

    own_rupiah: int
    others: tuple[int, ...]
    villages: int

    @property
    def median_rupiah(self) -> int | None:
        """The price in the middle, of two the lower; None where there are too few to say."""
        return median_low(self.others) if len(self.others) >= NEIGHBOURS_NEEDED else None


def unit_price_of(project: Project, activity: str) -> UnitPrice:
    """Return the price of one unit of a work of an activity beside others, in one query."""
    there = Project.objects.filter(region_number__range=nearby(project.region_number), year=project.year)
    same = with_activity(there.filter(unit__iexact=project.unit).exclude(region=project.region_id))
    rows = same.filter(activity=activity).order_by("-id").values_list("cost_rupiah", "volume", "region_number")
    found = list(rows[:MOST_COMPARED]) if activity else []
    prices = sorted(price_of_one(cost, volume) for cost, volume, _where in found)
    villages = len({where for _cost, _volume, where in found})
    return UnitPrice(price_of_one(project.cost_rupiah, project.volume), tuple(prices), villages)


def price_of_one(cost_rupiah: int, volume: Decimal) -> int:
    """Return what one unit costs in whole rupiah, halves rounded up."""
    return int((cost_rupiah / volume).quantize(Decimal(1), ROUND_HALF_UP))
