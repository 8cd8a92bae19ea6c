"""Saying "saya juga": one support per identity and need."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.people.models import Identity, Person
from rembuk.voices.membership import recount
from rembuk.voices.models import Need, Support, Voice
from rembuk.voices.permissions import may_support_need
from rembuk.voices.states import NeedState


class AlreadyCounted(ValueError):
    """Whoever sent a voice of the need is counted with it."""


class NothingToSupport(ValueError):
    """The need has no voices left."""


@transaction.atomic
def support_need(need: Need, identity: Identity, *, by: Person | None, at: datetime) -> Support:
    """Support a need; a second time changes nothing, from another contact of the same person neither.

    The journal counts it and names nobody.
    """
    if not may_support_need(by, identity):
        raise PermissionDenied
    if need.state == NeedState.EMPTIED:
        raise NothingToSupport(need.code)
    if Voice.objects.filter(need=need, contact__person=by).exists():
        raise AlreadyCounted(need.code)
    if known := Support.objects.filter(need=need, identity__person=by).first():
        return known
    support, is_new = Support.objects.get_or_create(need=need, identity=identity, defaults={"given_at": at})
    if is_new:
        recount(need, at=at)
        _record("need.supported", need, at)
    return support


@transaction.atomic
def withdraw_support(need: Need, identity: Identity, *, by: Person | None, at: datetime) -> None:
    """Take one's support back; nothing is kept of it but that it was given and taken back."""
    if not may_support_need(by, identity):
        raise PermissionDenied
    gone, _rows = Support.objects.filter(need=need, identity=identity).delete()
    if gone:
        recount(need, at=at)
        _record("need.support_withdrawn", need, at)


def _record(kind: str, need: Need, at: datetime) -> None:
    record_act(kind, need, by=None, at=at, region_number=need.region_number, code=need.code)
