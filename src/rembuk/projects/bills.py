"""What a bill adds up to: paid and given, and the share of wages. Whole rupiah, halves rounded up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from rembuk.projects.models import BillRow
from rembuk.projects.states import BillKind

# Permendesa 21/2020, article 63: of work for cash (PKTD), wages are half at least. Below it a reason is asked.
LEAST_WAGE_SHARE = Fraction(1, 2)


@dataclass(frozen=True)
class BillSum:
    """What a bill adds up to."""

    paid_rupiah: int
    wage_rupiah: int
    self_help_rupiah: int

    @property
    def wage_share(self) -> Fraction | None:
        """The share of wages in what is paid; None while nothing is."""
        return Fraction(self.wage_rupiah, self.paid_rupiah) if self.paid_rupiah else None

    @property
    def is_low_on_wages(self) -> bool:
        """Is the share of wages under what work for cash asks?"""
        return self.wage_share is not None and self.wage_share < LEAST_WAGE_SHARE


def cost_of(row: BillRow) -> int:
    """Return what a row costs."""
    return int((row.quantity * row.price_rupiah).quantize(Decimal(1), ROUND_HALF_UP))


def sum_of(rows: Iterable[BillRow]) -> BillSum:
    """Add up a bill; what residents give themselves is not paid."""
    paid = wages = given = 0
    for row in rows:
        cost = cost_of(row)
        given += cost if row.is_self_help else 0
        paid += 0 if row.is_self_help else cost
        wages += cost if row.kind == BillKind.WAGE and not row.is_self_help else 0
    return BillSum(paid, wages, given)
