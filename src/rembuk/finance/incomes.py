"""What comes in: how much of each fund is expected in which month, and what came of it, when and by which document.

Money that comes in fills the months of its fund in their order; nobody has to say which tranche (tahap) it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When

from rembuk.finance.giving import INCOME
from rembuk.finance.models import Budget, Earmark, Income, Transfer
from rembuk.finance.states import BudgetState
from rembuk.kernel.money import Rupiah
from rembuk.kernel.periods import local_day
from rembuk.plans.states import Fund


@dataclass(frozen=True, slots=True)
class Tranche:
    """What is expected of a fund in a month (tahap penyaluran), and how much of it came; None: nobody said when."""

    month: int | None
    expected_rupiah: Rupiah
    received_rupiah: Rupiah

    @property
    def missing_rupiah(self) -> Rupiah:
        """What is still expected of it."""
        return max(0, self.expected_rupiah - self.received_rupiah)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money that came in, or below zero went back the way it came: on which day, and by which document.

    Gifts are one sum without a day and a document, because a document may name who gave.
    """

    on: date | None
    document: str
    amount_rupiah: Rupiah


@dataclass(frozen=True, slots=True)
class IncomeSum:
    """A fund: what might be expected at first (pagu indikatif), what the budget expects, and what came in."""

    fund: Fund
    indicated_rupiah: Rupiah
    tranches: tuple[Tranche, ...]
    receipts: tuple[Receipt, ...]

    @property
    def expected_rupiah(self) -> Rupiah:
        """What the budget expects of it."""
        return sum(one.expected_rupiah for one in self.tranches)

    @property
    def received_rupiah(self) -> Rupiah:
        """What came in of it."""
        return sum(one.amount_rupiah for one in self.receipts)

    @property
    def missing_rupiah(self) -> Rupiah:
        """What is still expected of it."""
        return max(0, self.expected_rupiah - self.received_rupiah)


def income_sums(budget: Budget, *, until: datetime | None = None) -> list[IncomeSum]:
    """Return what a budget expects of each fund and what came of it until a moment, in two queries."""
    indicated: dict[str, Rupiah] = {}
    expected: dict[str, list[tuple[int, Rupiah]]] = {}
    for state, fund, month, rupiah in _expected(budget):
        if state == BudgetState.INDICATED:
            indicated[fund] = indicated.get(fund, 0) + rupiah
        else:
            expected.setdefault(fund, []).append((month, rupiah))
    came = _receipts(budget, until)
    return [
        IncomeSum(fund, indicated.get(fund, 0), _filled(expected.get(fund, ()), came.get(fund, ())), came.get(fund, ()))
        for fund in Fund
        if fund in indicated or fund in expected or fund in came
    ]


def incomes_of(budget: Budget) -> list[Income]:
    """Return what a budget expects of each fund in each month, in their order."""
    return list(Income.objects.filter(budget=budget).order_by("fund", "month"))


def _expected(budget: Budget) -> QuerySet[Income, tuple[str, str, int, Rupiah]]:
    indicated = Q(
        budget__region_number=budget.region_number, budget__year=budget.year, budget__state=BudgetState.INDICATED
    )
    lines = Income.objects.filter(Q(budget=budget) | indicated).order_by("fund", "month")
    # The version that was asked for is never taken for the one before it.
    state = Case(When(budget=budget, then=Value("")), default=F("budget__state"))
    return lines.values_list(state, "fund", "month", "amount_rupiah")


def _receipts(budget: Budget, until: datetime | None) -> dict[str, tuple[Receipt, ...]]:
    into, back = Q(credit__startswith=INCOME), Q(debit__startswith=INCOME)
    moved = Transfer.objects.filter(into | back, region_number=budget.region_number, year=budget.year)
    if until:
        moved = moved.filter(made_at__lte=until)
    is_gift = Exists(Earmark.objects.filter(transfer=OuterRef("pk"), tenant=OuterRef("tenant")))
    own = Case(When(is_gift, then=Value("")), default=F("document"))
    day = Case(When(is_gift, then=Value(None)), default=F("made_at"))
    amount = Case(When(into, then=F("amount_rupiah")), default=-F("amount_rupiah"))
    rows = moved.order_by().values_list("fund", own, day).annotate(sum=Sum(amount))
    found: dict[str, list[Receipt]] = {}
    for fund, document, at, rupiah in rows:
        found.setdefault(fund, []).append(Receipt(local_day(at) if at else None, document, rupiah))
    return {fund: tuple(sorted(rows, key=_in_order)) for fund, rows in found.items()}


def _in_order(one: Receipt) -> tuple[bool, str, str]:
    return (one.on is None, str(one.on), one.document)


def _filled(expected: Iterable[tuple[int, Rupiah]], came: Iterable[Receipt]) -> tuple[Tranche, ...]:
    """Fill the months in their order; what came beside them stands at the end, where nobody has said when."""
    return tuple(_fill(dict(expected), sum(one.amount_rupiah for one in came)))


def _fill(expected: dict[int, Rupiah], left: Rupiah) -> Iterator[Tranche]:
    for month in sorted(month for month in expected if month):
        part = min(expected[month], left)
        left -= part
        yield Tranche(month, expected[month], part)
    if left or 0 in expected:
        yield Tranche(None, expected.get(0, 0), left)
