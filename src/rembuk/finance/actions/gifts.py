"""Gifts in the ledger: they come with their proof, pay what was approved, go back, and are reported on.

Each movement is answered as the first time when it comes again under the same key; another one raises MadeOtherwise.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.finance.accounts import chart_for
from rembuk.finance.drafts import Slip
from rembuk.finance.giving import fund_of, purse_account
from rembuk.finance.limits import hold_budget
from rembuk.finance.models import Contribution, DonorReport, PaymentRequest, Transfer
from rembuk.finance.permissions import (
    may_pay_request,
    may_receive_contribution,
    may_report_contribution,
    may_return_contribution,
)
from rembuk.finance.promises import about
from rembuk.finance.purses import (
    insist_on_left,
    insist_on_purpose,
    insist_on_silence,
    purse_of,
    set_apart,
)
from rembuk.finance.reserve import propose_after
from rembuk.finance.states import (
    CONTRIBUTION_STATES,
    REQUEST_STATES,
    Cause,
    ContributionState,
    RequestState,
)
from rembuk.finance.writing import facts_of, made_before
from rembuk.journal.actions import record_act
from rembuk.journal.amounts import amounts_of
from rembuk.journal.queries import Fact
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.models import Person
from rembuk.tenancy.moves import move
from rembuk.voices.wording import line


@transaction.atomic
def receive_contribution(contribution: Contribution, slip: Slip, *, by: Person | None, at: datetime) -> Transfer:
    """Write down that a gift came, as much as came; where it is less than agreed, those who decide look again."""
    if by is None or not may_receive_contribution(by, contribution, at=at):
        raise PermissionDenied
    insist_on_silence(contribution, slip.document)
    hold_budget(contribution.region_number, contribution.year)
    new = _movement(contribution, slip, by=by, at=at)
    new.debit, new.credit = purse_account(contribution.gift), _income_of(contribution)
    if (known := made_before(new)) is not None:
        return known
    if contribution.state != ContributionState.SIGNED:
        raise MoveNotAllowed(f"{contribution.code} is {contribution.state}, not signed")
    _write("contribution.received", new, contribution, by=by, at=at)
    if slip.amount_rupiah < contribution.amount_rupiah:
        propose_after(contribution, Cause.FELL_SHORT, at=at)
    return new


@transaction.atomic
def spend_contribution(
    contribution: Contribution, request: PaymentRequest, document: str, *, key: UUID, by: Person | None, at: datetime
) -> Transfer:
    """Pay what was approved out of a gift, as far as its conditions let it."""
    if by is None or not may_pay_request(by, request, at=at):
        raise PermissionDenied
    slip = Slip(key, request.amount_rupiah, document)
    insist_on_silence(contribution, slip.document)
    hold_budget(contribution.region_number, contribution.year)
    new = _movement(contribution, slip, by=by, at=at)
    new.debit, new.credit = request.post.account, purse_account(contribution.gift)
    new.post, new.request = request.post, request
    if (known := made_before(new)) is not None:
        return known
    insist_on_purpose(contribution, request, at=at)
    insist_on_left(contribution, request.amount_rupiah)
    move(request, REQUEST_STATES, to=RequestState.PAID)
    _write("contribution.spent", new, contribution, by=by, at=at)
    return new


@transaction.atomic
def return_contribution(contribution: Contribution, slip: Slip, *, by: Person | None, at: datetime) -> Transfer:
    """Give back to the donor what is left, or a part of it."""
    if by is None or not may_return_contribution(by, contribution, at=at):
        raise PermissionDenied
    insist_on_silence(contribution, slip.document)
    hold_budget(contribution.region_number, contribution.year)
    new = _movement(contribution, slip, by=by, at=at)
    new.debit, new.credit = _income_of(contribution), purse_account(contribution.gift)
    if (known := made_before(new)) is not None:
        return known
    insist_on_left(contribution, slip.amount_rupiah)
    _write("contribution.returned", new, contribution, by=by, at=at)
    propose_after(contribution, Cause.FELL_AWAY, at=at)
    return new


@transaction.atomic
def report_contribution(contribution: Contribution, words: str, *, by: Person | None, at: datetime) -> DonorReport:
    """Tell the donor what became of a gift once all of it is spent, with the figures of the ledger."""
    if by is None or not may_report_contribution(by, contribution, at=at):
        raise PermissionDenied
    purse = purse_of(contribution)
    move(contribution, CONTRIBUTION_STATES, to=ContributionState.REPORTED)
    report = DonorReport.objects.create(
        contribution=contribution,
        received_rupiah=purse.received_rupiah,
        spent_rupiah=purse.spent_rupiah,
        returned_rupiah=purse.returned_rupiah,
        words=line(words, "report", longest=500),
        reported_by=by,
        reported_at=at,
    )
    facts: dict[str, Fact] = {"spent_rupiah": purse.spent_rupiah, "amounts": amounts_of(report)}
    _tell("contribution.reported", contribution, by=by, at=at, **facts)
    return report


def _income_of(contribution: Contribution) -> str:
    chart = chart_for(contribution.region_number, contribution.year)
    return chart.income(fund_of(contribution.donor))


def _movement(contribution: Contribution, slip: Slip, *, by: Person, at: datetime) -> Transfer:
    return Transfer(
        key=slip.key,
        region=contribution.region,
        region_number=contribution.region_number,
        year=contribution.year,
        fund=fund_of(contribution.donor),
        amount_rupiah=slip.amount_rupiah,
        document=slip.document,
        made_by=by,
        made_at=at,
    )


def _write(kind: str, new: Transfer, contribution: Contribution, *, by: Person, at: datetime) -> None:
    new.save(force_insert=True)
    set_apart(new, contribution)
    _tell(kind, contribution, by=by, at=at, transfer=str(new.pk), **facts_of(new))


def _tell(kind: str, contribution: Contribution, *, by: Person | None, at: datetime, **facts: Fact) -> None:
    """Record an act, public once the gift is agreed in writing."""
    is_public, number = contribution.signed_at is not None, contribution.region_number
    known = about(contribution, **facts)
    record_act(kind, contribution, by=by, at=at, public=is_public, region_number=number, **known)
