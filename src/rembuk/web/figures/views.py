"""Open figures: the fate of every voice, how long answers take, how voices arrive; and what the columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from rembuk.journeys.fates import Fate, count_fates
from rembuk.journeys.figures import SMALLEST_SHOWN, Cell, spread_of, without_small_cells
from rembuk.journeys.progress import Progress, progress_in
from rembuk.kernel.periods import local_day
from rembuk.opendata.gifts import GIFT_COLUMNS
from rembuk.opendata.impact import IMPACT_COLUMNS
from rembuk.opendata.money import MONEY_COLUMNS
from rembuk.opendata.needs import COLUMNS
from rembuk.regions.models import Region
from rembuk.voices.queries import days_to_answer, voice_mix
from rembuk.voices.states import Channel, Group
from rembuk.web.access import public_page
from rembuk.web.charts import Bar, Chart, bars, share
from rembuk.web.clock import now
from rembuk.web.formats import capital, number
from rembuk.web.programme import full_name, programme_here


@public_page
@conditional_page
def figures(request: HttpRequest) -> HttpResponse:
    """Show what became of all voices, with the sum that anybody can check."""
    region = programme_here().region
    fates = count_fates(region.number)
    voices = sum(fates.values())
    context: dict[str, object] = {
        "place": full_name(region),
        "voices": voices,
        "made": _made(progress_in(region)),
        "today": local_day(now()),
    }
    if voices:
        context |= _findings(region, fates, voices)
    return render(request, "figures/figures.html", context)


def _made(progress: Progress) -> list[tuple[str, int, int]]:
    stages = [
        (_("In an approved plan"), progress.planned),
        (_("Given money in a budget"), progress.funded),
        (_("Work begun"), progress.begun),
        (_("Finished and checked"), progress.finished),
    ]
    return [(stage, *sums) for stage, sums in stages if progress.planned.many]


def _findings(region: Region, fates: Mapping[Fate, int], voices: int) -> dict[str, object]:
    mix = voice_mix(region.number)
    channels, groups = without_small_cells(mix.channels), without_small_cells(mix.groups)
    return {
        "fates": _fates_chart(fates),
        "fates_headline": _fates_finding(fates, voices),
        "days": spread_of(days_to_answer(region.number)),
        "channels": _chart("channels", _("How voices arrive"), channels, dict(Channel.choices)),
        "channels_headline": _channels_finding(channels, voices),
        "groups": _chart("groups", _("Who is heard"), groups, {"": _("no group named"), **dict(Group.choices)}),
        "groups_headline": _groups_finding(groups, voices),
        "smallest": SMALLEST_SHOWN,
    }


def _fates_chart(fates: Mapping[Fate, int]) -> Chart:
    values = [Bar(capital(fate.label), count, number(count)) for fate, count in fates.items()]
    return bars("fates", _("What became of the voices"), values, label=_("Fate"), unit=_("Voices"))


def _fates_finding(fates: Mapping[Fate, int], voices: int) -> str:
    waiting = fates.get(Fate.HEARD, 0)
    return _("%(share)s of %(voices)s voices have moved on from “heard”") % {
        "share": share(voices - waiting, voices),
        "voices": number(voices),
    }


def _channels_finding(cells: Sequence[Cell], voices: int) -> str:
    largest = cells[0]
    if largest.count is None:
        return _("Too few voices yet to say how they arrive")
    return _("Most voices arrive this way: %(channel)s (%(share)s)") % {
        "channel": dict(Channel.choices)[largest.key],
        "share": share(largest.count, voices),
    }


def _groups_finding(cells: Sequence[Cell], voices: int) -> str:
    named = [cell for cell in cells if cell.key and cell.count]
    if not named:
        return _("Too few voices yet to say who is heard")
    return _("The group heard most: %(group)s (%(share)s)") % {
        "group": dict(Group.choices)[named[0].key],
        "share": share(named[0].count or 0, voices),
    }


def _chart(key: str, title: str, cells: Sequence[Cell], labels: Mapping[str, object]) -> Chart | None:
    """Draw what may be shown; the table beneath names the rest as well."""
    shown = [Bar(capital(labels[cell.key]), cell.count, number(cell.count)) for cell in cells if cell.count is not None]
    if not shown:
        return None
    hidden = _("hidden")
    rows = tuple((capital(labels[cell.key]), hidden if cell.count is None else cell.count) for cell in cells)
    return replace(bars(key, title, shown, label=title, unit=_("Voices")), rows=rows)


@public_page
@conditional_page
def dictionary(request: HttpRequest) -> HttpResponse:
    """Say what each column of the published tables means, from the columns themselves."""
    kinds = {"text": _("text"), "number": _("number"), "date": _("day, as 2026-11-23")}
    needs, gifts, money, impact = (
        tuple((one.name, kinds[one.kind], one.meaning) for one in columns)
        for columns in (COLUMNS, GIFT_COLUMNS, MONEY_COLUMNS, IMPACT_COLUMNS)
    )
    context = {"columns": needs, "gifts": gifts, "money": money, "impact": impact}
    return render(request, "figures/dictionary.html", context)
