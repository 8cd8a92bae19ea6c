"""Asking about one line of money or works."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.finance.asking import Thing, place_of
from rembuk.finance.models import Asked, Post, Transfer
from rembuk.finance.permissions import may_ask_about
from rembuk.journal.actions import record_act
from rembuk.people.models import Person
from rembuk.projects.models import BillRow, Measurement
from rembuk.voices.models import Voice


@transaction.atomic
def ask_about(thing: Thing, voice: Voice, *, by: Person | None, at: datetime) -> Asked:
    """Write down which post, payment, row of a bill or measurement a voice asks about; its answer stays there."""
    if not may_ask_about(by, thing, voice):
        raise PermissionDenied
    asked = Asked.objects.create(
        voice=voice,
        post=thing if isinstance(thing, Post) else None,
        transfer=thing if isinstance(thing, Transfer) else None,
        bill_row=thing if isinstance(thing, BillRow) else None,
        measurement=thing if isinstance(thing, Measurement) else None,
    )
    kind = type(thing).__name__.lower()
    record_act("line.asked", asked, by=by, at=at, region_number=place_of(thing), about=kind, code=voice.code)
    return asked
