"""Asking residents: who heads the group, what is wanted and what it is worth, and when everybody meets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.amounts import amounts_of
from rembuk.people.models import Person
from rembuk.projects.models import Project
from rembuk.projects.swadaya.models import GroupHead, Pledge, Price, Supply, WorkDay
from rembuk.projects.swadaya.permissions import may_ask_residents, may_head_group, may_name_head
from rembuk.projects.swadaya.states import DAY_STATES, PLEDGE_STATES, Basis, DayState, GiftKind, PledgeState
from rembuk.projects.swadaya.telling import insist_on_open
from rembuk.projects.swadaya.telling import tell as _tell
from rembuk.tenancy.moves import move
from rembuk.voices.wording import line


class NotFromHere(ValueError):
    """Only somebody who lives here heads a work group."""


class AskedAlready(ValueError):
    """Residents are asked for this already, in this unit; the message is what."""


class NotLabour(ValueError):
    """A work day is called together for work; the message is what else it was called for."""


@dataclass(frozen=True)
class SupplyDraft:
    """Something to ask residents for."""

    key: UUID
    kind: GiftKind
    what: str
    unit: str
    wanted: Decimal


@dataclass(frozen=True)
class PriceDraft:
    """What one unit is worth from a day on, and where that is written."""

    key: UUID
    price_rupiah: int
    basis: Basis
    source: str
    from_on: date


@dataclass(frozen=True)
class DayDraft:
    """When and where everybody meets, and what will be done."""

    key: UUID
    on: date
    meeting_place: str
    words: str


@transaction.atomic
def name_head(project: Project, head: Person, *, by: Person | None, at: datetime) -> GroupHead:
    """Name who heads the work group of a project and confirms what residents give."""
    if by is None or not may_name_head(by, project, at=at):
        raise PermissionDenied
    if not may_head_group(head, project, at=at):
        raise NotFromHere(project.code)
    named = GroupHead.objects.create(project=project, head=head, named_by=by, named_at=at)
    _tell("swadaya.head_named", named, project, by=by, at=at)
    return named


@transaction.atomic
def ask_residents(project: Project, draft: SupplyDraft, *, by: Person | None, at: datetime) -> Supply:
    """Ask residents for something; the same key is answered as the first time."""
    if by is None or not may_ask_residents(by, project, at=at):
        raise PermissionDenied
    if known := Supply.objects.filter(project=project, key=draft.key).first():
        return known
    insist_on_open(project)
    what, unit = line(draft.what, "name", longest=120), line(draft.unit, "unit", longest=30)
    if Supply.objects.filter(project=project, kind=draft.kind, what=what, unit=unit).exists():
        raise AskedAlready(what)
    supply = Supply.objects.create(
        key=draft.key,
        project=project,
        kind=draft.kind,
        what=what,
        unit=unit,
        wanted=draft.wanted,
        asked_by=by,
        asked_at=at,
    )
    facts = {"sentence": supply.what, "form": supply.kind}
    _tell("swadaya.asked", supply, project, by=by, at=at, public=True, amounts=amounts_of(supply), **facts)
    return supply


@transaction.atomic
def set_price(supply: Supply, draft: PriceDraft, *, by: Person | None, at: datetime) -> Price:
    """Say what one unit is worth from a day on; what is in the ledger keeps the price it was written with.

    The same key is answered as the first time.
    """
    if by is None or not may_ask_residents(by, supply.project, at=at):
        raise PermissionDenied
    if known := Price.objects.filter(supply=supply, key=draft.key).first():
        return known
    price = Price.objects.create(
        key=draft.key,
        supply=supply,
        price_rupiah=draft.price_rupiah,
        basis=draft.basis,
        source=line(draft.source, "source", longest=200),
        from_on=draft.from_on,
        set_by=by,
        set_at=at,
    )
    facts = {"sentence": supply.what, "basis": price.basis, "price": str(price.price_rupiah)}
    _tell("swadaya.priced", price, supply.project, by=by, at=at, public=True, amounts=amounts_of(price), **facts)
    return price


@transaction.atomic
def plan_day(supply: Supply, draft: DayDraft, *, by: Person | None, at: datetime) -> WorkDay:
    """Call everybody together for a day of work; the same key is answered as the first time."""
    project = supply.project
    if by is None or not may_ask_residents(by, project, at=at):
        raise PermissionDenied
    if known := WorkDay.objects.filter(project=project, key=draft.key).first():
        return known
    insist_on_open(project)
    if supply.kind != GiftKind.LABOUR:
        raise NotLabour(supply.what)
    day = WorkDay.objects.create(
        key=draft.key,
        project=project,
        supply=supply,
        meets_on=draft.on,
        meeting_place=line(draft.meeting_place, "place", longest=160),
        words=line(draft.words, "words", longest=300),
        planned_by=by,
        planned_at=at,
    )
    _tell(
        "swadaya.day_planned", day, project, by=by, at=at, public=True, sentence=day.words, on=day.meets_on.isoformat()
    )
    return day


@transaction.atomic
def cancel_day(day: WorkDay, why: str, *, by: Person | None, at: datetime) -> None:
    """Call a work day off and say why; pledges that were called up for it wait for another one."""
    if not may_ask_residents(by, day.project, at=at):
        raise PermissionDenied
    said = line(why, "reason", longest=300)
    move(day, DAY_STATES, to=DayState.CANCELLED, cancelled_why=said)
    for pledge in Pledge.objects.filter(day=day, state=PledgeState.CALLED_UP):
        move(pledge, PLEDGE_STATES, to=PledgeState.PLEDGED, day=None)
    _tell("swadaya.day_cancelled", day, day.project, by=by, at=at, public=True, why=said, on=day.meets_on.isoformat())
