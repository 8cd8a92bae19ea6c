"""Writing down which years a long plan has."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.people.models import Person
from rembuk.plans.models import LongPlan, LongPlanYear
from rembuk.plans.permissions import may_make_long_plan
from rembuk.programmes.models import Programme
from rembuk.regions.models import Region
from rembuk.voices.wording import line

# The term of a village head since Law 3/2024; it was six before, so it is never more than a default.
DEFAULT_YEARS = 8
MOST_YEARS = 20


class NoSuchYear(ValueError):
    """A long plan has other years, or a strange number of them; the message says which."""


@transaction.atomic
def make_long_plan(
    programme: Programme,
    region: Region,
    first_year: int,
    *,
    years: int = DEFAULT_YEARS,
    decided_in: str = "",
    by: Person | None,
    at: datetime,
) -> LongPlan:
    """Begin a long plan (RPJMDes) with its years; a year that is already in one is refused."""
    if by is None or not may_make_long_plan(by, region, at=at):
        raise PermissionDenied
    if not 1 <= years <= MOST_YEARS or not 2000 <= first_year <= 2200:
        raise NoSuchYear(f"{years} years from {first_year}")
    span = range(first_year, first_year + years)
    taken = LongPlanYear.objects.filter(region_number=region.number, year__in=span).order_by("year").first()
    if taken:
        raise NoSuchYear(f"{taken.year} is in another long plan")
    plan = LongPlan.objects.create(
        programme=programme,
        region=region,
        region_number=region.number,
        decided_in=line(decided_in, "meeting", longest=120) if decided_in else "",
        made_by=by,
        made_at=at,
    )
    LongPlanYear.objects.bulk_create(
        LongPlanYear(long_plan=plan, region_number=region.number, year=year) for year in span
    )
    record_act("long_plan.made", plan, by=by, at=at, public=True, region_number=region.number, years=list(span))
    return plan
