"""Where in the year a programme stands: computed from the rules and the day, never flipped by a timer."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from rembuk.programmes.rules import Level, Phase, Rules, Step


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase of one cycle on the calendar; `cycle` is the year in which that cycle's plan is made."""

    phase: Phase
    cycle: int
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Does the day fall in it? Both ends count."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Cycle:
    """The yearly round whose plan is made now, and what is under way, of this round and of those before it."""

    year: int
    under_way: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the planning calendar, in one year."""

    step: Step
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Expectation:
    """When a wish is answered at the latest, as the first day of that month, and the earliest year of building."""

    answer_month: date
    building_year: int
    source: str
    verified: bool


def stretch(phase: Phase, cycle: int) -> Stretch:
    """Return a phase of a cycle on the calendar; one that ends before it starts runs over the turn of the year."""
    year = cycle + phase.year_offset
    first = _day(year, phase.starts)
    last = _day(year if phase.ends >= phase.starts else year + 1, phase.ends)
    return Stretch(phase, cycle, first, last)


def under_way(rules: Rules, day: date) -> tuple[Stretch, ...]:
    """Return the phases that hold a day, of every cycle: the newest cycle first, then in the order of the rules."""
    farthest = max(phase.year_offset for phase in rules.phases) + 1
    return tuple(
        found
        for cycle in range(day.year, day.year - farthest - 1, -1)
        for phase in rules.phases
        if (found := stretch(phase, cycle)).holds(day)
    )


def cycle_on(rules: Rules, day: date) -> Cycle:
    """Return the cycle whose plan is being made on a day, and every phase under way."""
    planning = phase_on(rules, day)
    return Cycle(planning.cycle if planning else day.year, under_way(rules, day))


def phase_on(rules: Rules, day: date) -> Stretch | None:
    """Return the phase in which a plan is being made on a day, of the newest cycle; None between two phases."""
    return next((found for found in under_way(rules, day) if found.phase.year_offset == 0), None)


def calendar_of(rules: Rules, year: int) -> tuple[Entry, ...]:
    """Return the planning calendar of a year, by first day, then last, then in the order of the rules."""
    entries = (_entry(step, year) for step in rules.calendar)
    return tuple(sorted(entries, key=lambda entry: (entry.first, entry.last)))


def _entry(step: Step, year: int) -> Entry:
    last_year = year if step.until_month >= step.month else year + 1
    return Entry(step, date(year, step.month, 1), _end_of_month(last_year, step.until_month))


def path_from(rules: Rules, level: Level, asked_on: date) -> Expectation:
    """Return when a wish asked on a day is answered and built, by who has the authority for it.

    The village answers in its own plan what was asked before its collecting ended. The rest goes up with the list that
    is fixed in the month of that answer; the sub-district answers in its forum, those above in their own yearly plan.
    """
    if level is Level.VILLAGE:
        return _village_path(rules, asked_on)
    return _upward_path(rules, level, asked_on)


def _village_path(rules: Rules, asked_on: date) -> Expectation:
    path = rules.village_path
    year = asked_on.year if asked_on <= _day(asked_on.year, path.collected_until) else asked_on.year + 1
    return Expectation(date(year, path.answer_month, 1), year + path.building_year_offset, path.source, path.verified)


def _upward_path(rules: Rules, level: Level, asked_on: date) -> Expectation:
    path = rules.upward_path
    listed = _end_of_month(asked_on.year, rules.village_path.answer_month)
    year = asked_on.year if asked_on <= listed else asked_on.year + 1
    if level is Level.SUBDISTRICT:
        answer = date(year + path.forum_year_offset, path.forum_month, 1)
    else:
        answer = date(year + path.answer_year_offset, path.answer_month, 1)
    return Expectation(answer, year + path.building_year_offset, path.source, path.verified)


def _day(year: int, month_day: str) -> date:
    month, day = int(month_day[:2]), int(month_day[3:])
    return date(year, month, min(day, monthrange(year, month)[1]))


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
