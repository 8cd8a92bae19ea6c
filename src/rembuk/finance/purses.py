"""What is left of a contribution, counted from its transfers alone, and what it may be spent on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Sum, When

from rembuk.finance.accounts import SPENDING
from rembuk.finance.giving import INCOME, fund_of
from rembuk.finance.models import Contribution, Earmark, PaymentRequest, Transfer
from rembuk.finance.stacks import stack_of
from rembuk.finance.states import CONTRIBUTION_STATES, ContributionState
from rembuk.kernel.money import Rupiah
from rembuk.kernel.periods import local_day
from rembuk.tenancy.moves import move

_AGREED = (ContributionState.SIGNED, ContributionState.RECEIVED, ContributionState.SPENT)


class NotEnoughLeft(ValueError):
    """A contribution has less left than is to go out; the message is what it has, in rupiah."""


class OutsideTheRestriction(ValueError):
    """The gift is bound to another work, field, fund or place; the message is what was tried."""


class SpentTooLate(OutsideTheRestriction):
    """The donor wanted the gift spent by a day that is over; the message is the day."""


class TooLittleSure(OutsideTheRestriction):
    """The donor's share of the cost is not sure yet; the message is the share."""


class NamesTheDonor(ValueError):
    """A text that everybody reads names somebody who wants to stay unnamed."""


@dataclass(frozen=True, slots=True)
class Purse:
    """What came of a contribution, what was spent of it and what went back to the donor."""

    received_rupiah: Rupiah = 0
    spent_rupiah: Rupiah = 0
    returned_rupiah: Rupiah = 0

    @property
    def left_rupiah(self) -> Rupiah:
        """What may still be spent."""
        return self.received_rupiah - self.spent_rupiah - self.returned_rupiah


def purse_of(contribution: Contribution) -> Purse:
    """Return the money of a contribution."""
    return purses_of([contribution.pk]).get(contribution.pk, Purse())


def purses_of(contributions: Iterable[UUID]) -> dict[UUID, Purse]:
    """Return the money of each contribution that any came for, in one query."""
    marks = Earmark.objects.filter(contribution__in=list(contributions)).order_by()
    rows = marks.values_list("contribution").annotate(received=_RECEIVED, spent=_SPENT, returned=_RETURNED)
    return {key: Purse(received, spent, returned) for key, received, spent, returned in rows}


def contribution_of(transfer: Transfer) -> Contribution | None:
    """Return the contribution that a transfer belongs to, None for money of the kampung."""
    mark = Earmark.objects.filter(transfer=transfer).select_related("contribution__item").first()
    return mark.contribution if mark else None


def movements_of(contribution: Contribution) -> QuerySet[Transfer]:
    """Return the transfers of a contribution, in their order."""
    marks = Earmark.objects.filter(contribution=contribution)
    near = Transfer.objects.select_related("request", "post")
    return near.filter(pk__in=marks.values("transfer")).order_by("made_at", "id")


def set_apart(transfer: Transfer, contribution: Contribution) -> None:
    """Write down whose money a transfer moved, and let the contribution's state follow the ledger."""
    Earmark.objects.create(transfer=transfer, contribution=contribution)
    state = _state_by(purse_of(contribution))
    if state != contribution.state:
        move(contribution, CONTRIBUTION_STATES, to=state)


def is_for_one_work(contribution: Contribution) -> bool:
    """Does its agreement name a work, so that it is for no other?"""
    return contribution.state in _AGREED and contribution.item is not None


def insist_on_left(contribution: Contribution, amount: Rupiah) -> None:
    """Raise NotEnoughLeft unless the contribution has the amount."""
    left = purse_of(contribution).left_rupiah
    if amount > left:
        raise NotEnoughLeft(str(left))


def insist_on_purpose(contribution: Contribution, request: PaymentRequest, *, at: datetime) -> None:
    """Raise OutsideTheRestriction unless the donor's conditions let the request be paid out of the gift."""
    post, item = request.post, contribution.item
    if item is None or (post.item_id, post.year) != (item.pk, contribution.year):
        raise OutsideTheRestriction(contribution.code)
    if post.fund != fund_of(contribution.donor):
        raise OutsideTheRestriction(post.fund)
    if contribution.spend_until_on and local_day(at) > contribution.spend_until_on:
        raise SpentTooLate(contribution.spend_until_on.isoformat())
    if contribution.condition_percent and not stack_of(item).reaches(contribution.condition_percent):
        raise TooLittleSure(f"{contribution.condition_percent} %")


def insist_on_silence(contribution: Contribution, text: str) -> None:
    """Raise NamesTheDonor where a text for everybody names a donor who wants to stay unnamed."""
    name = contribution.donor_name.casefold()
    if contribution.is_anonymous and name and name in text.casefold():
        raise NamesTheDonor(contribution.code)


def _state_by(purse: Purse) -> ContributionState:
    if purse.left_rupiah:
        return ContributionState.RECEIVED
    if purse.spent_rupiah:
        return ContributionState.SPENT
    return ContributionState.RETURNED if purse.returned_rupiah else ContributionState.SIGNED


def _net(forth: Q, back: Q) -> Sum:
    amount = F("transfer__amount_rupiah")
    return Sum(Case(When(forth, then=amount), When(back, then=-amount), default=0, output_field=BigIntegerField()))


_CAME = Q(transfer__credit__startswith=INCOME)
_WENT = Q(transfer__debit__startswith=INCOME)
_FIRST = Q(transfer__turns_back__isnull=True)
_RECEIVED = _net(_CAME & _FIRST, _WENT & ~_FIRST)
_RETURNED = _net(_WENT & _FIRST, _CAME & ~_FIRST)
_SPENT = _net(Q(transfer__debit__startswith=SPENDING), Q(transfer__credit__startswith=SPENDING))
