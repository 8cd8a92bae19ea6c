"""Lines of a bank statement: what tells one from another, and the contribution that its words name."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from rembuk.finance.drafts import Slip, insist_on_amount
from rembuk.finance.giving import PREFIX
from rembuk.finance.limits import NoBudget, hold_budget
from rembuk.finance.models import Contribution
from rembuk.finance.states import ContributionState, Doubt, Gift
from rembuk.kernel.codes import NotACode, read_code
from rembuk.kernel.money import Rupiah
from rembuk.regions.models import Region

_KEYS = UUID("7c2ad0c4-6f5e-4f8b-8f0a-2f3d0f6b1a55")
# Banks print upper case, and some leave the dash out or put a space for it.
_CODE = re.compile(rf"\b{PREFIX}[-\s]?[0-9A-Z]{{5,12}}\b")


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """Money that came in, as the bank says it; `nth` tells equal payments of a day apart."""

    paid_on: date
    amount_rupiah: Rupiah
    words: str
    nth: int = 1

    def __post_init__(self) -> None:
        insist_on_amount(self.amount_rupiah)

    def digest(self, region: Region) -> str:
        """Return what the same line has in every statement of a kampung."""
        said = f"{region.number}\0{self.paid_on}\0{self.amount_rupiah}\0{self.words}\0{self.nth}"
        return hashlib.sha256(said.encode()).hexdigest()


def slip_of(digest: str, paid_on: date, amount: Rupiah, contribution: Contribution) -> Slip:
    """Return the proof of a payment, with a key of its own so that it counts once; the bank's words are not told."""
    return Slip(uuid5(_KEYS, digest), amount, f"Rekening koran {paid_on:%d-%m-%Y}, {contribution.code}")


def find_match(row: PaymentRow, region: Region) -> Contribution | Doubt:
    """Return the contribution that a payment is, or why a human must look."""
    code = _code_in(row.words)
    if code is None:
        return Doubt.NO_CODE
    near = Contribution.objects.select_related("region", "item")
    found = near.filter(code=code, region_number=region.number, gift=Gift.MONEY).first()
    return Doubt.UNKNOWN if found is None else _doubt_about(found, row) or found


def _doubt_about(found: Contribution, row: PaymentRow) -> Doubt | None:
    if found.state != ContributionState.SIGNED:
        return Doubt.NOT_SIGNED
    if found.amount_rupiah != row.amount_rupiah:
        return Doubt.OTHER_AMOUNT
    try:
        hold_budget(found.region_number, found.year)
    except NoBudget:
        return Doubt.NO_BUDGET
    return None


def _code_in(words: str) -> str | None:
    for text in _CODE.findall(words.upper()):
        try:
            return read_code(text)
        except NotACode:
            continue
    return None
