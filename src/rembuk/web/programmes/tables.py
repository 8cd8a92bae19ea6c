"""The rules in force as tables that people read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from rembuk.kernel.periods import day, month_name
from rembuk.programmes.criteria import CriterionRule
from rembuk.programmes.parts import Saying
from rembuk.programmes.rules import MonthDay, Rules
from rembuk.web.formats import language, number
from rembuk.web.programmes.labels import (
    CLOCKS,
    FORUMS,
    GROUPS,
    LEVELS,
    OUTCOMES,
    PARTS,
    called,
    checked,
    limit,
    role_called,
)

Cell = str | int | Markup


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the rules: its key, its heading, a sentence about it, and its table."""

    key: str
    heading: str
    about: str
    columns: tuple[tuple[str, str], ...]
    rows: Sequence[tuple[Cell, ...]]


def parts_of(rules: Rules) -> tuple[Part, ...]:
    """Return every part of the rules, those that people ask about most first."""
    return (
        _part(
            "clocks", _("How long each step may take at most."), (_("Step"), _("Limit"), _("Source")), _clocks(rules)
        ),
        _part(
            "reasons",
            _("Whoever says no gives one of these reasons, and says what happens next."),
            (_("Reason"), _("What it must show"), _("Next step"), _("Used for")),
            _reasons(rules),
        ),
        _part(
            "authority",
            _("Who decides depends on the thing itself. We ask as you see it."),
            (_("Matter"), _("Answer"), _("Who decides"), _("Office")),
            _authority(rules),
        ),
        _part(
            "phases", _("What a cycle goes through."), (_("Phase"), _("From"), _("Until"), _("Year")), _phases(rules)
        ),
        _part(
            "quorum",
            _("A meeting decides only with enough of those it is about."),
            (_("Meeting"), _("At least"), _("Source")),
            _quorum(rules),
        ),
        _part(
            "meetings",
            _("The head cannot call a meeting of the council, and who decides is never the only one who records."),
            (_("Meeting"), _("Called by"), _("Written down by"), _("Time")),
            _meetings(rules),
        ),
        _part(
            "criteria",
            _("A meeting chooses what counts, and how much, before anything is scored."),
            (_("Criterion"), _("Question"), _("Points from 0 to 100"), _("Evidence")),
            _criteria(rules),
        ),
        _part(
            "incompatible_roles",
            _("Nobody holds both of these in the same place."),
            (_("One role"), _("Other role"), _("Why")),
            _roles(rules),
        ),
        _part("words", _("What things are called here."), (_("Indonesian"), _("English")), _words(rules)),
        _part("holidays", _("Not counted as working days."), (_("Day"), _("Name"), _("Checked?")), _holidays(rules)),
        _part("legal_basis", _("What these rules rest on."), (_("Rule"),), [(basis,) for basis in rules.legal_basis]),
    )


def _part(key: str, about: str, columns: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> Part:
    return Part(key, str(PARTS[key]), about, tuple((column, "text") for column in columns), rows)


def _say(saying: Saying) -> str:
    return saying.in_language(language())


def _sourced(source: str, *, verified: bool) -> Markup:
    return Markup('{} <span class="quiet">({})</span>').format(source, checked(verified=verified))


def _clocks(rules: Rules) -> list[tuple[Cell, ...]]:
    return [
        (called(key, CLOCKS), limit(clock), _sourced(clock.source, verified=clock.verified))
        for key, clock in sorted(rules.clocks.items(), key=clock_order)
    ]


def clock_order(entry: tuple[str, object]) -> tuple[int, str]:
    """Sort time limits along the way of a voice, not by the letters of their keys."""
    key, _clock = entry
    return (list(CLOCKS).index(key) if key in CLOCKS else len(CLOCKS)), key


def _reasons(rules: Rules) -> list[tuple[Cell, ...]]:
    return [
        (
            _say(reason.label),
            _say(reason.evidence),
            _say(reason.next_step),
            ", ".join(str(OUTCOMES[outcome]) for outcome in reason.allows),
        )
        for reason in rules.reasons
    ]


def _authority(rules: Rules) -> list[tuple[Cell, ...]]:
    return [
        (
            Markup("{}<br>{}").format(_say(entry.label), _say(entry.question)) if first else escape(_say(entry.label)),
            _say(answer.label),
            str(LEVELS[answer.level]),
            _say(answer.agency),
        )
        for entry in rules.authority
        for first, answer in ((number == 0, answer) for number, answer in enumerate(entry.answers))
    ]


def _phases(rules: Rules) -> list[tuple[Cell, ...]]:
    years = (_("the year itself"), _("one year later"), _("two years later"))
    return [
        (_say(phase.label), day_of_year(phase.starts), day_of_year(phase.ends), years[phase.year_offset])
        for phase in rules.phases
    ]


def _quorum(rules: Rules) -> list[tuple[Cell, ...]]:
    return [
        (called(entry.forum, FORUMS), f"{entry.at_least_percent} % {called(entry.group, GROUPS)}", entry.source)
        for entry in rules.quorum
    ]


def _meetings(rules: Rules) -> list[tuple[Cell, ...]]:
    return [
        (
            _say(kind.label),
            ", ".join(role_called(key) for key in kind.called_by),
            ", ".join(role_called(key) for key in kind.recorded_by),
            _("%(count)s minutes") % {"count": sum(point.minutes for point in kind.agenda)},
        )
        for kind in rules.meetings
    ]


def _criteria(rules: Rules) -> list[tuple[Cell, ...]]:
    return [(_say(one.label), _say(one.question), points_of(one), _say(one.evidence)) for one in rules.criteria]


def points_of(criterion: CriterionRule) -> str:
    """Write a scale as people read it: "0 – 200 households", or its marks with their points."""
    if criterion.stretch:
        ends = f"{number(criterion.stretch.nothing)} – {number(criterion.stretch.full)}"
        return f"{ends} {_say(criterion.stretch.unit)}"
    return "; ".join(f"{_say(mark.label)}: {mark.points}" for mark in criterion.marks)


def _roles(rules: Rules) -> list[tuple[Cell, ...]]:
    return [
        (role_called(pair.roles[0]), role_called(pair.roles[1]), _say(pair.why)) for pair in rules.incompatible_roles
    ]


def _words(rules: Rules) -> list[tuple[Cell, ...]]:
    return [(saying.id, saying.en) for saying in rules.words.values()]


def _holidays(rules: Rules) -> list[tuple[Cell, ...]]:
    return [(written(holiday.on), _say(holiday.name), checked(verified=holiday.verified)) for holiday in rules.holidays]


def written(on: date) -> str:
    """Write a day in the language of the page."""
    return day(on, language())


def day_of_year(month_day: MonthDay) -> str:
    """Write "06-30" as "30 Juni"."""
    return f"{int(month_day[3:])} {month_name(int(month_day[:2]), language())}"
