"""What follows a payment: its rest comes back, tax is kept back from it, and the tax is paid.

Each is answered as the first time when it comes again under the same key; another one raises MadeOtherwise.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.finance.accounts import CASH, TAX
from rembuk.finance.drafts import Slip
from rembuk.finance.limits import hold_budget, insist_on_rest, insist_on_tax
from rembuk.finance.models import Transfer
from rembuk.finance.permissions import may_handle_money
from rembuk.finance.purses import contribution_of, insist_on_silence, set_apart
from rembuk.finance.writing import facts_of, made_before
from rembuk.journal.actions import record_act
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.models import Person
from rembuk.plans.states import Fund
from rembuk.regions.models import Region


@transaction.atomic
def return_rest(payment: Transfer, slip: Slip, *, by: Person | None, at: datetime) -> Transfer:
    """Write down that what was left of a payment came back into the cash; its post has it again."""
    if by is None or not may_handle_money(by, payment.region_number, at=at):
        raise PermissionDenied
    return _follow("money.rest_returned", payment, slip, payment.debit, by=by, at=at)


@transaction.atomic
def keep_back_tax(payment: Transfer, slip: Slip, *, by: Person | None, at: datetime) -> Transfer:
    """Write down that tax was kept back from a payment; it lies in the cash and is not the village's to spend."""
    if by is None or not may_handle_money(by, payment.region_number, at=at):
        raise PermissionDenied
    return _follow("money.tax_kept", payment, slip, TAX, by=by, at=at)


@transaction.atomic
def pay_tax(region: Region, year: int, fund: Fund, slip: Slip, *, by: Person | None, at: datetime) -> Transfer:
    """Pay to the tax office what was kept back for it from payments of a fund."""
    if by is None or not may_handle_money(by, region.number, at=at):
        raise PermissionDenied
    hold_budget(region.number, year)
    new = _transfer(region, year, fund, slip, by=by, at=at)
    new.debit, new.credit = TAX, CASH
    if (known := made_before(new)) is not None:
        return known
    insist_on_tax(region.number, year, fund, slip.amount_rupiah)
    return _written("money.tax_paid", new, by=by, at=at)


def _follow(kind: str, payment: Transfer, slip: Slip, credit: str, *, by: Person, at: datetime) -> Transfer:
    hold_budget(payment.region_number, payment.year)
    new = _transfer(payment.region, payment.year, Fund(payment.fund), slip, by=by, at=at)
    # It comes back to where it lay, which for a gift in goods is the store.
    new.debit, new.credit, new.payment = payment.credit, credit, payment
    # The tax is of no post: it was spent with the payment already.
    new.post = payment.post if credit == payment.debit else None
    if (known := made_before(new)) is not None:
        return known
    if payment.request is None or Transfer.objects.filter(turns_back=payment).exists():
        raise MoveNotAllowed(f"{payment.document} is no payment, or was turned back.")
    if credit == TAX and payment.credit != CASH:
        raise MoveNotAllowed(f"{payment.document} was paid in goods, of which no tax is kept back.")
    insist_on_rest(payment, slip.amount_rupiah)
    _written(kind, new, by=by, at=at)
    gift = contribution_of(payment)
    # The rest of a gift stays bound; its tax was spent with the payment already.
    if gift is not None and credit != TAX:
        insist_on_silence(gift, slip.document)
        set_apart(new, gift)
    return new


def _transfer(region: Region, year: int, fund: Fund, slip: Slip, *, by: Person, at: datetime) -> Transfer:
    return Transfer(
        key=slip.key,
        region=region,
        region_number=region.number,
        year=year,
        fund=fund,
        amount_rupiah=slip.amount_rupiah,
        document=slip.document,
        paper=slip.paper,
        made_by=by,
        made_at=at,
    )


def _written(kind: str, new: Transfer, *, by: Person, at: datetime) -> Transfer:
    new.save(force_insert=True)
    record_act(kind, new, by=by, at=at, public=True, region_number=new.region_number, **facts_of(new))
    return new
