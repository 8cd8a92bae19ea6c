"""Pages for everybody: the planning year, the rules with all their versions, and how it works."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rembuk.journeys.figures import figures_of_places
from rembuk.journeys.progress import progress_in
from rembuk.kernel.periods import local_day
from rembuk.programmes.clock import phase_on
from rembuk.programmes.differences import differences
from rembuk.programmes.models import Programme, RuleSet
from rembuk.programmes.packs import pack_of, write_pack
from rembuk.programmes.queries import rule_set_at, rule_sets_of, rules_at, rules_of
from rembuk.web.access import feed, public_page
from rembuk.web.clock import now
from rembuk.web.programme import programme_here
from rembuk.web.programmes.labels import limit, place_called
from rembuk.web.programmes.tables import parts_of
from rembuk.web.programmes.year import months_of, outlooks, phases_now
from rembuk.web.thread import stages_of, thread_of

FARTHEST_YEARS = 5


@public_page
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the planning year with today's place in it, and what to expect of a wish said today."""
    today = local_day(now())
    year = _asked_year(request, today.year)
    rules = rules_at(programme_here(), now())
    context = {
        "today": today,
        "year": year,
        "months": list(months_of(rules, year, today)),
        "outlooks": outlooks(rules, today),
        "phases": phases_now(rules, today),
        "planning": phase_on(rules, today),
        "earlier": year - 1 if year > today.year - FARTHEST_YEARS else None,
        "later": year + 1 if year < today.year + FARTHEST_YEARS else None,
    }
    return render(request, "programmes/calendar.html", context)


def _asked_year(request: HttpRequest, this_year: int) -> int:
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else this_year
    if abs(year - this_year) > FARTHEST_YEARS:
        raise Http404(asked)
    return year


@public_page
def rules(request: HttpRequest) -> HttpResponse:
    """Show the rules in force, each with its source, and every version there has been."""
    programme = programme_here()
    return _show(request, programme, rule_set_at(programme, now()), in_force=True)


@public_page
def rules_version(request: HttpRequest, year: int, version: int) -> HttpResponse:
    """Show one version of the rules, whether in force or not."""
    programme = programme_here()
    rule_set = _version(programme, year, version)
    return _show(request, programme, rule_set, in_force=rule_set == rule_set_at(programme, now()))


def _show(request: HttpRequest, programme: Programme, rule_set: RuleSet, *, in_force: bool) -> HttpResponse:
    context = {
        "rule_set": rule_set,
        "in_force": in_force,
        "parts": parts_of(rules_of(rule_set)),
        "versions": list(rule_sets_of(programme)),
    }
    return render(request, "programmes/rules.html", context)


@public_page
def rules_changes(request: HttpRequest, year: int, version: int) -> HttpResponse:
    """Show what a version changed, compared with the one before it."""
    programme = programme_here()
    rule_set = _version(programme, year, version)
    before = _before(programme, rule_set)
    changed = differences(rules_of(before), rules_of(rule_set)) if before else ()
    rows = [(place_called(change.place), change.before, change.after) for change in changed]
    context = {"rule_set": rule_set, "before": before, "rows": rows}
    return render(request, "programmes/changes.html", context)


def _before(programme: Programme, rule_set: RuleSet) -> RuleSet | None:
    order = (rule_set.year, rule_set.version)
    return next((older for older in rule_sets_of(programme) if (older.year, older.version) < order), None)


@feed
def rules_pack(request: HttpRequest, year: int, version: int) -> HttpResponse:
    """Hand out a version of the rules as a signed pack that another region can take over."""
    rule_set = _version(programme_here(), year, version)
    name = f"rembuk-{rule_set.programme.prefix}-{rule_set}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write_pack(pack_of(rule_set)), content_type="application/json", headers=headers)


def _version(programme: Programme, year: int, version: int) -> RuleSet:
    # A version that does not fit its column cannot exist.
    if max(year, version) > 32_767:
        raise Http404
    rule_set = rule_sets_of(programme).select_related("programme").filter(year=year, version=version).first()
    if rule_set is None:
        raise Http404(f"{year}.{version}")
    return rule_set


@public_page
def how_it_works(request: HttpRequest) -> HttpResponse:
    """Say in plain words what happens to a voice, with the time limits of the rules in force."""
    programme = programme_here()
    places = figures_of_places(programme.region)
    voices, needs = sum(place.voices for place in places), sum(place.needs for place in places)
    context = {
        "limits": {key: limit(clock) for key, clock in rules_at(programme, now()).clocks.items()},
        "stages": thread_of(stages_of(voices, needs, progress_in(programme.region))),
    }
    return render(request, "programmes/how_it_works.html", context)
