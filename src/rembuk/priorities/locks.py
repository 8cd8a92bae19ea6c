"""Five wrong codes from one place lock it out for a while, so that codes cannot be guessed."""

from __future__ import annotations

from datetime import datetime, timedelta

from rembuk.priorities.guards import key_of
from rembuk.priorities.models import Voting, WrongCode
from rembuk.priorities.secrecy import client_mark

TRIES = 5
LOCKED = timedelta(minutes=15)


class TooManyWrongCodes(RuntimeError):
    """Too many wrong codes came from there; the message is when it opens again."""


def insist_not_locked(voting: Voting, client: str, *, at: datetime) -> None:
    """Raise TooManyWrongCodes while a place is locked out."""
    wrong = WrongCode.objects.filter(voting=voting, client=client_mark(key_of(voting), client)).first()
    if wrong is not None and wrong.tries >= TRIES and at < wrong.last_at + LOCKED:
        raise TooManyWrongCodes((wrong.last_at + LOCKED).isoformat())
