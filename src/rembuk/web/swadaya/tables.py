"""Rows, sentences and the drawing about what residents give, all from the same sums."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from rembuk.projects.swadaya.costs import UnitCost
from rembuk.projects.swadaya.queries import SupplySum, people_shown
from rembuk.projects.swadaya.states import Basis, GiftKind
from rembuk.web.charts import Bar, Chart, bars, share
from rembuk.web.formats import rupiah, short_rupiah
from rembuk.web.plans.cards import decimal


def finding_of(cost: UnitCost) -> str:
    """Return what the figures come to, in a sentence."""
    if not cost.given_rupiah:
        return _("Nothing is in the ledger yet. Every hand is welcome.")
    facts = {
        "given": short_rupiah(cost.given_rupiah),
        "share": share(cost.given_rupiah, cost.paid_rupiah + cost.given_rupiah),
    }
    return _("Residents gave %(given)s: %(share)s of what this work is worth") % facts


def cost_chart(cost: UnitCost, unit: str) -> Chart:
    """Draw what one unit costs in money alone, and with what residents gave."""
    title = _("Cost per %(unit)s") % {"unit": unit}
    values = [
        Bar(_("In money alone"), cost.without_gifts, rupiah(cost.without_gifts)),
        Bar(_("With gifts"), cost.with_gifts, rupiah(cost.with_gifts)),
    ]
    return bars("unit-cost", title, values, label=_("How it is counted"), unit=title, kind="money")


def wanted_rows(sums: Sequence[SupplySum]) -> list[tuple[object, ...]]:
    """Return what is still wanted, each with what is wanted in all."""
    wanted = [one for one in sums if one.still_wanted]
    return [
        (one.supply.what, GiftKind(one.supply.kind).label, _much(one, "still_wanted"), _of_all(one)) for one in wanted
    ]


def _of_all(one: SupplySum) -> str:
    return f"{decimal(one.supply.wanted)} {one.supply.unit}"


def given_rows(sums: Sequence[SupplySum]) -> list[tuple[object, ...]]:
    """Return what was given and pledged, in its unit first, and what it is worth."""
    return [
        (
            one.supply.what,
            _much(one, "given"),
            _much(one, "pledged") if one.pledged else None,
            one.value_rupiah if one.value_rupiah or one.price else None,
        )
        for one in sums
    ]


def _much(one: SupplySum, name: str) -> str:
    return f"{decimal(getattr(one, name))} {one.supply.unit}"


def price_rows(sums: Sequence[SupplySum]) -> list[tuple[object, ...]]:
    """Return the price of each unit, what it rests on and where it is written."""
    return [
        (one.supply.what, one.price.price_rupiah, one.supply.unit, Basis(one.price.basis).label, one.price.source)
        for one in sums
        if one.price
    ]


def people_words(sums: Sequence[SupplySum]) -> str:
    """Return how many came, or that it were too few to say."""
    shown = people_shown(sum(one.people for one in sums))
    return _("%(people)s, each day counted") % {"people": shown} if shown else _("fewer than 5, or nobody yet")
