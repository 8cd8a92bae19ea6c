"""What a kampung publishes about its money: poster, card, report of each half year, all of it from one question."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urljoin

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from rembuk.documents.drawing import draw_picture
from rembuk.documents.sheets import Form, Sheet, Size
from rembuk.finance.models import Budget
from rembuk.journeys.publication import HALVES, end_of_half, publication
from rembuk.web.access import feed, public_page
from rembuk.web.clock import now
from rembuk.web.money.pack import Pack, zipped
from rembuk.web.money.views import budget_here
from rembuk.web.papers import publications
from rembuk.web.papers.answers import drawn_answer, paper_page, pdf_answer


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


@public_page
@conditional_page
def card(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show what every household keeps, made for slips of paper and for phones."""
    found = budget_here(code, year)
    pdf = reverse("budget-card-pdf", args=[code, year])
    return paper_page(request, _card(request, found, Form.SLIPS), _trail(found, _("Card for every household")), pdf)


@public_page
@conditional_page
def card_pdf(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Hand out slips of paper to cut, four on a page."""
    found = budget_here(code, year)
    return pdf_answer(_card(request, found, Form.SLIPS), f"kartu-{found.region.code}-{year}")


@public_page
@conditional_page
def card_picture(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Hand out the same as a small picture that goes from phone to phone."""
    found = budget_here(code, year)
    paper = _card(request, found, Form.PICTURE)
    return drawn_answer(lambda: draw_picture(paper), "image/png", f"kartu-{found.region.code}-{year}.png")


@feed
def pack(request: HttpRequest, code: str, year: int, half: int) -> HttpResponse:
    """Hand out all that is published about the money of a kampung and period as one file."""
    found = budget_here(code, year)
    made = Pack(publication(found, at=_until(found.year, half)), half, *_addresses(request, found))
    return drawn_answer(lambda: zipped(made), "application/zip", f"uang-{made.name}.zip")


def _card(request: HttpRequest, found: Budget, form: Form) -> Sheet:
    return publications.card(publication(found, at=now()), form, *_addresses(request, found))


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
