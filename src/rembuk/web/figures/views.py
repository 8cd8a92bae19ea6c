"""Open figures: the fate of every voice, how long answers take, how voices arrive; and what the columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rembuk.journeys.figures import SMALLEST_SHOWN, Cell, group_mix, spread_of, without_small_cells
from rembuk.journeys.trace import Fate, count_fates
from rembuk.kernel.periods import local_day
from rembuk.opendata.needs import COLUMNS
from rembuk.regions.models import Region
from rembuk.voices.queries import channel_mix, days_to_answer
from rembuk.voices.states import Channel, Group
from rembuk.web.access import public_page
from rembuk.web.charts import Bar, Chart, bars, share
from rembuk.web.clock import now
from rembuk.web.programme import programme_here


@public_page
def figures(request: HttpRequest) -> HttpResponse:
    """Show what became of all voices, with the sum that anybody can check."""
    region = programme_here().region
    fates = count_fates(region.number)
    voices = sum(fates.values())
    context: dict[str, object] = {"place": region.name, "voices": voices, "today": local_day(now())}
    if voices:
        context |= _findings(region, fates, voices)
    return render(request, "figures/figures.html", context)


def _findings(region: Region, fates: Mapping[Fate, int], voices: int) -> dict[str, object]:
    channels = without_small_cells(channel_mix(region.number))
    groups = without_small_cells(group_mix(region))
    return {
        "fates": _fates_chart(fates),
        "fates_headline": _fates_finding(fates, voices),
        "days": spread_of(days_to_answer(region.number)),
        "channels": _rows(channels, dict(Channel.choices)),
        "channels_headline": _channels_finding(channels, voices),
        "groups": _rows(groups, {"": _("no group named"), **dict(Group.choices)}),
        "smallest": SMALLEST_SHOWN,
    }


def _fates_chart(fates: Mapping[Fate, int]) -> Chart:
    values = [Bar(str(fate.label), count) for fate, count in fates.items()]
    return bars("fates", _("What became of the voices"), values, label=_("Fate"), unit=_("Voices"))


def _fates_finding(fates: Mapping[Fate, int], voices: int) -> str:
    waiting = fates.get(Fate.HEARD, 0)
    return _("%(share)s of %(voices)s voices have moved on from “heard”") % {
        "share": share(voices - waiting, voices),
        "voices": voices,
    }


def _channels_finding(cells: Sequence[Cell], voices: int) -> str:
    largest = cells[0]
    if largest.count is None:
        return _("Too few voices yet to say how they arrive")
    return _("Most voices arrive by this way: %(channel)s (%(share)s)") % {
        "channel": dict(Channel.choices)[largest.key],
        "share": share(largest.count, voices),
    }


def _rows(cells: Sequence[Cell], labels: Mapping[str, object]) -> list[tuple[str, int | str]]:
    hidden = _("fewer than %(number)s, or hidden with one that is") % {"number": SMALLEST_SHOWN}
    return [(str(labels[cell.key]), hidden if cell.count is None else cell.count) for cell in cells]


@public_page
def dictionary(request: HttpRequest) -> HttpResponse:
    """Say what each column of the published tables means, from the columns themselves."""
    kinds = {"text": _("text"), "number": _("number"), "date": _("day, as 2026-11-23")}
    rows = tuple((column.name, kinds[column.kind], column.meaning) for column in COLUMNS)
    return render(request, "figures/dictionary.html", {"columns": rows})
