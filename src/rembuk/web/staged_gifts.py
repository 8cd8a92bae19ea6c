"""Sample gifts: one that came, one that is promised, one that fell away, and a payment that nobody knows."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from rembuk.finance.actions import (
    end_promise,
    note_payment,
    promise_contribution,
    receive_contribution,
    sign_contribution,
)
from rembuk.finance.drafts import Slip
from rembuk.finance.giving import ContributionDraft, GiftDraft, Giver, Terms
from rembuk.finance.models import Budget, Contribution, FundingProposal, PaymentNotice
from rembuk.finance.payments import PaymentRow
from rembuk.finance.states import Donor, NoticeState
from rembuk.kernel.periods import local_day
from rembuk.people.models import Person
from rembuk.plans.models import PlanLine
from rembuk.regions.models import Region
from rembuk.web.samples import NoSample, Parts, village

GIVEN = 2_500_000
_KEYS = UUID("9f2f8c53-6a0b-4f52-9d55-3c8f7b1f4a10")


def contribution(_owner: Person | None) -> Parts:
    """Name a gift of the kampung whose staff look at the other pages, or else the first."""
    gifts = Contribution.objects.order_by("offered_at", "id")
    found = gifts.filter(region__code=village(None)["code"]).first() or gifts.first()
    if found is None:
        raise NoSample("There is no gift in this database.")
    return {"code": found.code}


def proposal(_owner: Person | None) -> Parts:
    """Name a proposal of the kampung whose staff look at the other pages, or else the first."""
    proposals = FundingProposal.objects.order_by("made_at", "id")
    found = proposals.filter(region__code=village(None)["code"]).first() or proposals.first()
    if found is None:
        raise NoSample("There is no proposal in this database.")
    return {"proposal": found.pk}


def payment(_owner: Person | None) -> Parts:
    """Name a payment that waits in the kampung whose staff look at the other pages, or else the first."""
    payments = PaymentNotice.objects.filter(state=NoticeState.WAITING).order_by("paid_on", "id")
    found = payments.filter(region__code=village(None)["code"]).first() or payments.first()
    if found is None:
        raise NoSample("There is no payment in this database.")
    return {"notice": found.pk}


def give_gifts(region: Region, *, treasurer: Person, head: Person, at: datetime) -> None:
    """Let a company, a family and an organisation give to what is planned here, as far as there is a budget."""
    lines = PlanLine.objects.filter(plan__region=region).select_related("item__region", "plan")
    line = lines.order_by("item_id").first()
    if line is None or not Budget.objects.filter(region=region, year=line.plan.year).exists():
        return
    gifts = [
        promise_contribution(_draft(region, line, name, donor, at=at), by=None, at=at).contribution
        for name, donor in (("PT Contoh", Donor.COMPANY), ("Keluarga Contoh", Donor.RESIDENTS), ("LSM", Donor.NGO))
    ]
    for one in (gifts[0], gifts[2]):
        sign_contribution(one, "Perjanjian contoh", by=head, at=at)
    receive_contribution(gifts[0], Slip(_key(region, "masuk"), GIVEN, "Bukti contoh"), by=treasurer, at=at)
    end_promise(gifts[2], "Contoh", by=treasurer, at=at)
    note_payment(region, PaymentRow(local_day(at), GIVEN, "SETORAN TUNAI CONTOH"), by=treasurer, at=at)


def _draft(region: Region, line: PlanLine, name: str, donor: Donor, *, at: datetime) -> ContributionDraft:
    return ContributionDraft(
        key=_key(region, name),
        region=region,
        year=line.plan.year,
        giver=Giver(donor, f"{name} (contoh)"),
        gift=GiftDraft(GIVEN),
        terms=Terms(local_day(at + timedelta(days=60))),
        item=line.item,
    )


def _key(region: Region, name: str) -> UUID:
    return uuid5(_KEYS, f"{region.number}:{name}")
