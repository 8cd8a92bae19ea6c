"""The first page answers three questions: what was asked, what was decided and why, what has been built."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import conditional_page

from rembuk.journeys.figures import PlaceFigures, figures_of_places
from rembuk.journeys.progress import progress_in
from rembuk.kernel.periods import local_day
from rembuk.voices.queries import NeedFilter, latest_answers, newest_needs
from rembuk.web.access import public_page
from rembuk.web.clock import now
from rembuk.web.formats import language
from rembuk.web.needs.cards import answer_card, drawn_need
from rembuk.web.needs.map import map_finding, needs_map
from rembuk.web.programme import full_name, programme_here
from rembuk.web.thread import stages_of, thread_of

NEWEST = 3
ANSWERS = 3


@public_page
@conditional_page
def home(request: HttpRequest) -> HttpResponse:
    """Show what residents asked, what was decided and why, and what has been built."""
    region = programme_here().region
    places = figures_of_places(region)
    newest = newest_needs(NeedFilter(region_number=region.number), limit=NEWEST)
    voices, needs = sum(place.voices for place in places), sum(place.needs for place in places)
    progress = progress_in(region)
    context = {
        "region": full_name(region),
        "voices": voices,
        "needs": needs,
        "decided": sum(place.decided for place in places),
        "declined": sum(place.declined for place in places),
        "progress": progress,
        "stages": thread_of(stages_of(voices, needs, progress)),
        "cards": [drawn_need(row, None, language()) for row in newest.rows],
        "answers": [answer_card(row) for row in latest_answers(region.number, limit=ANSWERS)],
        "map": needs_map(places, _needs, lambda code: reverse("region", args=[code])),
        "map_headline": map_finding(places, _needs),
        "today": local_day(now()),
    }
    return render(request, "home/home.html", context)


def _needs(place: PlaceFigures) -> int:
    return place.needs
