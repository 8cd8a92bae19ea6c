"""What the works of the invented year buy: most with two offers, one with a single late one, one in small parts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from rembuk.kernel.periods import local_day
from rembuk.people.models import Person
from rembuk.projects.actions import BidDraft, PurchaseDraft, record_purchase
from rembuk.projects.models import Project

# Which turn has what a reader may ask about.
LATE_TURN, SPLIT_TURN = 2, 4
CHEAP, DEAR, PART = 24_500_000, 26_000_000, 6_500_000
SELLERS: Final = ("Toko Contoh Satu", "Toko Contoh Dua")
_KEYS: Final = UUID("3f6f9a2e-6a0e-4a8e-b6a5-8b8f4f0a9c10")


def buy(project: Project, turn: int, *, by: Person, at: datetime) -> None:
    """Write down what a work bought, with every offer."""
    for number, draft in enumerate(_purchases(turn, at)):
        key = uuid5(_KEYS, f"{project.code}:{number}")
        record_purchase(project, draft, key=key, by=by, at=at)


def _purchases(turn: int, at: datetime) -> list[PurchaseDraft]:
    last_day = local_day(at) - timedelta(days=2)
    if turn == LATE_TURN:
        late = BidDraft(SELLERS[0], DEAR, last_day + timedelta(days=1), is_chosen=True)
        return [PurchaseDraft("Batu dan pasir (contoh)", last_day, (late,))]
    if turn == SPLIT_TURN:
        part = BidDraft(SELLERS[0], PART, last_day, is_chosen=True)
        return [PurchaseDraft(f"Semen, bagian {number} (contoh)", last_day, (part,)) for number in (1, 2)]
    offers = (BidDraft(SELLERS[0], CHEAP, last_day, is_chosen=True), BidDraft(SELLERS[1], DEAR, last_day))
    return [PurchaseDraft("Semen dan pasir (contoh)", last_day, offers)]
