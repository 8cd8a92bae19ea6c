"""Confirming who lives in a kampung: two people's word, no copy of any card, no number from it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.kernel.texts import mask_personal, tidy_text
from rembuk.people.models import Person, Vouching
from rembuk.people.permissions import may_contest, may_settle, may_vouch
from rembuk.people.queries import count_vouchings
from rembuk.people.states import VOUCHING_STATES, VouchingState
from rembuk.regions.models import Region
from rembuk.tenancy.moves import move

# About the grown-ups of a dusun; whoever confirms more than they can know stops here.
MOST_IN_A_YEAR = 200
YEAR = timedelta(days=365)


class TooManyVouchings(ValueError):
    """One person has confirmed as many residents this year as one person can know."""


class AlreadyVouched(ValueError):
    """Somebody has spoken for this resident here already."""


@transaction.atomic
def vouch_first(
    person: Person, region: Region, method: Vouching.Method, *, by: Person | None, at: datetime
) -> Vouching:
    """Say as the first of two that a resident lives in a kampung; nobody does so for themselves or without end."""
    if by is None or by == person or not may_vouch(by, region.number, at=at):
        raise PermissionDenied
    if count_vouchings(by, region.number, since=at - YEAR) >= MOST_IN_A_YEAR:
        raise TooManyVouchings
    if Vouching.objects.filter(person=person, region=region).exclude(state=VouchingState.ANNULLED).exists():
        raise AlreadyVouched
    vouching = Vouching.objects.create(person=person, region=region, method=method, first_by=by, first_at=at)
    record_act("vouching.started", vouching, by=by, at=at, region_number=region.number, method=method.value)
    return vouching


@transaction.atomic
def vouch_second(vouching: Vouching, *, by: Person | None, at: datetime) -> None:
    """Agree as the second of two; from now on the resident counts as confirmed."""
    if by is None or by.pk in {vouching.first_by_id, vouching.person_id}:
        raise PermissionDenied
    if not may_vouch(by, vouching.region_id, at=at):
        raise PermissionDenied
    move(vouching, VOUCHING_STATES, to=VouchingState.CONFIRMED, second_by=by, second_at=at)
    record_act("vouching.confirmed", vouching, by=by, at=at, public=True, region_number=vouching.region_id)


@transaction.atomic
def contest_vouching(vouching: Vouching, why: str, *, by: Person | None, at: datetime) -> None:
    """Doubt a confirmation, with a reason; it counts no more until it is settled."""
    if not may_contest(by, vouching, at=at):
        raise PermissionDenied
    move(
        vouching,
        VOUCHING_STATES,
        to=VouchingState.CONTESTED,
        contested_by=by,
        contested_at=at,
        contested_why=_reason(why),
    )
    record_act("vouching.contested", vouching, by=by, at=at, region_number=vouching.region_id)


@transaction.atomic
def uphold_vouching(vouching: Vouching, why: str, *, by: Person | None, at: datetime) -> None:
    """Settle a doubt in the resident's favour: the confirmation stands as it stood before."""
    if not may_settle(by, vouching, at=at):
        raise PermissionDenied
    before = VouchingState.CONFIRMED if vouching.second_by_id else VouchingState.WAITING
    move(vouching, VOUCHING_STATES, to=before, settled_by=by, settled_at=at, settled_why=_reason(why))
    record_act("vouching.upheld", vouching, by=by, at=at, region_number=vouching.region_id)


@transaction.atomic
def annul_vouching(vouching: Vouching, why: str, *, by: Person | None, at: datetime) -> None:
    """Settle a doubt by taking the confirmation back; others may confirm the resident anew."""
    if not may_settle(by, vouching, at=at):
        raise PermissionDenied
    move(vouching, VOUCHING_STATES, to=VouchingState.ANNULLED, settled_by=by, settled_at=at, settled_why=_reason(why))
    record_act("vouching.annulled", vouching, by=by, at=at, public=True, region_number=vouching.region_id)


def _reason(text: str) -> str:
    reason = mask_personal(tidy_text(text))
    if not reason:
        raise ValueError("a reason is needed")
    return reason
