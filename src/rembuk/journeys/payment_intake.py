"""Statements of the bank come in: each line becomes a gift that came, waits for a human, or is a named error.

The same file twice changes nothing, and neither does a longer statement that has the same days again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from rembuk.finance.actions import note_payment
from rembuk.finance.drafts import NoAmount
from rembuk.finance.payments import PaymentRow
from rembuk.finance.states import NoticeState
from rembuk.journeys.intake_cells import BadCell, read_day
from rembuk.journeys.intake_tables import Line, UnreadableFile, read_table
from rembuk.kernel.money import NotRupiah, Rupiah, parse_rupiah
from rembuk.kernel.texts import tidy_text
from rembuk.people.models import Person
from rembuk.regions.models import Region

COLUMNS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("tanggal", "tgl", "date"), "tanggal"),
    **dict.fromkeys(("keterangan", "uraian", "berita", "description"), "keterangan"),
    **dict.fromkeys(("kredit", "jumlah", "masuk", "credit"), "kredit"),
}
NEEDED: Final = ("tanggal", "keterangan", "kredit")
MOST_ROWS: Final = 2_000


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in one cell, and how to mend it."""

    row: int
    column: str
    what: str


@dataclass(frozen=True, slots=True)
class StatementReport:
    """What became of the lines: received as gifts, waiting for a human, known before, or faulty."""

    received: int = 0
    waiting: int = 0
    same: int = 0
    faults: tuple[RowFault, ...] = ()


def import_payments(path: Path, region: Region, *, by: Person | None, at: datetime) -> StatementReport:
    """Take in the payments of a statement; raise UnreadableFile for what is none. Money that went out is left out."""
    table = read_table(path, COLUMNS, most_rows=MOST_ROWS)
    if missing := [name for name in NEEDED if name not in table.columns]:
        raise UnreadableFile(
            _("The column %(name)s is missing. The first row names the columns.") % {"name": missing[0]}
        )
    faults: list[RowFault] = []
    became: Counter[str] = Counter()
    with transaction.atomic():
        for row in _rows(table.lines, faults):
            noted = note_payment(region, row, by=by, at=at)
            became["same" if noted.replayed else noted.notice.state] += 1
    return StatementReport(became[NoticeState.MATCHED], became[NoticeState.WAITING], became["same"], tuple(faults))


def _rows(lines: Sequence[Line], faults: list[RowFault]) -> Iterator[PaymentRow]:
    seen: Counter[tuple[date, Rupiah, str]] = Counter()
    for line in lines:
        try:
            known = _read(line)
        except BadCell as wrong:
            faults.append(RowFault(line.number, wrong.column, str(wrong)))
            continue
        if known is not None:
            seen[known] += 1
            yield PaymentRow(*known, nth=seen[known])


def _read(line: Line) -> tuple[date, Rupiah, str] | None:
    """Return the day, amount and words of a payment, None for money that went out."""
    cells = line.cells
    if cells.get("kredit", "") in {"", "0", "0,00", "0.00", "-"}:
        return None
    words = tidy_text(cells.get("keterangan", ""))
    return _day(cells.get("tanggal", "")), _amount(cells["kredit"]), words


def _day(text: str) -> date:
    try:
        return read_day(text)
    except BadCell as error:
        raise BadCell("tanggal", str(error)) from error


def _amount(text: str) -> Rupiah:
    try:
        return PaymentRow(date.min, parse_rupiah(text), "").amount_rupiah
    except (NotRupiah, NoAmount) as error:
        raise BadCell("kredit", _("“%(text)s” is no amount. Write for example 12.500.000.") % {"text": text}) from error
