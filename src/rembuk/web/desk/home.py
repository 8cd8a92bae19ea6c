"""The first page of the desk: everything that waits for whoever is signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rembuk.people.permissions import VOUCHERS
from rembuk.people.queries import data_requests_waiting, regions_of, roles_of, waiting_vouchings
from rembuk.people.roles import Role
from rembuk.programmes.queries import rules_at
from rembuk.projects.swadaya.permissions import ORGANISERS
from rembuk.voices.permissions import HELPERS
from rembuk.web.access import desk_page, person_of
from rembuk.web.clock import now
from rembuk.web.desk.gifts.lists import KEEPERS
from rembuk.web.desk.hall import STAFF
from rembuk.web.desk.money.views import BUDGETERS
from rembuk.web.desk.plans.item import HANDLERS
from rembuk.web.desk.queues import WORKERS, Asked, places_of, queues_of
from rembuk.web.desk.rounds.views import CREW
from rembuk.web.desk.votings.views import COMMITTEE
from rembuk.web.desk.works.site import SITE
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
    requests = list(data_requests_waiting(person, at=now()))
    context = {
        "queues": queues_of(person, asked, rules_at(programme_here(), now()).days_off, at=now()),
        "places": places,
        "asked": asked,
        "requests": [(one, hours_left(one, at=now())) for one in requests],
        "vouchings": waiting_vouchings(regions).count() if regions else 0,
        "works": bool(held & set(WORKERS)),
        "helps": bool(held & set(HELPERS)),
        "meets": bool(held & set(STAFF)),
        "may_manage": Role.ADMINISTRATOR in held,
        "vouches": bool(held & keepers),
        "plans": bool(held & set(HANDLERS)),
        "money": bool(held & set(BUDGETERS)),
        "gathers": bool(held & set(ORGANISERS)),
        "gives": bool(held & set(KEEPERS)),
        "votes": bool(held & set(COMMITTEE)),
        "builds": bool(held & set(SITE)),
        "rounds": bool(held & set(CREW)),
        "robots": "noindex",
    }
    return render(request, "desk/home.html", context)
