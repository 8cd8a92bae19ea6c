"""How people, contacts and clocks are written on these pages."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rembuk.people.contacts import masked
from rembuk.people.models import DataRequest, Identity
from rembuk.people.purposes import PURPOSES
from rembuk.people.states import RequestState, Scheme

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SECONDS_IN_AN_HOUR = 3600


def contact_label(identity: Identity) -> str:
    """Return a contact as far as its owner needs to recognise it."""
    return masked(Scheme(identity.scheme), identity.value)


def hours_left(request: DataRequest, *, at: datetime) -> int | None:
    """Return the whole hours a request still has, below zero when it is late; None once it is done."""
    if request.state != RequestState.ASKED:
        return None
    return int((request.due_at - at).total_seconds() // SECONDS_IN_AN_HOUR)


def purpose_titles() -> dict[str, _StrPromise]:
    """Return what each purpose is called, by its key."""
    return {purpose.key: purpose.title for purpose in PURPOSES}
