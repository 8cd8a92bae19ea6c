"""Counting wrong codes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.people.models import Person
from rembuk.priorities.guards import key_of
from rembuk.priorities.locks import LOCKED, TRIES
from rembuk.priorities.models import Voting, WrongCode
from rembuk.priorities.secrecy import client_mark


@transaction.atomic
def note_wrong_code(voting: Voting, client: str, *, by: Person | None, at: datetime) -> None:
    """Count a code that no card has against the place it came from; the fifth locks it, in public."""
    mark = client_mark(key_of(voting), client)
    fresh = {"tries": 0, "last_at": at}
    wrong, _ = WrongCode.objects.select_for_update().get_or_create(voting=voting, client=mark, defaults=fresh)
    wrong.tries = 1 if at >= wrong.last_at + LOCKED else wrong.tries + 1
    wrong.last_at = at
    wrong.save(update_fields=["tries", "last_at"])
    if wrong.tries == TRIES:
        record_act("codes.locked", voting, by=by, at=at, public=True, region_number=voting.region_number)
