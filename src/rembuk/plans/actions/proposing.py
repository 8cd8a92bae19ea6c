"""Items come into being: from a need, or proposed by the office."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.people.models import Person
from rembuk.plans.decisions import begin_with, record_on
from rembuk.plans.models import PlanItem
from rembuk.plans.permissions import PROPOSERS, may_propose_item, may_take_up_need
from rembuk.plans.rows import new_item, numbered
from rembuk.plans.states import HeldBy
from rembuk.programmes.models import Programme
from rembuk.regions.models import Region
from rembuk.voices.guards import only_from
from rembuk.voices.models import Need
from rembuk.voices.permissions import role_of
from rembuk.voices.states import NeedState


class AlreadyTakenUp(ValueError):
    """A need is an item already; the message is the item's number."""


@transaction.atomic
def take_up_need(need: Need, year: int, *, by: Person | None, at: datetime) -> PlanItem:
    """Make an item of an open need, meant for the plan of a year; a need becomes one item and keeps it."""
    if by is None or not may_take_up_need(by, need, at=at):
        raise PermissionDenied
    only_from(need, NeedState.OPEN, NeedState.FORWARDED)
    if known := PlanItem.objects.filter(need=need).first():
        raise AlreadyTakenUp(known.code)
    role = role_of(by, PROPOSERS, need.region_number, at=at)
    item = new_item(
        need.programme, need.region, need.title, year, need=need, locality=need.locality, by=by, role=role, at=at
    )
    return _begun(item, need.code, at=at, by=by)


@transaction.atomic
def propose_item(
    programme: Programme, region: Region, title: str, year: int, *, by: Person | None, at: datetime
) -> PlanItem:
    """Propose what no resident asked for, such as the running of the office; it is examined like all others."""
    if by is None or not may_propose_item(by, region, at=at):
        raise PermissionDenied
    role = role_of(by, PROPOSERS, region.number, at=at)
    item = new_item(programme, region, title, year, need=None, locality=None, by=by, role=role, at=at)
    return _begun(item, "", at=at, by=by)


def _begun(item: PlanItem, need: str, *, by: Person, at: datetime) -> PlanItem:
    numbered(item).save(force_insert=True)
    begin_with(item, HeldBy.VILLAGE, at=at)
    record_on(item, "item.proposed", by=by, at=at, role=item.proposed_as, need=need, title=item.title, year=item.year)
    return item
