"""The votes of residents at the desk: the list, and one vote."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rembuk.kernel.codes import NotACode
from rembuk.people.queries import holds_any
from rembuk.people.roles import Role
from rembuk.priorities.models import Voting
from rembuk.priorities.permissions import DECLARERS, ROLL_KEEPERS
from rembuk.priorities.phases import phase_of
from rembuk.priorities.serials import read_serial
from rembuk.web.access import desk_form, desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Deed, attempt, chosen, shown
from rembuk.web.desk.queues import places_of
from rembuk.web.desk.votings.cards import show_cards
from rembuk.web.desk.votings.work import VotingWork

UNPROCESSABLE = 422
COMMITTEE = (*DECLARERS, *ROLL_KEEPERS, Role.COUNCIL, Role.MONITOR)


@desk_page(*COMMITTEE)
def votings(request: HttpRequest) -> HttpResponse:
    """List the votes of one's kampung, the newest first."""
    numbers = [place.number for place in places_of(person_of(request), COMMITTEE, at=now())]
    found = Voting.objects.filter(region_number__in=numbers).select_related("region").order_by("-declared_at", "id")
    rows = [(voting, phase_of(voting, at=now())) for voting in found]
    declares = bool(places_of(person_of(request), DECLARERS, at=now()))
    return render(request, "desk/votings.html", {"rows": rows, "declares": declares, "robots": "noindex"})


@desk_form(*COMMITTEE)
def voting(request: HttpRequest, voting: UUID) -> HttpResponse:
    """Show a vote with what may be done in it, and take one deed."""
    work = _work(request, voting)
    deeds = list(work.deeds())
    failed: forms.Form | None = None
    if request.method == "POST":
        deed = chosen(request, deeds)
        failed = deed.form(request.POST) if deed else None
        if deed and failed and attempt(deed, failed):
            if work.codes:
                return show_cards(request, work.voting, work.codes)
            messages.success(request, str(deed.done))
            # Cards and sheets come in piles: what was just done stands open for the next one.
            return redirect(f"{reverse('desk-voting', args=[voting])}?lagi={deed.key}")
        # What was tried has left its marks on the row in memory.
        work = _work(request, voting)
        deeds = list(work.deeds())
        if deed is None:
            messages.error(request, _("This can no longer be done. Look at the page as it is now."))
    context = {
        "work": work,
        "forms": shown(deeds, failed),
        "first": failed.prefix if failed else _first(request, deeds),
        "robots": "noindex",
    }
    return render(request, "desk/voting.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _first(request: HttpRequest, deeds: Sequence[Deed]) -> str:
    """Return which deed stands open: the one just done if it may be done again, else the usual one."""
    keys = [deed.key for deed in deeds]
    again = "read" if _scanned(request) else request.GET.get("lagi", "")
    return again if again in keys else next(iter(keys), "")


def _work(request: HttpRequest, pk: UUID) -> VotingWork:
    found = Voting.objects.filter(pk=pk).select_related("region").first()
    if found is None:
        raise Http404(pk)
    person = person_of(request)
    if not holds_any(person, COMMITTEE, found.region_number, at=now()):
        raise PermissionDenied
    return VotingWork(found, person, serial=_scanned(request), files=request.FILES)


def _scanned(request: HttpRequest) -> str:
    """Return the number of the sheet whose square led here, "" for none."""
    try:
        return read_serial(request.GET.get("lembar", ""))
    except NotACode:
        return ""
