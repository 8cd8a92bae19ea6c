"""Cards to vote with: shown this once, and drawn as a PDF from what the page itself sends back.

Codes are stored nowhere. The page carries them, sealed, in the form that asks for the PDF, so that only codes that were
made a moment ago, for this vote and by this witness, are ever drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.core import signing
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rembuk.documents.sheets import Sheet
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.priorities.models import Voting
from rembuk.priorities.permissions import may_make_cards
from rembuk.web.access import desk_form, person_of
from rembuk.web.clock import now
from rembuk.web.papers import votings
from rembuk.web.papers.answers import pdf_answer

# Long enough to look for a printer.
KEPT: Final = timedelta(hours=1)
_SALT: Final = "rembuk.desk.cards"


def show_cards(request: HttpRequest, voting: Voting, codes: Sequence[str]) -> HttpResponse:
    """Show codes this once: nothing keeps them, so the answer is not kept either."""
    context = {
        "voting": voting,
        "paper": _paper(request, voting, codes),
        "sealed": signing.dumps(list(codes), salt=_salt(voting, person_of(request)), compress=True),
        "robots": "noindex",
    }
    return render(request, "desk/cards.html", context)


@desk_form(Role.MONITOR)
def cards_pdf(request: HttpRequest, voting: UUID) -> HttpResponse:
    """Hand out the cards that a page shows as a PDF with lines to cut along."""
    found = Voting.objects.filter(pk=voting).select_related("region__parent__parent__parent").first()
    if found is None:
        raise Http404(voting)
    person = person_of(request)
    if not may_make_cards(person, found, at=now()):
        raise PermissionDenied
    salt = _salt(found, person)
    try:
        codes = signing.loads(request.POST.get("codes", ""), salt=salt, max_age=KEPT)
    except signing.BadSignature as error:
        raise BadRequest("These codes are not ours, or too old.") from error
    return pdf_answer(_paper(request, found, codes), "kartu-suara")


def _paper(request: HttpRequest, voting: Voting, codes: Sequence[str]) -> Sheet:
    return votings.cards(voting, codes, request.build_absolute_uri(reverse("voting", args=[voting.pk])))


def _salt(voting: Voting, person: Person | None) -> str:
    return f"{_SALT}.{voting.pk}.{person.pk if person else ''}"
