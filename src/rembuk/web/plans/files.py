"""Plans as files to download."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from rembuk.journeys.plan_books import BOOKS
from rembuk.regions.models import Region
from rembuk.web.access import feed
from rembuk.web.plans.views import number_here

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@feed
def workbook(_request: HttpRequest, code: str, year: int, kind: str) -> HttpResponse:
    """Give the plan of a kampung and year as a workbook: the matrix, the list for above, or the columns of SIPD."""
    region = Region.objects.filter(number=number_here(code)).first()
    if region is None or kind not in BOOKS or not 2000 <= year <= 2200:
        raise Http404(code)
    return as_workbook(BOOKS[kind](region, year), f"{kind}-{region.code}-{year}")


def as_workbook(content: bytes, name: str) -> HttpResponse:
    """Return a workbook to be downloaded under a name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)
