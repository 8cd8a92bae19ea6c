"""The first page of the desk: everything that waits for whoever is signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rembuk.people.models import Person
from rembuk.people.permissions import VOUCHERS
from rembuk.people.queries import data_requests_waiting, regions_of, roles_of, staff_in, waiting_vouchings
from rembuk.people.roles import Role
from rembuk.programmes.queries import rules_at
from rembuk.web.access import desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.desk.corners import corners_for
from rembuk.web.desk.queues import Asked, places_of, queues_of
from rembuk.web.people.labels import hours_left
from rembuk.web.programme import programme_here


@desk_page()
def home(request: HttpRequest) -> HttpResponse:
    """List what waits, the longest waiting first, and lead to what else may be done."""
    person = person_of(request)
    held = roles_of(person, at=now())
    places = places_of(person, at=now())
    asked = Asked.read(request, places)
    keepers = VOUCHERS | {Role.ADMINISTRATOR}
    regions = {one for role in held & keepers for one in regions_of(person, role, at=now())}
    rules = rules_at(programme_here(), now())
    requests = list(data_requests_waiting(person, at=now()))
    context = {
        "queues": queues_of(person, asked, rules.days_off, at=now()),
        "places": places,
        "asked": asked,
        "requests": [(one, hours_left(one, at=now())) for one in requests],
        "vouchings": waiting_vouchings(regions).count() if regions else 0,
        "corners": corners_for(held),
        "is_alone": _is_alone(person),
        "robots": "noindex",
    }
    return render(request, "desk/home.html", context)


def _is_alone(person: Person | None) -> bool:
    """Is this an administrator who has appointed nobody yet?"""
    regions = regions_of(person, Role.ADMINISTRATOR, at=now())
    return bool(regions) and not staff_in(regions, at=now()).exclude(person=person).exists()
