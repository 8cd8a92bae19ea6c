"""Lines of a bank statement: each becomes a gift that came, or waits for a human."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.finance.actions.gifts import receive_contribution
from rembuk.finance.models import Contribution, PaymentNotice
from rembuk.finance.payments import PaymentRow, find_match, slip_of
from rembuk.finance.permissions import may_handle_money
from rembuk.finance.states import NOTICE_STATES, Doubt, NoticeState
from rembuk.journal.actions import record_act
from rembuk.people.models import Person
from rembuk.regions.models import Region
from rembuk.tenancy.moves import move
from rembuk.voices.wording import line


@dataclass(frozen=True, slots=True)
class Noted:
    """A line of a statement as it is kept; `replayed` if an earlier file had it."""

    notice: PaymentNotice
    replayed: bool = False


@transaction.atomic
def note_payment(region: Region, row: PaymentRow, *, by: Person | None, at: datetime) -> Noted:
    """Keep a line of a statement once, and receive the contribution that it names if there is no doubt."""
    if by is None or not may_handle_money(by, region.number, at=at):
        raise PermissionDenied
    digest = row.digest(region)
    if known := PaymentNotice.objects.filter(digest=digest).first():
        return Noted(known, replayed=True)
    found = find_match(row, region)
    notice = PaymentNotice.objects.create(
        region=region,
        region_number=region.number,
        digest=digest,
        paid_on=row.paid_on,
        amount_rupiah=row.amount_rupiah,
        words=row.words,
        doubt=found if isinstance(found, Doubt) else "",
        noted_by=by,
        noted_at=at,
    )
    if isinstance(found, Contribution):
        _match(notice, found, by=by, at=at)
    else:
        _record("payment.noted", notice, by, at, doubt=notice.doubt)
    return Noted(notice)


@transaction.atomic
def match_payment(notice: PaymentNotice, contribution: Contribution, *, by: Person | None, at: datetime) -> None:
    """Say as a human which contribution a payment is."""
    if by is None or not may_handle_money(by, notice.region_number, at=at):
        raise PermissionDenied
    _match(notice, contribution, by=by, at=at)


@transaction.atomic
def set_payment_aside(notice: PaymentNotice, why: str, *, by: Person | None, at: datetime) -> None:
    """Say that a payment is no contribution, and what it is."""
    if by is None or not may_handle_money(by, notice.region_number, at=at):
        raise PermissionDenied
    said = line(why, "reason", longest=300)
    move(notice, NOTICE_STATES, to=NoticeState.SET_ASIDE, settled_by=by, settled_why=said)
    _record("payment.set_aside", notice, by, at, doubt=notice.doubt)


def _match(notice: PaymentNotice, contribution: Contribution, *, by: Person, at: datetime) -> None:
    slip = slip_of(notice.digest, notice.paid_on, notice.amount_rupiah, contribution)
    receive_contribution(contribution, slip, by=by, at=at)
    move(notice, NOTICE_STATES, to=NoticeState.MATCHED, contribution=contribution, settled_by=by)
    _record("payment.matched", notice, by, at, code=contribution.code)


def _record(kind: str, notice: PaymentNotice, by: Person, at: datetime, **facts: str) -> None:
    amount, day = notice.amount_rupiah, notice.paid_on.isoformat()
    number = notice.region_number
    record_act(
        kind, notice, by=by, at=at, region_number=number, public=False, amount_rupiah=amount, paid_on=day, **facts
    )
