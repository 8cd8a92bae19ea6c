"""What somebody says who gives something, before it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from rembuk.finance.accounts import CASH
from rembuk.finance.drafts import insist_on_amount
from rembuk.finance.states import Donor, Gift
from rembuk.kernel.money import Rupiah
from rembuk.kernel.texts import tidy_text
from rembuk.plans.models import PlanItem
from rembuk.plans.states import Fund
from rembuk.regions.models import Region
from rembuk.voices.wording import BadWords, line

PREFIX: Final = "KT"
LONGEST_NAME: Final = 120
# Goods that were given and are not used yet (Persediaan), and what everything that comes in is credited to.
STORE, INCOME = "1.1.3", "4."

# The fund of the budget that a gift comes in by.
FUNDS: Final[Mapping[Donor, Fund]] = {
    Donor.COMPANY: Fund.CSR,
    Donor.NGO: Fund.HBH,
    Donor.ZAKAT: Fund.HBH,
    Donor.DIASPORA: Fund.HBH,
    Donor.RESIDENTS: Fund.SWD,
}
# Where a gift lies between its coming and its use.
PURSES: Final[Mapping[Gift, str]] = {Gift.MONEY: CASH, Gift.GOODS: STORE}


class BadCondition(ValueError):
    """A condition is no share of the whole, or a day lies before the day that it is said on."""


@dataclass(frozen=True, slots=True)
class GiftDraft:
    """What is given: an amount of money, or goods with their value and where that comes from (nota, harga RAB)."""

    amount_rupiah: Rupiah
    kind: Gift = Gift.MONEY
    goods: str = ""
    basis: str = ""

    def __post_init__(self) -> None:
        insist_on_amount(self.amount_rupiah)
        for name in ("goods", "basis"):
            said = line(getattr(self, name), name, longest=160) if self.kind is Gift.GOODS else ""
            object.__setattr__(self, name, said)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a gift is bound to: until when it holds, how much must be sure, by when it is spent, for which field."""

    due_on: date
    condition_percent: int = 0
    spend_until_on: date | None = None
    field: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.condition_percent <= 100 or (self.spend_until_on and self.spend_until_on < self.due_on):
            raise BadCondition(str(self.condition_percent))


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gives, how to reach them ("" for not at all), and whether the public may know."""

    kind: Donor
    name: str
    contact: str = ""
    is_anonymous: bool = False

    def __post_init__(self) -> None:
        name = tidy_text(self.name)
        if not 0 < len(name) <= LONGEST_NAME:
            raise BadWords("The name is missing or too long.")
        object.__setattr__(self, "name", name)


@dataclass(frozen=True, slots=True)
class ContributionDraft:
    """A contribution before it is written, with the key that a device made for it; for a work, or for a kampung."""

    key: UUID
    region: Region
    year: int
    giver: Giver
    gift: GiftDraft
    terms: Terms
    item: PlanItem | None = None


def fund_of(donor: str) -> Fund:
    """Return the fund of the budget that a gift of such a donor comes in by."""
    return FUNDS[Donor(donor)]


def purse_account(gift: str) -> str:
    """Return the account where a gift lies until it is used."""
    return PURSES[Gift(gift)]
