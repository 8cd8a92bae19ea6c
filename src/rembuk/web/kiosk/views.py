"""A screen in the hall that turns its own pages: figures, newest needs, newest answers."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from rembuk.journeys.figures import figures_of_places
from rembuk.regions.models import Region
from rembuk.regions.queries import UnknownRegion, region_by_code
from rembuk.voices.queries import NeedFilter, latest_answers, newest_needs
from rembuk.web.access import public_page
from rembuk.web.needs.cards import answer_card, need_line
from rembuk.web.programme import full_name, programme_here

SLIDES: Final = ("angka", "kebutuhan", "jawaban")
SECONDS: Final = 15
ON_A_SLIDE: Final = 3  # More would run off the lower edge of a screen.


@public_page
@conditional_page
def kiosk(request: HttpRequest, code: str) -> HttpResponse:
    """Show one slide of a region's screen; the page itself goes on to the next one."""
    region = _region_here(code)
    slide = request.GET.get("papan", SLIDES[0])
    if slide not in SLIDES:
        raise Http404("There is no such slide.")
    following = SLIDES[(SLIDES.index(slide) + 1) % len(SLIDES)]
    context = {
        "slide": slide,
        "seconds": SECONDS,
        "next_href": f"{reverse('kiosk', args=[region.code])}?papan={following}",
        "place": full_name(region),
        **CONTENTS[slide](request, region),
    }
    return render(request, "kiosk/kiosk.html", context)


def _region_here(code: str) -> Region:
    try:
        region = region_by_code(code)
    except UnknownRegion as error:
        raise Http404("There is no such region.") from error
    if not programme_here().region.holds(region.number):
        raise Http404("The programme does not run there.")
    return region


def _figures(request: HttpRequest, region: Region) -> dict[str, object]:
    places = figures_of_places(region)
    speak = request.build_absolute_uri(reverse("speak"))
    return {
        "figures": [
            (_("voices"), sum(place.voices for place in places)),
            (_("needs"), sum(place.needs for place in places)),
            (_("decisions"), sum(place.decided for place in places)),
        ],
        "speak_href": f"{speak}?region={region.code}",
    }


def _needs(request: HttpRequest, region: Region) -> dict[str, object]:
    page = newest_needs(NeedFilter(region_number=region.number), limit=ON_A_SLIDE)
    return {"cards": [need_line(row) for row in page.rows]}


def _answers(request: HttpRequest, region: Region) -> dict[str, object]:
    return {"answers": [answer_card(answer) for answer in latest_answers(region.number, limit=ON_A_SLIDE)]}


CONTENTS: Final = {"angka": _figures, "kebutuhan": _needs, "jawaban": _answers}
