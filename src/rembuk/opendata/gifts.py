"""The table of what residents give to a work: one row for each supply, and no row for a day or a person."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.texts import safe_cell
from rembuk.projects.swadaya.queries import SupplySum, people_shown


@dataclass(frozen=True)
class GiftColumn:
    """A column of the published table."""

    name: str
    kind: str
    meaning: Promise
    value: Callable[[SupplySum], str | int]


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _people(row: SupplySum) -> str | int:
    shown = people_shown(row.people)
    return "" if shown is None else shown


GIFT_COLUMNS: Final = (
    GiftColumn("project", "text", _("The number of the work."), lambda row: row.supply.project.code),
    GiftColumn(
        *("kind", "text", _("labour, material, tool, land, food or transport; never cash.")),
        lambda row: row.supply.kind,
    ),
    GiftColumn("what", "text", _("What residents may give."), lambda row: safe_cell(row.supply.what)),
    GiftColumn("unit", "text", _("The unit of all quantities in this row."), lambda row: safe_cell(row.supply.unit)),
    GiftColumn(
        "wanted", "number", _("How much is wanted; 0 for what came unasked."), lambda row: _plain(row.supply.wanted)
    ),
    GiftColumn("pledged", "number", _("How much is pledged and not yet given."), lambda row: _plain(row.pledged)),
    GiftColumn(
        *("given", "number", _("How much was given, by the word of the group's head and another resident.")),
        lambda row: _plain(row.given),
    ),
    GiftColumn(
        *("value_rupiah", "number", _("What was given is worth, each gift at the price of its day.")),
        lambda row: row.value_rupiah,
    ),
    GiftColumn(
        *("people_days", "number", _("People who came, counted each day; empty under five, and for goods.")),
        _people,
    ),
    GiftColumn(
        *("price_rupiah", "number", _("The price of one unit today; empty without one.")),
        lambda row: row.price.price_rupiah if row.price else "",
    ),
    GiftColumn(
        *("basis", "text", _("What that price rests on: wage, bill, receipt or owner.")),
        lambda row: row.price.basis if row.price else "",
    ),
    GiftColumn(
        *("source", "text", _("Where that price is written.")),
        lambda row: safe_cell(row.price.source) if row.price else "",
    ),
)


def gifts_csv(rows: Iterable[SupplySum]) -> str:
    """Return the rows as a file; nothing in them is taken for a formula."""
    # The mark tells spreadsheets that this is UTF-8.
    out = io.StringIO("\ufeff")
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in GIFT_COLUMNS])
    writer.writerows([column.value(row) for column in GIFT_COLUMNS] for row in rows)
    return out.getvalue()
