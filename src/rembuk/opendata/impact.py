"""The table of what was measured before works and after them: one row for each reading that counts, and no name."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.texts import safe_cell
from rembuk.projects.impact import standing
from rembuk.projects.indicators import indicators
from rembuk.projects.models import ImpactReading

PORTION: Final = 500


@dataclass(frozen=True)
class ImpactColumn:
    """A column of the published table."""

    name: str
    kind: str
    meaning: Promise
    value: Callable[[ImpactReading], str | int]


def plain(amount: Decimal) -> str:
    """Return an amount as machines read it: 1250.5."""
    return f"{amount.normalize():f}"


IMPACT_COLUMNS: Final = (
    ImpactColumn("project", "text", _("The number of the work."), lambda row: row.project.code),
    ImpactColumn("kampung_code", "text", _("The official code of the kampung."), lambda row: row.project.region.code),
    ImpactColumn(
        *("kind", "text", _("road, bridge, water or irrigation.")), lambda row: indicators()[row.indicator].kind.key
    ),
    ImpactColumn("indicator", "text", _("What was measured; a key that never changes."), lambda row: row.indicator),
    ImpactColumn(
        *("name_id", "text", _("What was measured, in Indonesian.")), lambda row: indicators()[row.indicator].name["id"]
    ),
    ImpactColumn(
        *("name_en", "text", _("What was measured, in English.")), lambda row: indicators()[row.indicator].name["en"]
    ),
    ImpactColumn(
        *("unit", "text", _("The unit of the value, in Indonesian.")),
        lambda row: indicators()[row.indicator].unit["id"],
    ),
    ImpactColumn(
        *("better", "text", _("Whether more or less is better.")), lambda row: indicators()[row.indicator].better.value
    ),
    ImpactColumn(
        *("moment", "text", _("before, or 6_months, 12_months or 24_months after the handover.")),
        lambda row: row.moment,
    ),
    ImpactColumn(
        *("value", "number", _("What was measured. It does not say that the work is the cause.")),
        lambda row: plain(row.value),
    ),
    ImpactColumn("taken_on", "date", _("The day it was measured."), lambda row: row.taken_on.isoformat()),
    ImpactColumn("taken_as", "text", _("The role of who measured."), lambda row: row.taken_as),
    ImpactColumn(
        *("households", "number", _("How many households were asked; empty where nobody was.")),
        lambda row: "" if row.households is None else row.households,
    ),
    ImpactColumn("method", "text", _("How it was measured."), lambda row: safe_cell(row.method)),
    ImpactColumn("source", "text", _("A paper that shows it; may be empty."), lambda row: safe_cell(row.source)),
)


def readings_after(last: UUID | None, *, limit: int = PORTION) -> list[ImpactReading]:
    """Return the readings that count after one, in the order of their writing; None starts at the beginning."""
    rows = standing(ImpactReading.objects.filter(indicator__in=indicators()).select_related("project__region"))
    if last is not None:
        rows = rows.filter(id__gt=last)
    return list(rows.order_by("id")[:limit])


def impact_lines(fetch: Callable[[UUID | None], list[ImpactReading]]) -> Iterator[str]:
    """Yield the table as text, its head first and then a portion at a time; nothing in it is taken for a formula."""
    # The mark tells spreadsheets that this is UTF-8.
    yield "\ufeff" + _text([[column.name for column in IMPACT_COLUMNS]])
    last: UUID | None = None
    while rows := fetch(last):
        yield _text([column.value(row) for column in IMPACT_COLUMNS] for row in rows)
        last = rows[-1].pk


def _text(rows: Iterable[Iterable[str | int]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
