"""The negotiation rooms at the desk, and one of them with what may be done in it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rembuk.people.queries import holds_any, regions_of
from rembuk.priorities.permissions import BETWEEN, FOR_GOVERNMENT, FOR_RESIDENTS, may_sit_for_residents
from rembuk.priorities.phases import phase_of_round
from rembuk.priorities.rounds import rounds_in
from rembuk.priorities.states import Way
from rembuk.regions.numbering import path_of
from rembuk.web.access import desk_form, desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import attempt, chosen, shown
from rembuk.web.desk.rooms.work import RoomWork
from rembuk.web.rooms.proposals import Proposals
from rembuk.web.rooms.views import shown_room

UNPROCESSABLE = 422
NEWEST = 60
CREW = tuple(dict.fromkeys((*FOR_RESIDENTS, *FOR_GOVERNMENT, *BETWEEN)))


@desk_page(*CREW)
def rooms(request: HttpRequest) -> HttpResponse:
    """List the rooms that somebody may enter, the one that ends last first: the council also the kecamatan's."""
    person, near = person_of(request), Q(pk=None)
    for role in CREW:
        for place in regions_of(person, role, at=now()):
            near |= Q(region_number__range=(place.number, place.last_number))
            if role in FOR_RESIDENTS:
                near |= Q(region_number__in=path_of(place.number))
    found = rounds_in(None).filter(near, way=Way.TALKS, sealed_at__isnull=False)[:NEWEST]
    rows = [(one, phase_of_round(one, None, at=now())) for one in found]
    return render(request, "desk/rooms.html", {"rows": rows, "robots": "noindex"})


@desk_form(*CREW)
def room(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show a room with what may be done in it, and take one deed."""
    work = _work(request, round_id)
    deeds = list(work.deeds())
    failed: forms.Form | None = None
    if request.method == "POST":
        deed = chosen(request, deeds)
        failed = deed.form(request.POST) if deed else None
        if deed and failed and attempt(deed, failed):
            messages.success(request, str(deed.done))
            return redirect("desk-room", round_id)
        if deed is None:
            messages.error(request, _("This can no longer be done. Look at the page as it is now."))
    context = {
        "work": work,
        "proposals": Proposals(work.shown.talks),
        "forms": shown(deeds, failed),
        "first": failed.prefix if failed else next((deed.key for deed in deeds), ""),
        "robots": "noindex",
    }
    return render(request, "desk/room.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _work(request: HttpRequest, round_id: UUID) -> RoomWork:
    found = shown_room(round_id)
    person, round_ = person_of(request), found.talks.room.round
    if not (holds_any(person, CREW, round_.region_number, at=now()) or may_sit_for_residents(person, round_, at=now())):
        raise PermissionDenied
    return RoomWork(found, person)
