"""How it was before a work and how it is after it, and what one unit costs, as everybody reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from rembuk.kernel import periods
from rembuk.opendata.impact import impact_lines, readings_after
from rembuk.projects.impact import Impact
from rembuk.projects.indicators import Better, Indicator
from rembuk.projects.models import ImpactReading, Project
from rembuk.projects.questions import NEIGHBOURS_NEEDED, percent_over
from rembuk.projects.states import FINISHED, ImpactMoment
from rembuk.projects.unit_prices import UnitPrice
from rembuk.tenancy import current_tenant, in_tenant
from rembuk.web.access import feed
from rembuk.web.formats import language, rupiah, unbroken
from rembuk.web.needs.history import role_label
from rembuk.web.plans.cards import decimal

BETTER: Final[Mapping[Better, Promise]] = {
    Better.MORE: gettext_lazy("more is better"),
    Better.LESS: gettext_lazy("less is better"),
}
WHEN_DUE: Final[Mapping[ImpactMoment, Promise]] = {
    ImpactMoment.HALF_YEAR: gettext_lazy("6 months after the handover"),
    ImpactMoment.YEAR: gettext_lazy("12 months after the handover"),
    ImpactMoment.TWO_YEARS: gettext_lazy("24 months after the handover"),
}


@feed
def impact_csv(_request: HttpRequest) -> StreamingHttpResponse:
    """Give all that was measured before works and after them as CSV, in portions."""
    tenant = current_tenant()

    def fetch(last: UUID | None) -> list[ImpactReading]:
        # The server asks for the lines after the request's own tenant has been left.
        with in_tenant(tenant):
            return readings_after(last)

    response = StreamingHttpResponse(impact_lines(fetch), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="dampak.csv"'
    return response


def impact_columns() -> list[tuple[object, str]]:
    """Return the head of the table: what, and each moment."""
    return [(_("What"), "text"), *((label[:1].upper() + label[1:], "text") for label in map(str, ImpactMoment.labels))]


def impact_rows(impact: Impact, today: date) -> list[tuple[object, ...]]:
    """Return a row for each indicator that was read before: its name, and what it was at each moment."""
    return [(_named(one), *(_cell(impact, one, moment, today) for moment in ImpactMoment)) for one in impact.compared]


def impact_words(impact: Impact) -> str:
    """Return in a sentence what can be compared and what cannot, and never that the work was the cause."""
    if not impact.indicators:
        return _("For this kind of work nothing is agreed yet that would be measured before and after.")
    if impact.compared:
        return _(
            "The figures stand side by side. They do not say that the work is the cause: rain, harvest and prices "
            "change as well."
        )
    if impact.project.state in FINISHED:
        return _("Nobody measured how it was before the work. So nobody can say what changed.")
    return _("Nobody has measured yet how it is before. That is possible until the work is done.")


def uncompared(impact: Impact) -> str:
    """Return the names of what was not read before, where something else was; else ""."""
    missing = [one.name[language()] for one in impact.indicators if one not in impact.compared]
    return ", ".join(missing) if impact.compared else ""


def reading_rows(impact: Impact) -> list[tuple[object, ...]]:
    """Return each reading with who measured it and how, as the file gives it, in the order of the indicators."""
    found = ((one, impact.reading(one, moment)) for one in impact.indicators for moment in ImpactMoment)
    return [_reading_row(one, reading) for one, reading in found if reading]


def _reading_row(one: Indicator, reading: ImpactReading) -> tuple[object, ...]:
    return (
        f"{one.name[language()]}, {ImpactMoment(reading.moment).label}: {value_of(one, reading)}",
        role_label(reading.taken_as),
        periods.day(reading.taken_on, language()),
        reading.households,
        reading.method,
        reading.source or None,
    )


def value_of(one: Indicator, reading: ImpactReading) -> str:
    """Return a value with its unit: "12 hari dari 30"."""
    if one.unit["en"] == "rupiah":
        return rupiah(round(reading.value))
    return unbroken(f"{decimal(reading.value)} {one.unit[language()]}")


def _named(one: Indicator) -> Markup:
    return Markup('{}<br><small class="quiet">{}</small>').format(one.name[language()], BETTER[one.better])


def _cell(impact: Impact, one: Indicator, moment: ImpactMoment, today: date) -> Markup:
    reading = impact.reading(one, moment)
    if reading is None:
        return Markup('<small class="quiet">{}</small>').format(_missing(impact, moment, today))
    who = {"role": role_label(reading.taken_as), "day": periods.day(reading.taken_on, language())}
    is_late = _is_after_the_start(impact.project, reading)
    told = _("%(role)s, %(day)s, after work had begun") % who if is_late else f"{who['role']}, {who['day']}"
    return Markup('<strong>{}</strong><br><small class="quiet">{}</small>').format(value_of(one, reading), told)


def _is_after_the_start(project: Project, reading: ImpactReading) -> bool:
    begun = project.started_at
    is_before = reading.moment == ImpactMoment.BEFORE
    return is_before and begun is not None and reading.taken_on > periods.local_day(begun)


def _missing(impact: Impact, moment: ImpactMoment, today: date) -> str:
    window = impact.window(moment)
    if window is None:
        return _("not measured yet, due %(when)s") % {"when": WHEN_DUE[moment]}
    if window.closes and window.closes <= today:
        return _("was not measured in time")
    opens = {"day": periods.day(window.opens, language())}
    if window.opens <= today:
        return _("not measured yet, due since %(day)s") % opens
    return _("not measured yet, due on %(day)s") % opens


def price_words(project: Project, price: UnitPrice) -> str:
    """Return in a sentence what one unit costs beside the middle of similar works, or that there are too few."""
    said = {"unit": project.unit, "own": rupiah(price.own_rupiah), "many": len(price.others), "year": project.year}
    if price.median_rupiah is None:
        return (
            _("One %(unit)s costs %(own)s. Similar works elsewhere in %(year)s: %(many)s, too few to compare.") % said
        )
    said["over"] = abs(percent_over(price.own_rupiah, price.median_rupiah))
    if not said["over"]:
        return _("One %(unit)s costs %(own)s, as much as the middle of %(many)s similar works.") % said
    if price.own_rupiah > price.median_rupiah:
        return _("One %(unit)s costs %(own)s, %(over)s %% more than the middle of %(many)s similar works.") % said
    return _("One %(unit)s costs %(own)s, %(over)s %% less than the middle of %(many)s similar works.") % said


def price_facts(project: Project, price: UnitPrice) -> tuple[tuple[str, object], ...]:
    """Return the figures behind that sentence; nothing to compare where there are too few."""
    if price.median_rupiah is None:
        return ((_("This work, one %(unit)s") % {"unit": project.unit}, rupiah(price.own_rupiah)),)
    return (
        (_("This work, one %(unit)s") % {"unit": project.unit}, rupiah(price.own_rupiah)),
        (_("Middle of similar works"), rupiah(price.median_rupiah)),
        (_("Cheapest and dearest"), f"{rupiah(price.others[0])} – {rupiah(price.others[-1])}"),
        (
            _("Compared with"),
            _("%(many)s works in %(villages)s other kampung, %(year)s")
            % {"many": len(price.others), "villages": price.villages, "year": project.year},
        ),
    )


def price_rule() -> str:
    """Return which works count as similar, and from how many on they are compared."""
    return _(
        "By the agreed cost. Similar are works of the same activity, unit and year in other kampung of the "
        "sub-district; they are compared from %(least)s on. Ground, distance and method differ."
    ) % {"least": NEIGHBOURS_NEEDED}
