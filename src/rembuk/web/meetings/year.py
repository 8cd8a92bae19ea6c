"""A kampung's year of meetings, as everybody reads it: who was heard, what came of it, and what was not held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from rembuk.kernel.periods import local_day
from rembuk.meetings.states import Crowd, Measure
from rembuk.meetings.yearly import Heard, Total, cadences_of, heard_in, outcomes_of, read_year
from rembuk.programmes.queries import NoProgramme, rules_around
from rembuk.programmes.rules import Rules
from rembuk.regions.models import Population, Region
from rembuk.regions.queries import UnknownRegion, region_and_population
from rembuk.web.access import public_page
from rembuk.web.clock import now
from rembuk.web.formats import capital, language, number
from rembuk.web.meetings.showing import HEADINGS, Equity

EARLIEST, LATEST = 2000, 2100
# However much was held, the page stays as light; the list of meetings has all of them, and each its own tasks.
MOST_SHOWN = 20


@public_page
@conditional_page
def year(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show who was invited, came, spoke, proposed and won in a year, beside how many live there."""
    if not EARLIEST <= year <= LATEST:
        raise Http404("No meetings are kept for this year.")
    region, population = _kampung(code)
    read, rules = read_year(region, year), _rules(region)
    outcomes = sorted(outcomes_of(read), key=lambda one: one.finish is not None)
    context = {
        "region": region,
        "year": year,
        "years": [one for one in read.years if one != year],
        "held": len(read.meetings),
        "meetings": read.meetings[: -MOST_SHOWN - 1 : -1],
        "population": population,
        "equity": equity_of(heard_in(read)),
        "outcomes": outcomes[:MOST_SHOWN],
        "others": len(outcomes) - len(outcomes[:MOST_SHOWN]),
        "cadences": [(one.kind.label.in_language(language()), one) for one in cadences_of(read, rules, at=now())],
        "today": local_day(now()),
    }
    return render(request, "meetings/year.html", context)


def _kampung(code: str) -> tuple[Region, Population | None]:
    try:
        return region_and_population(code)
    except UnknownRegion as error:
        raise Http404("There is no such region.") from error


def _rules(region: Region) -> Rules:
    try:
        return rules_around(region.number, now())
    except NoProgramme as error:
        raise Http404("The programme does not run there.") from error


def equity_of(heard: Mapping[Crowd, Heard]) -> Equity:
    """Return the table of a year; what nobody counted is left out."""
    measured = [one for one in Measure if any(heard[group].counted[one] is not None for group in heard)]
    rows = [(capital(str(group.label)), *map(_written, _totals(heard[group], measured))) for group in heard]
    columns = [(_("Group"), "text"), (_("Invited"), "number"), *((str(HEADINGS[one]), "number") for one in measured)]
    return Equity(columns, rows)


def _totals(heard: Heard, measured: Sequence[Measure]) -> list[Total | None]:
    return [heard.invited, *(heard.counted[one] for one in measured)]


def _written(total: Total | None) -> str:
    if total is None:
        return "–"
    if total.is_masked:
        return _("masked")
    shown = number(total.people)
    return _("at least %(count)s") % {"count": shown} if total.is_least else shown
