"""Moving money: receiving it, paying it out, and turning a transfer back.

Each is answered as the first time when it comes again under the same key; another one raises MadeOtherwise.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.finance.accounts import CASH, SPENDING, TAX, chart_for
from rembuk.finance.drafts import Slip
from rembuk.finance.giving import purse_account
from rembuk.finance.limits import hold_budget, insist_on_cash, insist_on_tax
from rembuk.finance.models import Contribution, PaymentRequest, Transfer
from rembuk.finance.permissions import may_handle_money, may_pay_request, may_turn_back
from rembuk.finance.purses import contribution_of, insist_on_left, set_apart
from rembuk.finance.queries import followers_of
from rembuk.finance.states import REQUEST_STATES, RequestState
from rembuk.finance.writing import facts_of, made_before
from rembuk.journal.actions import record_act
from rembuk.kernel.states import MoveNotAllowed
from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.plans.states import Fund
from rembuk.regions.models import Region
from rembuk.tenancy.moves import move
from rembuk.voices.wording import line


@transaction.atomic
def receive_money(region: Region, year: int, fund: Fund, slip: Slip, *, by: Person | None, at: datetime) -> Transfer:
    """Write down that money of a fund came in."""
    if by is None or not may_handle_money(by, region.number, at=at):
        raise PermissionDenied
    hold_budget(region.number, year)
    new = Transfer(
        key=slip.key,
        region=region,
        region_number=region.number,
        year=year,
        fund=fund,
        debit=CASH,
        credit=chart_for(region.number, year).income(fund),
        amount_rupiah=slip.amount_rupiah,
        document=slip.document,
        paper=slip.paper,
        made_by=by,
        made_at=at,
    )
    if (known := made_before(new)) is not None:
        return known
    new.save(force_insert=True)
    record_act("money.received", new, by=by, at=at, public=True, region_number=region.number, **facts_of(new))
    return new


@transaction.atomic
def pay_request(
    request: PaymentRequest,
    document: str,
    paper: Photo | None = None,
    *,
    key: UUID,
    by: Person | None,
    at: datetime,
) -> Transfer:
    """Pay what was approved, out of the money of the fund that its post names; `paper` is a photo of the receipt."""
    if by is None or not may_pay_request(by, request, at=at):
        raise PermissionDenied
    post = request.post
    hold_budget(post.region_number, post.year)
    new = Transfer(
        key=key,
        region=post.region,
        region_number=post.region_number,
        year=post.year,
        fund=post.fund,
        debit=post.account,
        credit=CASH,
        amount_rupiah=request.amount_rupiah,
        document=line(document, "document", longest=120),
        post=post,
        request=request,
        paper=paper,
        made_by=by,
        made_at=at,
    )
    if (known := made_before(new)) is not None:
        return known
    insist_on_cash(post.region_number, post.year, post.fund, request.amount_rupiah)
    move(request, REQUEST_STATES, to=RequestState.PAID)
    new.save(force_insert=True)
    record_act("money.paid", new, by=by, at=at, public=True, region_number=post.region_number, **facts_of(new))
    return new


@transaction.atomic
def turn_back(transfer: Transfer, document: str, *, key: UUID, by: Person | None, at: datetime) -> Transfer:
    """Have a second person move the money of a transfer back the way it came; what was paid can be asked for anew.

    Refused for what was turned back already, for the rest of a payment, and for a payment that something followed.
    """
    if by is None or not may_turn_back(by, transfer, at=at):
        raise PermissionDenied
    hold_budget(transfer.region_number, transfer.year)
    new = Transfer(
        key=key,
        region=transfer.region,
        region_number=transfer.region_number,
        year=transfer.year,
        fund=transfer.fund,
        debit=transfer.credit,
        credit=transfer.debit,
        amount_rupiah=transfer.amount_rupiah,
        document=line(document, "document", longest=120),
        post=transfer.post,
        turns_back=transfer,
        made_by=by,
        made_at=at,
    )
    if (known := made_before(new)) is not None:
        return known
    gift = contribution_of(transfer)
    _give_back(new, transfer, gift)
    new.save(force_insert=True)
    if gift is not None:
        set_apart(new, gift)
    record_act("money.turned_back", new, by=by, at=at, public=True, region_number=new.region_number, **facts_of(new))
    return new


def _give_back(new: Transfer, transfer: Transfer, gift: Contribution | None) -> None:
    if transfer.turns_back_id or Transfer.objects.filter(turns_back=transfer).exists():
        raise MoveNotAllowed(f"{transfer.document} was turned back already, or turns one back itself.")
    # A rest that was given back by mistake is asked for anew, so that nothing is spent without approval.
    if transfer.credit.startswith(SPENDING) or followers_of(transfer).exists():
        raise MoveNotAllowed(f"{transfer.document} is the rest of a payment, or was followed by one or by a tax.")
    if new.debit == TAX:
        insist_on_tax(new.region_number, new.year, new.fund, new.amount_rupiah)
    elif gift is not None and new.credit == purse_account(gift.gift):
        insist_on_left(gift, new.amount_rupiah)
    elif new.credit == CASH:
        insist_on_cash(new.region_number, new.year, new.fund, new.amount_rupiah)
    if transfer.request is not None:
        move(transfer.request, REQUEST_STATES, to=RequestState.RETURNED)
