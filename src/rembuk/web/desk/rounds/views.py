"""The rounds at the desk: the list, opening one, and one round with what may be done in it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rembuk.people.models import Person
from rembuk.people.queries import holds_any, regions_of, roles_of
from rembuk.people.roles import Role
from rembuk.priorities.actions import open_round
from rembuk.priorities.drafts import NotARound
from rembuk.priorities.models import Round
from rembuk.priorities.permissions import DECLARERS, OPENERS, SCORERS, SEALERS
from rembuk.priorities.phases import phase_of_round
from rembuk.priorities.rounds import rounds_in, votings_by_round
from rembuk.regions.models import Region
from rembuk.voices.actions import BadWords
from rembuk.web.access import desk_form, desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import attempt, chosen, shown
from rembuk.web.desk.rounds.forms import RoundForm
from rembuk.web.desk.rounds.work import RoundWork
from rembuk.web.priorities.shown import RoundShown
from rembuk.web.priorities.views import round_here

UNPROCESSABLE = 422
CREW = tuple(dict.fromkeys((*OPENERS, *SEALERS, *SCORERS, *DECLARERS)))
NEWEST = 60


@desk_page(*CREW)
def rounds(request: HttpRequest) -> HttpResponse:
    """List the rounds of one's places, the one that is due last first."""
    person = person_of(request)
    opens = bool(roles_of(person, at=now()) & set(OPENERS))
    context = {"rows": _rows(_places(person, CREW)), "opens": opens, "robots": "noindex"}
    return render(request, "desk/rounds.html", context)


@desk_form(*OPENERS)
def new_round(request: HttpRequest) -> HttpResponse:
    """Open a round in one of one's places."""
    person = person_of(request)
    places = _places(person, OPENERS)
    form = RoundForm(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid() and (opened := _opened(form, places, person)):
        return redirect("desk-round", opened.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "desk/new_round.html", {"form": form, "robots": "noindex"}, status=status)


def _opened(form: RoundForm, places: list[Region], person: Person | None) -> Round | None:
    place = next(one for one in places if one.code == form.cleaned_data["region"])
    try:
        return open_round(place, form.cleaned_data["draft"], by=person, at=now())
    except NotARound:
        form.add_error("scores_end", _("This day has begun already."))
    except BadWords:
        form.add_error("title", _("A text is missing or too long."))
    return None


@desk_form(*CREW)
def one_round(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show a round with what may be done in it, and take one deed."""
    work = _work(request, round_id)
    deeds = list(work.deeds())
    failed: forms.Form | None = None
    if request.method == "POST":
        deed = chosen(request, deeds)
        failed = deed.form(request.POST) if deed else None
        if deed and failed and attempt(deed, failed):
            messages.success(request, str(deed.done))
            return redirect("desk-round", round_id)
        # What was tried has left its marks on the row in memory.
        work = _work(request, round_id)
        deeds = list(work.deeds())
        if deed is None:
            messages.error(request, _("This can no longer be done. Look at the page as it is now."))
    context = {
        "work": work,
        "forms": shown(deeds, failed),
        "first": failed.prefix if failed else next((deed.key for deed in deeds), ""),
        "robots": "noindex",
    }
    return render(request, "desk/round.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _work(request: HttpRequest, round_id: UUID) -> RoundWork:
    found = round_here(round_id)
    person = person_of(request)
    if not holds_any(person, CREW, found.region_number, at=now()):
        raise PermissionDenied
    return RoundWork(RoundShown(found, now()), person)


def _places(person: Person | None, roles: tuple[Role, ...]) -> list[Region]:
    held = roles_of(person, at=now()) & set(roles)
    places = {region.number: region for role in held for region in regions_of(person, role, at=now())}
    return [places[number] for number in sorted(places)]


def _rows(places: list[Region]) -> list[tuple[Round, str]]:
    inside = Q(pk=None)
    for place in places:
        inside |= Q(region_number__range=(place.number, place.last_number))
    found = list(rounds_in(None).filter(inside)[:NEWEST])
    votings = votings_by_round(found)
    return [(one, str(phase_of_round(one, votings.get(one.pk), at=now()).label)) for one in found]
