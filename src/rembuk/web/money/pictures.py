"""What the budget looks like, each picture with the sentence it proves; all from the value that the papers tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rembuk.finance.queries import VillageSum
from rembuk.journeys.publication import NOTE, Publication, Share
from rembuk.plans.activities import FIELDS
from rembuk.plans.states import Fund
from rembuk.web.boxes import box_bars, box_rupiah
from rembuk.web.charts import Bar, Chart, divided_bar, share
from rembuk.web.flows import Flow, flow_chart
from rembuk.web.formats import capital, rupiah, short_rupiah
from rembuk.web.multiples import Panel, multiples

# The fields of the law (bidang), in a word that fits on a phone.
SHORT_FIELDS: Final[Mapping[str, Promise]] = {
    "1": gettext_lazy("Running the village"),
    "2": gettext_lazy("Building"),
    "3": gettext_lazy("Community"),
    "4": gettext_lazy("Empowering"),
    "5": gettext_lazy("Emergencies"),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its table, what it shows in a sentence, and what a reader should know."""

    chart: Chart
    finding: str
    note: str


def pictures_of(told: Publication) -> list[Picture]:
    """Return what the budget gives to each field, to each hundred thousand, and on which way."""
    return [fields_in_boxes(told.fields), fields_of_a_note(told.fields), ways_of_money(told)]


def fields_in_boxes(fields: Sequence[Share]) -> Picture:
    """Draw what each field has as boxes of a round amount, those full that were spent."""
    values = [
        Bar(_field(one.key), one.budget_rupiah, share(one.realised_rupiah, one.budget_rupiah), part=one.realised_rupiah)
        for one in fields
    ]
    least = min(fields, key=lambda one: (Fraction(one.realised_rupiah, one.budget_rupiah), one.key))
    spent = share(least.realised_rupiah, least.budget_rupiah)
    return Picture(
        box_bars("fields", _("The budget by field"), values, label=_("Field"), unit=_("Budget"), part=_("Spent")),
        _("Least is spent of “%(field)s”: %(share)s") % {"field": _field(least.key), "share": spent},
        _("Each box is %(amount)s. Full boxes are spent.") % {"amount": short_rupiah(box_rupiah(values))},
    )


def fields_of_a_note(fields: Sequence[Share]) -> Picture:
    """Draw what is done with every hundred thousand rupiah."""
    values = [Bar(_field(one.key), one.of_a_note, rupiah(one.of_a_note)) for one in fields]
    most = max(fields, key=lambda one: (one.of_a_note, one.key))
    each = {"note": rupiah(NOTE), "part": rupiah(most.of_a_note), "field": _field(most.key)}
    return Picture(
        divided_bar("note", _("Of every %(note)s") % each, values, label=_("Field"), unit=_("Rupiah")),
        _("Of every %(note)s, %(part)s goes to “%(field)s”") % each,
        _("The parts add up to the note, to the rupiah."),
    )


def ways_of_money(told: Publication) -> Picture:
    """Draw the way from who pays over the fields to the posts."""
    ordered = sorted(told.posts, key=lambda one: (one.post.activity_code[0], -one.budget_rupiah, one.post.number))
    ways = [
        Flow((one.post.fund, _field(one.post.activity_code[0]), one.post.title), one.budget_rupiah) for one in ordered
    ]
    most = told.funds[0]
    said = {"fund": capital(str(Fund(most.key).label)), "share": share(most.budget_rupiah, told.budget_rupiah)}
    others = (_("others"), _("others"), _("other posts"))
    return Picture(
        flow_chart("ways", _("The way of the money"), ways, others=others),
        _("%(fund)s pays %(share)s of the budget") % said,
        _("From who pays, over what it is for, to the largest posts."),
    )


def kampung_compared(sums: Sequence[VillageSum]) -> Picture:
    """Draw the fields of every kampung on one scale."""
    panels = [_panel(one) for one in sums]
    leading = [max(range(len(FIELDS)), key=panel.values.__getitem__) for panel in panels]
    first = max(range(len(FIELDS)), key=leading.count)
    said = {"many": leading.count(first), "all": len(panels), "field": _field(FIELDS[first])}
    return Picture(
        multiples(panels, [_field(one) for one in FIELDS], label=_("Kampung")),
        _("In %(many)s of %(all)s kampung the largest part goes to “%(field)s”") % said,
        _("All on one scale: what the budget gives to each field."),
    )


def _panel(one: VillageSum) -> Panel:
    href = reverse("budget", args=[one.budget.region.code, one.budget.year])
    return Panel(one.budget.region.name, href, tuple(one.fields.get(field, 0) for field in FIELDS))


def _field(key: str) -> str:
    return str(SHORT_FIELDS[key])
