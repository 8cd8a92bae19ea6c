"""What has come in and what is still expected, as rows of tables; page and paper show the same."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from rembuk.finance.incomes import IncomeSum
from rembuk.kernel.money import Rupiah
from rembuk.kernel.periods import month_name
from rembuk.plans.states import Fund
from rembuk.web.formats import capital, language
from rembuk.web.papers.saying import said_day

FundRow = tuple[str, Rupiah | None, Rupiah, Rupiah, Rupiah]
TrancheRow = tuple[str, str, Rupiah, Rupiah, Rupiah]
ReceiptRow = tuple[str, str, str, Rupiah]


def by_fund(incomes: Sequence[IncomeSum]) -> list[FundRow]:
    """Return each fund: what might be expected at first, what is expected, what came in, and what is missing."""
    return [
        (
            _label(one.fund),
            one.indicated_rupiah or None,
            one.expected_rupiah,
            one.received_rupiah,
            one.missing_rupiah,
        )
        for one in incomes
    ]


def by_month(incomes: Sequence[IncomeSum]) -> list[TrancheRow]:
    """Return what is expected in each month, by fund, and how much of it came; last what has no month."""
    tranches = [(each.month or 13, one.fund, each) for one in incomes for each in one.tranches]
    return [
        (
            capital(month_name(each.month, language())) if each.month else _("No month said"),
            _label(fund),
            each.expected_rupiah,
            each.received_rupiah,
            each.missing_rupiah,
        )
        for _month, fund, each in sorted(tranches, key=lambda row: row[0])
    ]


def receipts(incomes: Sequence[IncomeSum]) -> list[ReceiptRow]:
    """Return what came in, the first day first, with its document; gifts last, as one sum of each fund."""
    found = [(one.fund, each) for one in incomes for each in one.receipts]
    return [
        (
            said_day(each.on) if each.on else _("Over the year"),
            _label(fund),
            each.document or _("Gifts for works, each on the page of its work"),
            each.amount_rupiah,
        )
        for fund, each in sorted(found, key=lambda row: (row[1].on is None, str(row[1].on)))
    ]


def _label(fund: Fund) -> str:
    return capital(str(fund.label))
