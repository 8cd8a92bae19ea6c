"""The table of what comes in: one row for each fund and month, with what is expected and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rembuk.finance.incomes import IncomeSum, Tranche
from rembuk.opendata.money import dictionary_csv, table_csv


@dataclass(frozen=True)
class IncomeColumn:
    """A column of the published table."""

    name: str
    kind: str
    meaning: Promise
    value: Callable[[IncomeSum, Tranche], str | int]


INCOME_COLUMNS: Final = (
    IncomeColumn(
        *("fund", "text", _("Where the money comes from, by the codes of Siskeudes: DDS is the Village Fund.")),
        lambda fund, _month: fund.fund.value,
    ),
    IncomeColumn(
        *("month", "number", _("The month it is expected in; empty where nobody has said when.")),
        lambda _fund, month: month.month or "",
    ),
    IncomeColumn(
        "expected_rupiah",
        "number",
        _("What the budget expects to come in."),
        lambda _fund, month: month.expected_rupiah,
    ),
    IncomeColumn(
        *("received_rupiah", "number", _("What came of it until the day of the file.")),
        lambda _fund, month: month.received_rupiah,
    ),
    IncomeColumn(
        *("missing_rupiah", "number", _("What is still expected of it.")), lambda _fund, month: month.missing_rupiah
    ),
)


def income_csv(incomes: Iterable[IncomeSum]) -> str:
    """Return what comes in as a file."""
    rows = ((one, each) for one in incomes for each in one.tranches)
    return table_csv(INCOME_COLUMNS, ([column.value(*row) for column in INCOME_COLUMNS] for row in rows))


def income_dictionary() -> str:
    """Return what each column of the table means, as a file that goes with it."""
    return dictionary_csv(INCOME_COLUMNS)
