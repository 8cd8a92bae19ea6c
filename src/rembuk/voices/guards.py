"""From which states a deed may start; the state tables say where a row may go, whoever moves it."""

from __future__ import annotations

from rembuk.kernel.states import MoveNotAllowed
from rembuk.voices.models import Need, Voice


def only_from(row: Voice | Need, *states: str) -> None:
    """Refuse a deed on a row in any other state, such as tidying what is withheld."""
    if row.state not in states:
        raise MoveNotAllowed(f"{row.code} is {row.state}, not {' or '.join(states)}")
