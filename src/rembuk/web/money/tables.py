"""Rows and drawings of money, all from the same sums."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from rembuk.finance.accounts import SPENDING
from rembuk.finance.models import Transfer
from rembuk.finance.queries import PostSum, VillageSum
from rembuk.plans.activities import field_name
from rembuk.plans.states import Fund
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


def fields_chart(sums: Sequence[PostSum]) -> Chart:
    """Draw the budget by field (bidang)."""
    values = []
    for field, posts in groupby(sums, key=lambda one: one.post.activity_code[0]):
        known = list(posts)
        budget, realised = sum(one.budget_rupiah for one in known), sum(one.realised_rupiah for one in known)
        values.append(Bar(field_name(field), budget, share(realised, budget), part=realised))
    return bars(
        "fields", _("The budget by field"), values, label=_("Field"), unit=_("Budget"), kind="money", part=_("Spent")
    )


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


def movement(transfer: Transfer) -> dict[str, object]:
    """Return a transfer of a post: when, what for, by which documents, and how much of it went out or came back."""
    request = transfer.request
    is_out = transfer.debit.startswith(SPENDING)
    papers = (request.document, request.approval_document) if request else ()
    return {
        "at": transfer.made_at,
        "what": request.purpose if request else _("Given back"),
        "papers": (*papers, transfer.document),
        "amount": transfer.amount_rupiah if is_out else -transfer.amount_rupiah,
    }


def _address(one: VillageSum) -> str:
    return reverse("budget", args=[one.budget.region.code, one.budget.year])
