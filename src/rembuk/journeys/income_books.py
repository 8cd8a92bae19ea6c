"""What a budget expects to come in as a workbook, and back into a draft: all of its rows or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from rembuk.finance.accounts import chart_for
from rembuk.finance.actions import expect_income
from rembuk.finance.drafts import MONTHS, IncomeDraft, NoAmount
from rembuk.finance.incomes import incomes_of
from rembuk.finance.models import Budget
from rembuk.journeys.intake_cells import BadCell
from rembuk.journeys.intake_tables import Line
from rembuk.journeys.whole_tables import CHANGED, NEW, SAME, LinesReport, take_in_whole
from rembuk.journeys.workbook_writing import write_workbook
from rembuk.kernel.money import NotRupiah, parse_rupiah
from rembuk.kernel.periods import month_name
from rembuk.people.models import Person
from rembuk.plans.states import Fund

# The account and its words are those of the fund, and only written.
COLUMNS: Final = {
    "Kode rekening": "",
    "Uraian": "",
    "Bulan": "month",
    "Anggaran": "amount",
    "Sumber dana": "fund",
}
_LABELS: Final = {name: label for label, name in COLUMNS.items() if name}
_MONTHS: Final = {
    text.casefold(): number for number in range(1, MONTHS + 1) for text in (str(number), month_name(number))
}
MOST_ROWS: Final = 200


def income_book(budget: Budget) -> bytes:
    """Return what a version of a budget expects of each fund in each month, with the account it comes in by."""
    chart = chart_for(budget.region_number, budget.year)
    rows = [
        (
            *(chart.income(Fund(one.fund)), chart.name(chart.income(Fund(one.fund)))),
            *(one.month or None, one.amount_rupiah, one.fund),
        )
        for one in incomes_of(budget)
    ]
    return write_workbook(f"Pendapatan {budget.year} versi {budget.version}", tuple(COLUMNS), rows)


def import_incomes(path: Path, budget: Budget, *, by: Person | None, at: datetime) -> LinesReport:
    """Take a workbook or CSV file into a draft: a row says how much of a fund is expected, and in which month.

    What no row names stays as it is. Raise UnreadableFile for what is no such table.
    """
    return take_in_whole(path, _LABELS, _Reader(budget, by, at).take_in, most_rows=MOST_ROWS)


@dataclass
class _Reader:
    budget: Budget
    by: Person | None
    at: datetime

    def __post_init__(self) -> None:
        self.chart = chart_for(self.budget.region_number, self.budget.year)
        self.known = {(one.fund, one.month): one.amount_rupiah for one in incomes_of(self.budget)}
        self.seen: set[tuple[str, int]] = set()

    def take_in(self, line: Line) -> str:
        """Return what became of a row; raise BadCell for the first thing that is wrong with it."""
        draft = self._draft(line.cells)
        place = (draft.fund.value, draft.month or 0)
        self._insist_once(*place)
        before = self.known.get(place)
        if before == draft.amount_rupiah:
            return SAME
        expect_income(self.budget, draft, by=self.by, at=self.at)
        return NEW if before is None else CHANGED

    def _insist_once(self, fund: str, month: int) -> None:
        if (fund, month) in self.seen:
            raise _bad("month", _("This fund stands in the list twice for this month."))
        if any(other == fund and bool(known) != bool(month) for other, known in self.seen):
            raise _bad("month", _("This fund stands in the list with a month and without one. Write one or the other."))
        self.seen.add((fund, month))

    def _draft(self, cells: Mapping[str, str]) -> IncomeDraft:
        fund, month, text = self._fund(cells.get("fund", "")), _month(cells.get("month", "")), cells.get("amount", "")
        try:
            return IncomeDraft(fund, parse_rupiah(text), month)
        except (NotRupiah, NoAmount) as error:
            said = _("“%(text)s” is no amount. Write for example 12.500.000.") % {"text": text}
            raise _bad("amount", said) from error

    def _fund(self, text: str) -> Fund:
        code = text.strip().upper()
        if code not in self.chart.incomes:
            facts = {"text": text, "known": ", ".join(self.chart.incomes)}
            raise _bad("fund", _("“%(text)s” is unknown. Write one of: %(known)s.") % facts)
        return Fund(code)


def _month(text: str) -> int | None:
    """Read a month, 4 or April; None where nobody has said when."""
    plain = text.strip().casefold()
    if plain and plain not in _MONTHS:
        raise _bad("month", _("“%(text)s” is no month. Write 1 to 12, or leave it empty.") % {"text": text})
    return _MONTHS[plain] if plain else None


def _bad(name: str, what: str) -> BadCell:
    return BadCell(_LABELS[name], what)
