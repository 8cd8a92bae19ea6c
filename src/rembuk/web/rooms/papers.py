"""The agreement of a room, as a page and as a PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from rembuk.documents.sheets import Sheet
from rembuk.web.access import public_page
from rembuk.web.papers import rooms
from rembuk.web.papers.answers import paper_page, pdf_answer
from rembuk.web.rooms.shown import RoomShown
from rembuk.web.rooms.views import shown_room


@public_page
@conditional_page
def agreement(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show what both sides signed, made for paper."""
    shown = _agreed_or_404(round_id)
    paper = _paper(request, shown)
    title = shown.talks.room.round.title
    trail = [(title, reverse("round", args=[round_id])), (_("Negotiation room"), reverse("room", args=[round_id]))]
    return paper_page(request, paper, [*trail, (paper.title, None)], reverse("room-agreement-pdf", args=[round_id]))


@public_page
@conditional_page
def agreement_pdf(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Hand out what both sides signed as a PDF."""
    return pdf_answer(_paper(request, _agreed_or_404(round_id)), f"kesepakatan-{round_id.hex}")


def _agreed_or_404(round_id: UUID) -> RoomShown:
    shown = shown_room(round_id)
    if not shown.is_agreed:
        raise Http404("Both sides have not signed.")
    return shown


def _paper(request: HttpRequest, shown: RoomShown) -> Sheet:
    return rooms.agreement(shown, request.build_absolute_uri(reverse("room", args=[shown.talks.room.round_id])))
