"""Writes down where a higher tier has let its time pass without an answer."""

from __future__ import annotations

from datetime import datetime

from rembuk.plans.actions import note_silence
from rembuk.plans.queries import silent_custodies
from rembuk.tenancy import in_tenant

AT_ONCE = 200


def run(tenant: int, at: datetime) -> int:
    """Note the silence of every clock that has run out, and return how many."""
    with in_tenant(tenant):
        silent = list(silent_custodies(at=at)[:AT_ONCE])
        for custody in silent:
            note_silence(custody.item, by=None, at=at)
        return len(silent)
