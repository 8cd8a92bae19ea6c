"""Pledging, calling up, giving, correcting and confirming."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.amounts import amounts_of
from rembuk.kernel.periods import local_day
from rembuk.kernel.states import MoveNotAllowed
from rembuk.kernel.texts import tidy_text
from rembuk.people.models import Person
from rembuk.projects.swadaya.models import Confirmation, Gift, Pledge, Supply, WorkDay
from rembuk.projects.swadaya.permissions import (
    may_ask_residents,
    may_confirm_gift,
    may_correct_gift,
    may_write_gift,
    standing_towards,
)
from rembuk.projects.swadaya.queries import smallest_left
from rembuk.projects.swadaya.rows import CorrectionDraft, GiftDraft, correction_of, gift_of
from rembuk.projects.swadaya.states import PLEDGE_STATES, DayState, GiftKind, PledgeState
from rembuk.projects.swadaya.telling import insist_on_open
from rembuk.projects.swadaya.telling import tell as _tell
from rembuk.tenancy.moves import move
from rembuk.voices.wording import BadWords, line


class TooYoung(ValueError):
    """Nobody under fifteen works or is called up (law 20/1999, by ILO convention 138)."""


class NotYetGiven(ValueError):
    """What is written down lies in the past; the message is the day it is meant for."""


class NeedsAttendance(ValueError):
    """Days of work come from the list of those who were there."""


class NeedsStatement(ValueError):
    """Land is given with a statement that its owner signed."""


class TakesTooMuch(ValueError):
    """A correction would leave less than nothing; the message is what is left."""


class ConfirmedAlready(ValueError):
    """Somebody else has confirmed the gift in this standing."""


@dataclass(frozen=True)
class PledgeDraft:
    """Who means to give how much. `is_grown` says that they are fifteen at least."""

    key: UUID
    giver: str
    quantity: Decimal
    is_grown: bool


@transaction.atomic
def pledge_gift(supply: Supply, draft: PledgeDraft, *, by: Person | None, at: datetime) -> Pledge:
    """Write down what somebody means to give; it is no debt. The same key is answered as the first time."""
    if by is None or not may_write_gift(by, supply.project, at=at):
        raise PermissionDenied
    if known := Pledge.objects.filter(supply__project=supply.project, key=draft.key).first():
        return known
    insist_on_open(supply.project)
    pledge = Pledge.objects.create(
        key=draft.key,
        supply=supply,
        quantity=draft.quantity,
        giver=_name(draft.giver),
        is_grown=draft.is_grown,
        written_by=by,
        written_at=at,
    )
    _tell("swadaya.pledged", pledge, supply.project, by=by, at=at, form=supply.kind, amounts=amounts_of(pledge))
    return pledge


def _name(text: str) -> str:
    name = tidy_text(text)
    if not name or len(name) > 120:
        raise BadWords("The name is missing or too long.")
    return name


@transaction.atomic
def call_up(pledge: Pledge, day: WorkDay | None = None, *, by: Person | None, at: datetime) -> None:
    """Say that a pledge is needed now, labour for a work day; refused for anybody under fifteen."""
    project = pledge.supply.project
    if by is None or not may_ask_residents(by, project, at=at):
        raise PermissionDenied
    if not pledge.is_grown:
        raise TooYoung(pledge.pk)
    if (pledge.supply.kind == GiftKind.LABOUR) != (day is not None):
        raise NeedsAttendance(pledge.pk)
    if day is not None and (day.state != DayState.PLANNED or day.supply_id != pledge.supply_id):
        raise MoveNotAllowed(f"{day.meets_on} is not open for this pledge")
    move(pledge, PLEDGE_STATES, to=PledgeState.CALLED_UP, day=day)
    _tell("swadaya.called_up", pledge, project, by=by, at=at)


@transaction.atomic
def end_pledge(pledge: Pledge, *, by: Person | None, at: datetime) -> None:
    """Let a pledge be over without a word why, and forget whose it was."""
    if by is None or not may_write_gift(by, pledge.supply.project, at=at):
        raise PermissionDenied
    move(pledge, PLEDGE_STATES, to=PledgeState.OVER, giver="", day=None)
    _tell("swadaya.pledge_ended", pledge, pledge.supply.project, by=by, at=at)


@transaction.atomic
def take_gift(supply: Supply, draft: GiftDraft, *, by: Person | None, at: datetime) -> Gift:
    """Write down what was given; it counts once two others have confirmed it. The same key is answered as before."""
    if by is None or not may_write_gift(by, supply.project, at=at):
        raise PermissionDenied
    if known := Gift.objects.filter(supply__project=supply.project, key=draft.key).first():
        return known
    insist_on_open(supply.project)
    _insist_on_papers(supply, draft, at=at)
    if draft.pledge is not None:
        move(draft.pledge, PLEDGE_STATES, to=PledgeState.DELIVERED)
    gift = gift_of(supply, draft)
    gift.written_by, gift.written_at = by, at
    gift.save(force_insert=True)
    _tell("swadaya.given", gift, supply.project, by=by, at=at, form=supply.kind)
    return gift


def _insist_on_papers(supply: Supply, draft: GiftDraft, *, at: datetime) -> None:
    if supply.kind == GiftKind.LABOUR:
        raise NeedsAttendance(supply.what)
    if supply.kind == GiftKind.LAND and draft.paper is None:
        raise NeedsStatement(supply.what)
    if draft.on > local_day(at):
        raise NotYetGiven(draft.on)


@transaction.atomic
def correct_gift(gift: Gift, draft: CorrectionDraft, *, by: Person | None, at: datetime) -> Gift:
    """Add a line that corrects what somebody else wrote; both lines stay. The same key is answered as before."""
    if by is None or not may_correct_gift(by, gift, at=at):
        raise PermissionDenied
    if known := Gift.objects.filter(corrects=gift, key=draft.key).first():
        return known
    # Two who take away at once must not take more than there is.
    first = Gift.objects.select_for_update().select_related("supply__project").get(pk=gift.pk)
    if first.corrects_id is not None:
        raise MoveNotAllowed("A correction is corrected at its first line.")
    if draft.quantity == 0 or smallest_left(first) + min(draft.quantity, Decimal(0)) < 0:
        raise TakesTooMuch(smallest_left(first))
    correction = correction_of(first, draft, line(draft.why, "reason", longest=300))
    correction.written_by, correction.written_at = by, at
    correction.save(force_insert=True)
    _tell(
        "swadaya.corrected",
        correction,
        first.supply.project,
        by=by,
        at=at,
        public=True,
        why=correction.why,
        form=first.kind,
    )
    return correction


@transaction.atomic
def confirm_gift(gift: Gift, *, by: Person | None, at: datetime) -> Confirmation:
    """Say of a gift that it is so, as head of the work group or as another resident; again changes nothing."""
    standing = standing_towards(gift, by, at=at)
    if by is None or standing is None or not may_confirm_gift(by, gift, at=at):
        raise PermissionDenied
    if known := Confirmation.objects.filter(gift=gift, confirmed_by=by).first():
        return known
    if Confirmation.objects.filter(gift=gift, standing=standing).exists():
        raise ConfirmedAlready(gift.pk)
    said = Confirmation.objects.create(
        gift=gift, written_by_id=gift.written_by_id, standing=standing, confirmed_by=by, confirmed_at=at
    )
    _tell(
        "swadaya.confirmed",
        gift,
        gift.supply.project,
        by=by,
        at=at,
        public=True,
        form=gift.kind,
        standing=said.standing,
    )
    return said
