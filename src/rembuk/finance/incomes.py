"""What comes in: how much of each fund is expected in which month, and what came of it, when and by which document.

Money that comes in fills the months of its fund in their order; nobody has to say which tranche (tahap) it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When

from rembuk.finance.giving import INCOME
from rembuk.finance.models import Budget, Earmark, Income, Transfer
from rembuk.finance.states import BudgetState
from rembuk.kernel.money import Rupiah
from rembuk.kernel.periods import local_day
from rembuk.plans.states import Fund

CAME, EXPECTED = "came", "expected"
COLUMNS = ("kind", "fund", "month", "proof", "day", "rupiah")
Row = tuple[str, str, int, str, datetime | None, Rupiah]


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
    """Return what a budget expects of each fund and what came of it until a moment, in one query."""
    indicated: dict[str, Rupiah] = {}
    expected: dict[str, dict[int, Rupiah]] = {}
    came: dict[str, list[Receipt]] = {}
    for kind, fund, month, document, at, rupiah in _received(budget, until).union(_expected(budget), all=True):
        if kind == CAME:
            came.setdefault(fund, []).append(Receipt(local_day(at) if at else None, document, rupiah))
        elif kind == BudgetState.INDICATED:
            indicated[fund] = indicated.get(fund, 0) + rupiah
        else:
            expected.setdefault(fund, {})[month] = rupiah
    return [
        _sum_of(fund, indicated.get(fund, 0), expected.get(fund, {}), came.get(fund, []))
        for fund in Fund
        if fund in indicated or fund in expected or fund in came
    ]


def incomes_of(budget: Budget) -> list[Income]:
    """Return what a budget expects of each fund in each month, in their order."""
    return list(Income.objects.filter(budget=budget).order_by("fund", "month"))


def _received(budget: Budget, until: datetime | None) -> QuerySet[Transfer, Row]:
    into, back = Q(credit__startswith=INCOME), Q(debit__startswith=INCOME)
    moved = Transfer.objects.filter(into | back, region_number=budget.region_number, year=budget.year)
    if until:
        moved = moved.filter(made_at__lte=until)
    is_gift = Exists(Earmark.objects.filter(transfer=OuterRef("pk"), tenant=OuterRef("tenant")))
    rows = moved.order_by().annotate(
        kind=Value(CAME),
        month=Value(0),
        proof=Case(When(is_gift, then=Value("")), default=F("document")),
        day=Case(When(is_gift, then=Value(None)), default=F("made_at")),
    )
    amount = Case(When(into, then=F("amount_rupiah")), default=-F("amount_rupiah"))
    return rows.values("kind", "fund", "month", "proof", "day").annotate(rupiah=Sum(amount)).values_list(*COLUMNS)


def _expected(budget: Budget) -> QuerySet[Income, Row]:
    indicated = Q(
        budget__region_number=budget.region_number, budget__year=budget.year, budget__state=BudgetState.INDICATED
    )
    rows: QuerySet[Income, Row] = (
        Income.objects
        .filter(Q(budget=budget) | indicated)
        .annotate(
            # The version that was asked for is never taken for the one before it.
            kind=Case(When(budget=budget, then=Value(EXPECTED)), default=F("budget__state")),
            proof=Value(""),
            day=Value(None, output_field=DateTimeField()),
            rupiah=F("amount_rupiah"),
        )
        .values_list(*COLUMNS)
    )
    return rows


def _sum_of(fund: Fund, indicated: Rupiah, expected: dict[int, Rupiah], came: list[Receipt]) -> IncomeSum:
    received = sum(one.amount_rupiah for one in came)
    return IncomeSum(fund, indicated, tuple(_fill(expected, received)), tuple(sorted(came, key=_in_order)))


def _in_order(one: Receipt) -> tuple[bool, str, str]:
    return (one.on is None, str(one.on), one.document)


def _fill(expected: dict[int, Rupiah], left: Rupiah) -> Iterator[Tranche]:
    """Fill the months in their order; what came beside them stands at the end, where nobody has said when."""
    for month in sorted(month for month in expected if month):
        part = min(expected[month], left)
        left -= part
        yield Tranche(month, expected[month], part)
    if left or 0 in expected:
        yield Tranche(None, expected.get(0, 0), left)
