"""How a work went over time: what was planned, what the team says, what others saw, and what was spent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from rembuk.journeys.work_money import Spending
from rembuk.kernel import periods
from rembuk.projects.models import Project
from rembuk.projects.queries import Step
from rembuk.web.charts import Chart
from rembuk.web.formats import language

WIDTH: Final = 320
HEIGHT: Final = 160
MOST_ROWS: Final = 24
LINES: Final = (
    gettext_lazy("Planned"),
    gettext_lazy("The team says"),
    gettext_lazy("Others have seen"),
    gettext_lazy("Spent"),
)


@dataclass(frozen=True)
class Moment:
    """One day on the curve, with what stood and was spent by then, in whole per cent."""

    on: date
    planned: int
    claimed: int
    seen: int
    spent: int


def moments_of(project: Project, steps: Sequence[Step], spending: Spending) -> list[Moment]:
    """Return the days on which something was measured or spent, first to last, with the start before them."""
    if project.started_at is None:
        return []
    days = {periods.local_day(project.started_at)}
    days |= {step.on for step in steps} | {on for on, _sum in spending.steps}
    return [_moment(project, steps, spending, day) for day in sorted(days)[-MOST_ROWS:]]


def planned_percent(project: Project, on: date) -> int:
    """Return the part of the planned months that has passed on a day, in whole per cent."""
    first = date(project.year, project.first_month, 1)
    last = date(project.year + project.last_month // 12, project.last_month % 12 + 1, 1)
    return max(0, min(100, 100 * (on - first).days // (last - first).days))


def curve(moments: Sequence[Moment]) -> Chart:
    """Draw the four lines and the table beneath; the lines differ in their dashes as well as in colour."""
    first, last = moments[0].on.toordinal(), moments[-1].on.toordinal()
    span = max(last - first, 1)
    across = [WIDTH * (one.on.toordinal() - first) // span for one in moments]
    names = [str(name) for name in LINES]
    lines = Markup("").join(
        Markup('<polyline data-line="{}" points="{}"/>').format(number, _points(across, values))
        for number, values in enumerate(zip(*map(_values, moments), strict=True), start=1)
    )
    rows = tuple((str(periods.day(one.on, language())), *_values(one)) for one in moments)
    said = "; ".join(f"{name}: {value} %" for name, value in zip(names, _values(moments[-1]), strict=True))
    columns = ((_("Day"), "text"), *((name, "number") for name in names))
    return Chart(_drawing(lines, said), columns, rows)


def _moment(project: Project, steps: Iterable[Step], spending: Spending, day: date) -> Moment:
    known = [step for step in steps if step.on <= day]
    claimed, seen = (known[-1].claimed, known[-1].seen) if known else (0, 0)
    spent = [total for on, total in spending.steps if on <= day]
    return Moment(day, planned_percent(project, day), claimed, seen, spending.percent(spent[-1]) if spent else 0)


def _values(one: Moment) -> tuple[int, int, int, int]:
    return one.planned, one.claimed, one.seen, one.spent


def _points(across: Sequence[int], values: Iterable[int]) -> str:
    pairs = zip(across, values, strict=True)
    return " ".join(f"{x},{HEIGHT - HEIGHT * min(value, 100) // 100}" for x, value in pairs)


def _drawing(lines: Markup, said: str) -> Markup:
    return Markup(
        '<svg class="curve" viewBox="-2 -2 {0} {1}" role="img" aria-labelledby="curve-t curve-d">'
        '<title id="curve-t">{2}</title><desc id="curve-d">{3}</desc>'
        '<path class="curve-frame" d="M0 0V{4}H{5}"/>{6}</svg>'
    ).format(WIDTH + 4, HEIGHT + 4, _("How it went"), said, HEIGHT, WIDTH, lines)
