"""What a gift looks like before it is written: in its unit first, in rupiah by the price of its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from rembuk.kernel.money import MOST_AT_ONCE, Rupiah
from rembuk.media.models import Photo
from rembuk.projects.swadaya.models import Gift, Pledge, Price, Supply, WorkDay
from rembuk.projects.swadaya.queries import price_on, value_of


class WorthTooMuch(ValueError):
    """So much at this price is worth more than the books hold at once; the message is what it would be worth."""


@dataclass(frozen=True)
class GiftDraft:
    """What was given on a day; `paper` is the photo of a receipt or a signed statement."""

    key: UUID
    quantity: Decimal
    on: date
    paper: Photo | None = None
    pledge: Pledge | None = None


@dataclass(frozen=True)
class CorrectionDraft:
    """By how much a gift is more or less than was written, of how many people, and why."""

    key: UUID
    quantity: Decimal
    why: str
    people: int = 0


def gift_of(supply: Supply, draft: GiftDraft, *, people: int = 0, day: WorkDay | None = None) -> Gift:
    """Return the gift of a draft at the price of its day; nobody has written it yet."""
    price = price_on(supply, draft.on)
    return Gift(
        key=draft.key,
        supply=supply,
        kind=supply.kind,
        quantity=draft.quantity,
        given_on=draft.on,
        people=people,
        day=day,
        pledge=draft.pledge,
        paper=draft.paper,
        **_worth(draft.quantity, price),
    )


def _worth(quantity: Decimal, price: Price | None) -> dict[str, object]:
    if price is None:
        return {"price": None, "price_rupiah": None, "basis": "", "value_rupiah": 0}
    worth = _insist_on_worth(value_of(quantity, price.price_rupiah))
    return {"price": price, "price_rupiah": price.price_rupiah, "basis": price.basis, "value_rupiah": worth}


def _insist_on_worth(worth: Rupiah) -> Rupiah:
    if abs(worth) > MOST_AT_ONCE:
        raise WorthTooMuch(str(worth))
    return worth


def correction_of(gift: Gift, draft: CorrectionDraft, why: str) -> Gift:
    """Return a line that corrects a gift, at the price that the gift was written with."""
    worth = 0 if gift.price_rupiah is None else _insist_on_worth(value_of(draft.quantity, gift.price_rupiah))
    return Gift(
        key=draft.key,
        supply=gift.supply,
        kind=gift.kind,
        quantity=draft.quantity,
        given_on=gift.given_on,
        people=draft.people,
        price_id=gift.price_id,
        price_rupiah=gift.price_rupiah,
        basis=gift.basis,
        value_rupiah=worth,
        corrects=gift,
        corrects_by_id=gift.written_by_id,
        why=why,
    )
