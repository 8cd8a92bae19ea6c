"""Short ways to the middle of a story about money: a budget in force, money in the safe, a request approved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Sum

from rembuk.finance.accounts import SPENDING
from rembuk.finance.actions import (
    add_post,
    approve_budget,
    approve_request,
    ask_for_payment,
    draw_up_budget,
    find_budget_fit,
    pay_request,
    receive_money,
    send_budget,
)
from rembuk.finance.drafts import PostDraft, Slip
from rembuk.finance.models import Budget, PaymentRequest, Post, Transfer
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.plans.states import Fund
from tests.cast import TUESDAY, Cast, key_of, make_staff

YEAR = 2027
ROAD = 62_500_000


def treasurer(cast: Cast) -> Person:
    found = Person.objects.filter(login="br-bendahara").first()
    return found or make_staff("br-bendahara", Role.TREASURER, cast.kampung)


def post_draft(**changes: Any) -> PostDraft:
    values = {"title": "Rabat beton Dusun 3", "activity_code": "2.3.10", "account": "5.3.5", "fund": Fund.DDS}
    return PostDraft(**{**values, **changes})


def slip(name: str, amount: int) -> Slip:
    return Slip(key_of(name), amount, f"Bukti {name}")


def in_force(cast: Cast, amount: int = ROAD, *, at: datetime = TUESDAY, **changes: Any) -> tuple[Budget, Post]:
    """A budget with one post."""
    budget = draw_up_budget(cast.kampung, YEAR, "Rancangan awal", by=cast.secretary, at=at)
    post = add_post(budget, post_draft(**changes), amount, by=cast.secretary, at=at)
    enforce(cast, budget, "Peraturan Kampung 1/2027", at=at)
    return budget, post


def enforce(cast: Cast, budget: Budget, document: str, *, at: datetime) -> None:
    """Have a draft evaluated and put in force."""
    send_budget(budget, by=cast.secretary, at=at)
    find_budget_fit(budget, by=cast.camat, at=at)
    approve_budget(budget, document, by=cast.head, at=at)


def received(cast: Cast, amount: int = ROAD, fund: Fund = Fund.DDS, *, name: str = "masuk") -> Transfer:
    return receive_money(cast.kampung, YEAR, fund, slip(name, amount), by=treasurer(cast), at=TUESDAY)


def asked(cast: Cast, post: Post, amount: int, name: str = "spp") -> PaymentRequest:
    return ask_for_payment(post, slip(name, amount), "Semen dan pasir", by=treasurer(cast), at=TUESDAY)


def approved(cast: Cast, post: Post, amount: int, name: str = "spp") -> PaymentRequest:
    request = asked(cast, post, amount, name)
    approve_request(request, f"Persetujuan {name}", by=cast.head, at=TUESDAY)
    return request


def paid(cast: Cast, post: Post, amount: int, name: str = "spp") -> Transfer:
    request = approved(cast, post, amount, name)
    return pay_request(request, f"Kuitansi {name}", key=key_of(f"{name}-bayar"), by=treasurer(cast), at=TUESDAY)


def realised_of(post: Post) -> int:
    """Return what was spent of a post and not given back."""
    out_of, back = (
        Transfer.objects.filter(post=post, **{f"{side}__startswith": SPENDING}).aggregate(sum=Sum("amount_rupiah"))[
            "sum"
        ]
        for side in ("debit", "credit")
    )
    return (out_of or 0) - (back or 0)
