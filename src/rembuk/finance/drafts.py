"""What is written about a post or a movement of money before it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rembuk.kernel.money import MOST_AT_ONCE, Rupiah
from rembuk.media.models import Photo
from rembuk.plans.activities import activity_of
from rembuk.plans.models import PlanItem
from rembuk.plans.states import Fund
from rembuk.voices.wording import line

MONTHS = 12


class NoMonth(ValueError):
    """A year has no such month; the message is its number."""


class NoAmount(ValueError):
    """An amount is not a whole number of rupiah above zero; the message is the amount."""


@dataclass(frozen=True, slots=True)
class PostDraft:
    """What money may be spent on: the activity, the account, the fund that pays, and the plan item it carries out.

    Raise UnknownActivity for one that is in no table; whether the year knows the account is asked when it is added.
    """

    title: str
    activity_code: str
    account: str
    fund: Fund
    item: PlanItem | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", line(self.title, "title", longest=160))
        object.__setattr__(self, "activity_code", activity_of(self.activity_code).code)


@dataclass(frozen=True, slots=True)
class IncomeDraft:
    """How much of a fund is expected, and in which month; None where nobody has said when."""

    fund: Fund
    amount_rupiah: Rupiah
    month: int | None = None

    def __post_init__(self) -> None:
        insist_on_amount(self.amount_rupiah)
        if self.month is not None and not 1 <= self.month <= MONTHS:
            raise NoMonth(str(self.month))


@dataclass(frozen=True, slots=True)
class Slip:
    """An amount with its document (bukti) and the key that a device made for it, so that it can be sent again.

    `paper` is a photo of the document, for the eyes of the desk alone.
    """

    key: UUID
    amount_rupiah: Rupiah
    document: str
    paper: Photo | None = None

    def __post_init__(self) -> None:
        insist_on_amount(self.amount_rupiah)
        object.__setattr__(self, "document", line(self.document, "document", longest=120))


def insist_on_amount(amount: Rupiah) -> None:
    """Raise NoAmount unless this is a whole number of rupiah above zero that fits."""
    if not 0 < amount <= MOST_AT_ONCE:
        raise NoAmount(str(amount))
