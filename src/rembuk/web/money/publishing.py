"""What a kampung publishes about its money: poster, reports of each half year, and all of it from one question."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urljoin

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from rembuk.documents.sheets import Sheet, Size
from rembuk.finance.models import Budget
from rembuk.journeys.publication import HALVES, end_of_half, publication
from rembuk.web.access import public_page
from rembuk.web.clock import now
from rembuk.web.money.views import budget_here
from rembuk.web.papers import publications
from rembuk.web.papers.answers import paper_page, pdf_answer


@public_page
@conditional_page
def poster(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show the poster of a budget, made for paper."""
    found = budget_here(code, year)
    pdf = reverse("budget-poster-pdf", args=[code, year, Size.A3])
    return paper_page(request, _poster(request, found, Size.A3), _trail(found, _("Poster")), pdf)


@public_page
@conditional_page
def poster_pdf(request: HttpRequest, code: str, year: int, size: str) -> HttpResponse:
    """Hand out the poster as a PDF of the size that a printer has."""
    if size not in Size.__members__.values():
        raise Http404("There is no poster of this size.")
    found = budget_here(code, year)
    return pdf_answer(_poster(request, found, Size(size)), f"poster-{found.region.code}-{year}-{size}")


@public_page
@conditional_page
def report(request: HttpRequest, code: str, year: int, half: int) -> HttpResponse:
    """Show the report of the first half of a year or of the whole."""
    found = budget_here(code, year)
    pdf = reverse("budget-report-pdf", args=[code, year, half])
    return paper_page(request, _report(request, found, half), _trail(found, _("Report")), pdf)


@public_page
@conditional_page
def report_pdf(request: HttpRequest, code: str, year: int, half: int) -> HttpResponse:
    """Hand out the report as a PDF."""
    found = budget_here(code, year)
    return pdf_answer(_report(request, found, half), f"laporan-{found.region.code}-{year}-{half}")


def _poster(request: HttpRequest, found: Budget, size: Size) -> Sheet:
    return publications.poster(publication(found, at=now()), size, *_addresses(request, found))


def _report(request: HttpRequest, found: Budget, half: int) -> Sheet:
    told = publication(found, at=_until(found.year, half))
    return publications.report(told, half, *_addresses(request, found))


def _until(year: int, half: int) -> datetime:
    """Return until when a report counts: the end of its half, or now while it lasts."""
    if half not in HALVES:
        raise Http404("A year has two halves.")
    return min(end_of_half(year, half), now())


def _addresses(request: HttpRequest, found: Budget) -> tuple[str, str]:
    """Return where the budget is read, and where somebody says what is wrong."""
    here = request.build_absolute_uri(reverse("budget", args=[found.region.code, found.year]))
    return here, urljoin(here, reverse("speak"))


def _trail(found: Budget, name: str) -> list[tuple[str, str | None]]:
    here = reverse("budget", args=[found.region.code, found.year])
    return [(_("Money"), reverse("money")), (found.region.name, here), (name, None)]
