"""Short ways to the middle of a story about gifts: a road that misses money, a gift promised, agreed, received."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from rembuk.finance.actions import (
    add_post,
    draw_up_budget,
    promise_contribution,
    receive_contribution,
    sign_contribution,
    spend_contribution,
)
from rembuk.finance.giving import ContributionDraft, GiftDraft, Giver, Terms
from rembuk.finance.models import Contribution, Post, Transfer
from rembuk.finance.states import Donor
from rembuk.plans.models import PlanItem
from rembuk.plans.states import Fund
from tests.cast import TUESDAY, WEDNESDAY, Cast, key_of
from tests.finance.scenes import YEAR, approved, enforce, post_draft, slip, treasurer
from tests.plans.scenes import approved as plan_approved

COST, PUBLIC = 62_500_000, 40_000_000
MISSING = COST - PUBLIC
FRIDAY_WEEK = date(2026, 12, 4)
NAME = "Sekarwangi Lestari"


def road(cast: Cast) -> PlanItem:
    """A road of 62.5 million that the village pays 40 million of, with posts for gifts."""
    _plan, [item] = plan_approved(cast, "road")
    budget = draw_up_budget(cast.kampung, YEAR, "Rancangan awal", by=cast.secretary, at=TUESDAY)
    for fund, amount in ((Fund.DDS, PUBLIC), (Fund.CSR, COST), (Fund.SWD, COST), (Fund.HBH, COST)):
        add_post(budget, post_draft(fund=fund, item=item), amount, by=cast.secretary, at=TUESDAY)
    enforce(cast, budget, "Peraturan Kampung 1/2027", at=TUESDAY)
    return item


def gift_post(item: PlanItem, fund: Fund = Fund.CSR) -> Post:
    return Post.objects.select_related("region").get(item=item, fund=fund)


def gift_draft(cast: Cast, item: PlanItem | None, amount: int = 10_000_000, **changes: Any) -> ContributionDraft:
    name = changes.pop("name", NAME)
    bound = [one for one in ("condition_percent", "field", "spend_until_on") if one in changes]
    terms: dict[str, Any] = {"due_on": FRIDAY_WEEK, **{one: changes.pop(one) for one in bound}}
    values: dict[str, Any] = {
        "key": changes.pop("key", None) or key_of("gift"),
        "region": cast.kampung,
        "year": YEAR,
        "giver": Giver(
            changes.pop("donor", Donor.COMPANY),
            name,
            changes.pop("contact", "0812"),
            changes.pop("is_anonymous", False),
        ),
        "gift": changes.pop("gift", None) or GiftDraft(amount),
        "terms": Terms(**terms),
        "item": item,
    }
    return ContributionDraft(**{**values, **changes})


def pledged(cast: Cast, item: PlanItem | None, amount: int = 10_000_000, **changes: Any) -> Contribution:
    draft = gift_draft(cast, item, amount, **changes)
    return promise_contribution(draft, by=None, at=TUESDAY).contribution


def signed(cast: Cast, item: PlanItem | None, amount: int = 10_000_000, **changes: Any) -> Contribution:
    gift = pledged(cast, item, amount, **changes)
    sign_contribution(gift, "Perjanjian 1/2026", by=cast.head, at=TUESDAY)
    return gift


def arrived(cast: Cast, item: PlanItem | None, amount: int = 10_000_000, **changes: Any) -> Contribution:
    gift = signed(cast, item, amount, **changes)
    receive_contribution(gift, slip(f"masuk {gift.code}", amount), by=treasurer(cast), at=WEDNESDAY)
    return gift


def spent(cast: Cast, gift: Contribution, amount: int, name: str = "bayar", fund: Fund = Fund.CSR) -> Transfer:
    assert gift.item is not None
    request = approved(cast, gift_post(gift.item, fund), amount, name)
    key: UUID = key_of(f"{name} keluar")
    return spend_contribution(gift, request, f"Kuitansi {name}", key=key, by=treasurer(cast), at=WEDNESDAY)
