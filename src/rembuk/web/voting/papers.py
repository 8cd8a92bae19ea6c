"""The minutes of a roll and of a count, as pages and as PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from rembuk.documents.sheets import Sheet
from rembuk.priorities.models import Voting
from rembuk.web.access import public_page
from rembuk.web.papers import votings
from rembuk.web.papers.answers import paper_page, pdf_answer
from rembuk.web.voting.files import counted_or_404
from rembuk.web.voting.result import ResultShown


@public_page
@conditional_page
def roll(request: HttpRequest, voting: UUID) -> HttpResponse:
    """Show the minutes of a signed roll, made for paper."""
    found = _signed_or_404(voting)
    paper = _roll(request, found)
    return paper_page(request, paper, _trail(found, paper), reverse("voting-roll-pdf", args=[found.pk]))


@public_page
@conditional_page
def roll_pdf(request: HttpRequest, voting: UUID) -> HttpResponse:
    """Hand out the minutes of a roll as a PDF."""
    found = _signed_or_404(voting)
    return pdf_answer(_roll(request, found), f"daftar-pemilih-{found.pk.hex}")


@public_page
@conditional_page
def count(request: HttpRequest, voting: UUID) -> HttpResponse:
    """Show the minutes of a count, made for paper."""
    found = counted_or_404(voting)
    paper = _count(request, found)
    return paper_page(request, paper, _trail(found, paper), reverse("voting-count-pdf", args=[found.pk]))


@public_page
@conditional_page
def count_pdf(request: HttpRequest, voting: UUID) -> HttpResponse:
    """Hand out the minutes of a count as a PDF."""
    found = counted_or_404(voting)
    return pdf_answer(_count(request, found), f"penghitungan-{found.pk.hex}")


def _signed_or_404(voting: UUID) -> Voting:
    signed = Voting.objects.filter(pk=voting, roll_signed_at__isnull=False)
    found = signed.select_related("region__parent__parent__parent").first()
    if found is None:
        raise Http404("There is no such vote, or its roll is not signed.")
    return found


def _roll(request: HttpRequest, voting: Voting) -> Sheet:
    return votings.roll(voting, request.build_absolute_uri(reverse("voting", args=[voting.pk])))


def _count(request: HttpRequest, voting: Voting) -> Sheet:
    href = request.build_absolute_uri(reverse("voting-result", args=[voting.pk]))
    return votings.count_record(ResultShown(voting), href)


def _trail(voting: Voting, paper: Sheet) -> list[tuple[str, str | None]]:
    href = reverse("voting", args=[voting.pk])
    return [(_("Votes of residents"), reverse("votings")), (voting.title, href), (paper.title, None)]
