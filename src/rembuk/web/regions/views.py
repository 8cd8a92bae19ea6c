"""The page of a region, and finding a region by any spelling of its name."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rembuk.journeys.figures import PlaceFigures, figures_of_places
from rembuk.journeys.progress import progress_in
from rembuk.kernel.periods import local_day
from rembuk.regions.models import Region, Tier
from rembuk.regions.numbering import NotARegionCode, number_of, tidy_code
from rembuk.regions.queries import UnknownRegion, find_regions, full_name, short_name, villages_of, words_of
from rembuk.regions.surroundings import Surroundings, surroundings_of
from rembuk.tenancy import current_tenant
from rembuk.voices.queries import NeedFilter, newest_needs
from rembuk.web.access import public_page
from rembuk.web.clock import now
from rembuk.web.formats import language
from rembuk.web.needs.cards import drawn_need
from rembuk.web.needs.map import map_finding
from rembuk.web.programme import programme_here
from rembuk.web.regions.maps import map_of
from rembuk.web.thread import stages_of, thread_of

NEWEST = 3


@public_page
def regions(request: HttpRequest) -> HttpResponse:
    """Show the kampung of the programme, or those whose name is spelled as asked, each with its kecamatan."""
    asked = request.GET.get("q", "").strip()[:100]
    home = programme_here().region
    if asked:
        number = current_tenant() * 10**6
        found = find_regions(asked, within=Region(number=number, tier=Tier.REGENCY))
        names = [(full_name(region), region.code) for region in found]
    else:
        names = [(region.name, region.code) for region in villages_of(home)]
    return render(request, "regions/list.html", {"asked": asked, "home": home, "names": names})


@public_page
def region(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show what is known of a place, what was asked there, and what is beside and inside it."""
    try:
        number = number_of(code)
    except NotARegionCode as error:
        raise Http404(code) from error
    if number // 10**6 != current_tenant():
        raise Http404(code)
    if tidy_code(code) != code:
        return redirect("region", code=tidy_code(code), permanent=True)
    try:
        here = surroundings_of(number)
    except UnknownRegion as error:
        raise Http404(code) from error
    return render(request, "regions/region.html", _context(here))


def _context(here: Surroundings) -> dict[str, object]:
    region = here.region
    figures = figures_of_places(region)
    needs = newest_needs(NeedFilter(region_number=region.number), limit=NEWEST).rows
    return {
        "here": here,
        "trail": _trail(here),
        "stages": thread_of(stages_of(*_asked(figures), progress_in(region), region.code)),
        "cards": [drawn_need(row, None, language()) for row in needs],
        "map": map_of(here, {place.number: place.needs for place in figures}),
        "map_headline": map_finding(figures, lambda place: place.needs),
        "words": _words(region),
        "needs_href": _needs_href(region),
        "today": local_day(now()),
    }


def _trail(here: Surroundings) -> list[tuple[str, str | None]]:
    """The way down from the kabupaten; the province keeps no page here."""
    above = [region for region in here.around if region.tier != Tier.PROVINCE]
    steps = [(short_name(region), reverse("region", args=[region.code])) for region in above]
    return [*steps, (short_name(here.region), None)]


def _asked(figures: Sequence[PlaceFigures]) -> tuple[int, int]:
    return sum(place.voices for place in figures), sum(place.needs for place in figures)


def _needs_href(region: Region) -> str:
    return f"{reverse('needs')}?wilayah={region.code}"


def _words(region: Region) -> list[tuple[str, str]]:
    said = words_of(region, language())
    names = {
        "village": _("A village is called"),
        "village_head": _("Its head"),
        "village_council": _("Its council"),
        "village_secretary": _("Its secretary"),
        "hamlet": _("A part of it"),
        "hamlet_head": _("The head of a part"),
        "village_meeting": _("Its meeting"),
    }
    return [(name, said[key]) for key, name in names.items() if key in said]
