"""Works that miss money and the gifts for them, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from rembuk.finance.accounts import SPENDING
from rembuk.finance.giving import INCOME
from rembuk.finance.models import Contribution, Transfer
from rembuk.finance.stacks import Stack
from rembuk.finance.states import ContributionState, Donor
from rembuk.kernel.money import Rupiah
from rembuk.plans.states import ItemState
from rembuk.web.charts import Chart, divided_bar, rupiah_bar
from rembuk.web.formats import day, rupiah, short_rupiah

# Before an agreement nobody has checked who promises.
CHECKED = frozenset(ContributionState) - {
    ContributionState.WISHED,
    ContributionState.PLEDGED,
    ContributionState.LAPSED,
}


def gap_card(stack: Stack) -> dict[str, object]:
    """Return what funding/gaps.html draws of a work."""
    item = stack.item
    return {
        "code": item.code,
        "href": reverse("funding-item", args=[item.code]),
        "title": item.title,
        "place": item.region.name,
        "stands": standing(item.state),
        "said": missing_words(stack),
        "cost_rupiah": stack.cost_rupiah,
    }


def standing(state: str) -> str:
    """Say whether a work is planned or waits on the reserve list."""
    return _("in the yearly plan") if state == ItemState.PLANNED else _("on the reserve list")


def missing_words(stack: Stack) -> str:
    """Say how much a work misses, and what was promised without an agreement."""
    if not stack.missing_rupiah:
        return _("All of the money is sure.")
    facts = {"missing": rupiah(stack.missing_rupiah), "cost": rupiah(stack.cost_rupiah)}
    if not stack.pledged_rupiah:
        return _("%(missing)s of %(cost)s is missing.") % facts
    facts["pledged"] = short_rupiah(stack.pledged_rupiah)
    return _("%(missing)s of %(cost)s is missing; %(pledged)s is promised and not agreed yet.") % facts


def stack_chart(public: Rupiah, arrived: Rupiah, signed: Rupiah, missing: Rupiah) -> Chart:
    """Draw who pays for how much."""
    parts = (
        rupiah_bar(_("Public budget"), public),
        rupiah_bar(_("Gifts that came"), arrived),
        rupiah_bar(_("Gifts agreed on"), signed),
        rupiah_bar(_("Missing"), missing),
    )
    return divided_bar("stack", _("Who pays for it"), parts, label=_("From whom"), unit=_("Rupiah"))


def chart_of(stack: Stack) -> Chart:
    """Draw who pays for a work."""
    return stack_chart(stack.public_rupiah, stack.arrived_rupiah, stack.signed_rupiah, stack.missing_rupiah)


def chart_of_sums(sums: Mapping[str, Rupiah]) -> Chart:
    """Draw who pays for all works that miss money."""
    sure = sums["public"] + sums["arrived"] + sums["signed"]
    return stack_chart(sums["public"], sums["arrived"], sums["signed"], sums["cost"] - sure)


def gift_rows(gifts: Iterable[Contribution]) -> list[tuple[object, ...]]:
    """Return the gifts for a work as a table shows them; nobody is named before an agreement, or against their wish."""
    return [
        (
            public_name(one),
            Donor(one.donor).label,
            one.goods or _("money"),
            one.amount_rupiah,
            ContributionState(one.state).label,
        )
        for one in gifts
    ]


def public_name(gift: Contribution) -> str:
    """Return who gives as everybody may read it."""
    if gift.is_anonymous:
        return _("Somebody who wants to stay unnamed")
    return gift.donor_name if gift.state in CHECKED else _("Not agreed yet")


def movement(transfer: Transfer) -> tuple[object, object, object, object, Rupiah]:
    """Return a transfer of a gift as its report lists it: what, when, what for, by which document, how much."""
    request = transfer.request
    return (
        _kind_of(transfer),
        day(transfer.made_at),
        request.purpose if request else None,
        transfer.document,
        transfer.amount_rupiah,
    )


def _kind_of(transfer: Transfer) -> str:
    if transfer.turns_back_id:
        return _("Turned back")
    if transfer.credit.startswith(INCOME):
        return _("Received")
    return _("Spent") if transfer.debit.startswith(SPENDING) else _("Given back")
