"""Items and lines of plans as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rembuk.journal.models import Act
from rembuk.journal.queries import facts_of
from rembuk.kernel import periods
from rembuk.plans.activities import field_name
from rembuk.plans.differences import Change
from rembuk.plans.models import PlanLine
from rembuk.plans.queries import FieldSum, ItemRow
from rembuk.plans.states import Fund, HeldBy, ItemState, Mode
from rembuk.web.formats import language, rupiah
from rembuk.web.needs.history import role_label
from rembuk.web.plans.numbers import address_of
from rembuk.web.priorities.labels import ROUND_SAID, round_step
from rembuk.web.thread import Paper, Step

SAID: Final[Mapping[str, Promise]] = {
    "need.decided": _("Decided in a meeting"),
    "item.proposed": _("Taken up for the yearly plan"),
    "item.examined": _("Examined by one person"),
    "item.disputed": _("A second person sent the examination back"),
    "item.verified": _("Verified by two people"),
    "item.scheduled": _("Put into the draft of the yearly plan"),
    "item.line_changed": _("Its line in the draft was changed"),
    "item.dropped": _("Taken out of the draft"),
    "item.planned": _("In the yearly plan"),
    "item.released": _("Left out of a new version of the plan"),
    "item.carried": _("Carried over to next year"),
    "item.declined": _("Declined"),
    "item.taken_up_again": _("Taken up again"),
    "item.sent_up": _("Proposed to a higher tier"),
    "item.passed_up": _("Handed on to the kabupaten"),
    "item.adopted": _("Taken over by a higher tier"),
    "item.returned": _("Returned with an answer"),
    "item.silence": _("No answer came in time"),
}
COLUMNS: Final[Mapping[str, Promise]] = {
    "activity_code": _("Activity"),
    "title": _("What"),
    "place": _("Place"),
    "volume": _("Volume"),
    "unit": _("Unit"),
    "men": _("Men"),
    "women": _("Women"),
    "poor_households": _("Poor households"),
    "first_month": _("First month"),
    "last_month": _("Last month"),
    "cost_rupiah": _("Cost"),
    "cost_source": _("Source of the cost"),
    "fund": _("Paid from"),
    "mode": _("How it is carried out"),
    "implementer": _("Who carries it out"),
}


def item_card(row: ItemRow) -> dict[str, object]:
    """Return what plans/parts.html draws of an item."""
    return {
        "code": row.code,
        "href": reverse("plan-item", args=[row.code]),
        "title": row.title,
        "place": ", ".join(filter(None, (row.locality_name, row.region_name))),
        "year": row.year,
        "state": row.state,
        "state_label": ItemState(row.state).label,
        "held_by": "" if row.held_by == HeldBy.VILLAGE else HeldBy(row.held_by).label,
        "cost_rupiah": row.cost_rupiah,
        "from_residents": bool(row.need_code),
    }


def field_rows(sums: Iterable[FieldSum]) -> tuple[tuple[str, int, int], ...]:
    """Return the fields with their lines and cost, as a table shows them."""
    return tuple((field_name(one.field), one.lines, one.cost_rupiah) for one in sums)


def steps_of(acts: Iterable[Act]) -> list[Step]:
    """Return the way of an item, oldest first."""
    return [_step(act) for act in acts if act.kind in SAID or act.kind in ROUND_SAID]


def _step(act: Act) -> Step:
    facts = facts_of(act)
    if act.kind in ROUND_SAID:
        return round_step(act, role_label(str(facts.get("role", ""))))
    said = str(facts.get("sentence") or facts.get("why") or facts.get("title", ""))
    changes = facts.get("changes") if act.kind == "item.line_changed" else None
    told = [_change(one) for one in changes] if isinstance(changes, list) else []
    tier = str(facts.get("tier", ""))
    what = f"{SAID[act.kind]} ({HeldBy(tier).label})" if tier else str(SAID[act.kind])
    words = " ".join(filter(None, (said, str(facts.get("next_step", "")), "; ".join(told))))
    minutes = str(facts.get("minutes", ""))
    papers = (Paper(minutes, address_of(minutes)),) if minutes else ()
    return Step(what=what, at=act.at, who=role_label(str(facts.get("role", ""))), words=words, papers=papers)


def _change(text: object) -> str:
    column, _colon, rest = str(text).partition(": ")
    return f"{COLUMNS.get(column, column)}: {rest}"


def change_label(change: Change) -> str:
    """Return one change of a line in words."""
    return f"{COLUMNS[change.column]}: {_value(change.column, change.old)} → {_value(change.column, change.new)}"


def _value(column: str, text: str) -> str:
    if column == "fund" and text:
        return str(Fund(text).label)
    if column == "mode" and text:
        return str(Mode(text).label)
    return text or "–"


def size_of(line: PlanLine) -> str:
    """Return volume and unit of a line: "150 meter"."""
    return f"{decimal(line.volume)} {line.unit}"


def decimal(value: Decimal) -> str:
    """Write a volume as people here do: "1.250,5"."""
    whole, _point, rest = f"{value.normalize():f}".partition(".")
    grouped = f"{int(whole):,}"
    if language() == "en":
        return f"{grouped}.{rest}" if rest else grouped
    return grouped.replace(",", ".") + (f",{rest}" if rest else "")


def months_of(line: PlanLine) -> str:
    """Return when a line is carried out: "April – Juni 2027"."""
    first, last = (periods.month_name(number, language()) for number in (line.first_month, line.last_month))
    return f"{first if first == last else f'{first} – {last}'} {line.plan.year}"


def line_facts(line: PlanLine) -> tuple[tuple[object, object], ...]:
    """Return a line as terms and values, in the order of the legal form; what is not known is left out."""
    return (
        (_("Activity"), line.activity_code),
        (_("Place"), line.place),
        (_("Volume"), size_of(line)),
        (_("Men"), line.men),
        (_("Women"), line.women),
        (_("Poor households"), line.poor_households),
        (_("When"), months_of(line)),
        (_("Cost"), rupiah(line.cost_rupiah)),
        (_("Source of the cost"), line.cost_source),
        (_("Paid from"), Fund(line.fund).label),
        (_("How it is carried out"), Mode(line.mode).label),
        (_("Who carries it out"), line.implementer),
    )
