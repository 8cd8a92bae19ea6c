"""The planning year as a page shows it: months with their steps, today's place, and what is due for a wish of today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rembuk.kernel.periods import month, month_name
from rembuk.programmes.clock import Entry, Stretch, calendar_of, path_from, under_way
from rembuk.programmes.rules import Level, Rules
from rembuk.web.formats import language
from rembuk.web.programmes.labels import LEVELS, checked

_TOLD = (Level.VILLAGE, Level.SUBDISTRICT, Level.REGENCY)


@dataclass(frozen=True, slots=True)
class Line:
    """One step of a month: who, what, what comes of it, and until when."""

    who: str
    what: str
    output: str
    limit: str
    source: str
    checked: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the planning year, and whether it is over, now or to come."""

    name: str
    time: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What somebody may expect who speaks today, by who is responsible."""

    who: str
    answer: str
    building: int
    source: str
    checked: str


def months_of(rules: Rules, year: int, today: date) -> Iterator[Month]:
    """Yield the twelve months of a year with the steps that begin in each."""
    entries = calendar_of(rules, year)
    for number in range(1, 13):
        lines = tuple(_line(entry) for entry in entries if entry.first.month == number)
        yield Month(month_name(number, language()), _time(year, number, today), lines)


def _line(entry: Entry) -> Line:
    step, tongue = entry.step, language()
    return Line(
        who=str(LEVELS.get(Level(step.tier), step.tier))
        if step.tier in {level.value for level in Level}
        else step.tier,
        what=step.label.in_language(tongue),
        output=step.output.in_language(tongue),
        limit=step.limit.in_language(tongue),
        source=step.source,
        checked=checked(verified=step.verified),
    )


def _time(year: int, number: int, today: date) -> str:
    this, now = (year, number), (today.year, today.month)
    return "now" if this == now else "past" if this < now else "next"


def outlooks(rules: Rules, today: date) -> list[Outlook]:
    """Return what to expect of a wish that is said today, nearest authority first."""
    found = []
    for level in _TOLD:
        path = path_from(rules, level, today)
        found.append(
            Outlook(
                who=_("kabupaten, province or national government") if level is Level.REGENCY else str(LEVELS[level]),
                answer=month(path.answer_month, language()),
                building=path.building_year,
                source=path.source,
                checked=checked(verified=path.verified),
            )
        )
    return found


def phases_now(rules: Rules, today: date) -> list[tuple[Stretch, str]]:
    """Return every phase under way with its name, those of the newest plan first."""
    return [(found, found.phase.label.in_language(language())) for found in under_way(rules, today)]
