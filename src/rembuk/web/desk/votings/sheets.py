"""Paper ballots as a PDF: those that are registered for a vote, in an order of chance."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from rembuk.people.roles import Role
from rembuk.priorities.models import PrintedSheet, Voting
from rembuk.priorities.permissions import may_print_sheets
from rembuk.web.access import desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.papers.answers import pdf_answer
from rembuk.web.papers.ballots import ballots


@desk_page(Role.MONITOR)
def sheets_pdf(request: HttpRequest, voting: UUID) -> HttpResponse:
    """Hand out the registered paper ballots of a vote, with lines to cut along."""
    found = Voting.objects.filter(pk=voting).select_related("region__parent__parent__parent").first()
    if found is None:
        raise Http404(voting)
    if not may_print_sheets(person_of(request), found, at=now()):
        raise PermissionDenied
    # Ids are drawn by chance, so neither the pile nor the table says when a sheet was registered.
    serials = list(PrintedSheet.objects.filter(voting=found).order_by("id").values_list("serial", flat=True))
    if not serials:
        raise Http404("No paper ballots are registered.")
    href = request.build_absolute_uri(reverse("desk-voting", args=[found.pk]))
    return pdf_answer(ballots(found, serials, href), "surat-suara")
