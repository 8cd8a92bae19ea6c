"""What one unit of a work costs, with and without what residents gave; whole rupiah, halves rounded up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from rembuk.kernel.money import Rupiah
from rembuk.projects.swadaya.queries import SupplySum


@dataclass(frozen=True)
class UnitCost:
    """What a work costs in money, what residents gave to it, and over how many units both are spread."""

    paid_rupiah: Rupiah
    given_rupiah: Rupiah
    volume: Decimal

    @property
    def without_gifts(self) -> Rupiah:
        """What one unit costs in money alone."""
        return _spread(self.paid_rupiah, self.volume)

    @property
    def with_gifts(self) -> Rupiah:
        """What one unit costs when what residents gave is counted."""
        return _spread(self.paid_rupiah + self.given_rupiah, self.volume)


def unit_cost(paid_rupiah: Rupiah, sums: Iterable[SupplySum], volume: Decimal) -> UnitCost:
    """Return what one unit costs by what is paid and what was given."""
    return UnitCost(paid_rupiah, sum(one.value_rupiah for one in sums), volume)


def _spread(amount: Rupiah, volume: Decimal) -> Rupiah:
    return int((amount / volume).quantize(Decimal(1), ROUND_HALF_UP))
