"""Questions that set the kampung of a year beside each other."""

from __future__ import annotations

from django.db.models import Sum
from django.db.models.functions import Substr

from rembuk.finance.models import BudgetLine
from rembuk.finance.states import BudgetState
from rembuk.kernel.money import Rupiah


def field_sums(year: int) -> dict[int, dict[str, Rupiah]]:
    """Return what the budgets in force of a year give to each field, by the number of the kampung, in one query."""
    lines = BudgetLine.objects.filter(budget__year=year, budget__state=BudgetState.APPROVED).order_by()
    fields = lines.values_list("budget__region_number", Substr("post__activity_code", 1, 1))
    sums: dict[int, dict[str, Rupiah]] = {}
    for region_number, field, rupiah in fields.annotate(sum=Sum("amount_rupiah")):
        sums.setdefault(region_number, {})[field] = rupiah
    return sums
