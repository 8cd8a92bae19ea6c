"""Writing down what was bought for a project, with every offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.journal.amounts import amounts_of
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.models import Person
from rembuk.projects.models import Bid, Project, Purchase
from rembuk.projects.permissions import may_record_purchase
from rembuk.projects.states import FINISHED
from rembuk.projects.telling import told
from rembuk.voices.wording import line


class OneOfferWins(ValueError):
    """Of all offers exactly one is chosen; the message says how many were."""


@dataclass(frozen=True, slots=True)
class BidDraft:
    """What a seller offered, when it was handed in, and whether it was taken."""

    seller: str
    price_rupiah: int
    handed_in_on: date
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class PurchaseDraft:
    """What was bought, until when sellers could offer it, and all offers; raise OneOfferWins."""

    what: str
    closes_on: date
    bids: tuple[BidDraft, ...]

    def __post_init__(self) -> None:
        chosen = sum(bid.is_chosen for bid in self.bids)
        if chosen != 1:
            raise OneOfferWins(str(chosen))


@transaction.atomic
def record_purchase(project: Project, draft: PurchaseDraft, *, key: UUID, by: Person | None, at: datetime) -> Purchase:
    """Write down a purchase for a project that is not finished, with every offer; a key counts once."""
    if by is None or not may_record_purchase(by, project, at=at):
        raise PermissionDenied
    if known := Purchase.objects.filter(project=project, key=key).first():
        return known
    if project.state in FINISHED:
        raise MoveNotAllowed(f"{project.code} is finished; nothing more is bought for it.")
    what = line(draft.what, "what", longest=120)
    purchase = Purchase.objects.create(
        project=project, what=what, closes_on=draft.closes_on, key=key, written_by=by, written_at=at
    )
    bids = Bid.objects.bulk_create(_bid(purchase, one) for one in draft.bids)
    facts = told(project, sentence=what, offers=str(len(bids)), amounts=amounts_of(*bids))
    record_act("project.bought", project, by=by, at=at, public=True, region_number=project.region_number, **facts)
    return purchase


def _bid(purchase: Purchase, draft: BidDraft) -> Bid:
    return Bid(
        purchase=purchase,
        seller=line(draft.seller, "seller", longest=120),
        price_rupiah=draft.price_rupiah,
        handed_in_on=draft.handed_in_on,
        is_chosen=draft.is_chosen,
    )
