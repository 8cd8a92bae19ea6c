"""Rows and drawings of money, all from the same sums."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from rembuk.finance.accounts import SPENDING
from rembuk.finance.models import Transfer
from rembuk.finance.queries import PostSum, VillageSum
from rembuk.plans.states import Fund
from rembuk.regions.models import Region
from rembuk.web.asking import ask_address
from rembuk.web.charts import Bar, Chart, bars, share


def villages_chart(sums: Sequence[VillageSum]) -> Chart:
    """Draw the budgets of all kampung on one scale."""
    values = [
        Bar(
            one.budget.region.name,
            one.budget_rupiah,
            share(one.realised_rupiah, one.budget_rupiah),
            _address(one),
            one.realised_rupiah,
        )
        for one in sums
    ]
    return bars(
        "villages", _("The budgets"), values, label=_("Kampung"), unit=_("Budget"), kind="money", part=_("Spent")
    )


def village_row(one: VillageSum) -> tuple[str, int, int, int]:
    """Return a kampung with its budget, what was spent and what is left."""
    left = one.budget_rupiah - one.realised_rupiah
    return (one.budget.region.name, one.budget_rupiah, one.realised_rupiah, left)


def post_row(one: PostSum) -> dict[str, object]:
    """Return a post as the page lists it."""
    return {
        "href": reverse("budget-post", args=[one.post.region.code, one.post.year, one.post.number]),
        "title": one.post.title,
        "activity": one.post.activity_code,
        "fund": Fund(one.post.fund).label,
        "budget": one.budget_rupiah,
        "realised": one.realised_rupiah,
        "from_residents": one.post.item is not None and one.post.item.need_id is not None,
    }


def movement(transfer: Transfer, region: Region) -> dict[str, object]:
    """Return a transfer of a post: when, what for, by which documents, how much of it, and where to ask about it."""
    request = transfer.request
    is_out = transfer.debit.startswith(SPENDING)
    papers = (request.document, request.approval_document) if request else ()
    return {
        "at": transfer.made_at,
        "what": request.purpose if request else _("Given back"),
        "papers": (*papers, transfer.document),
        "ask": ask_address(transfer, region),
        "amount": transfer.amount_rupiah if is_out else -transfer.amount_rupiah,
    }


def _address(one: VillageSum) -> str:
    return reverse("budget", args=[one.budget.region.code, one.budget.year])
