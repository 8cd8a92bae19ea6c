"""Gives committed acts their place in the order."""

from __future__ import annotations

from datetime import datetime

from rembuk.journal.actions import seal_acts
from rembuk.tenancy import in_tenant


def run(tenant: int, at: datetime) -> int:
    """Seal what waits; return how many acts."""
    with in_tenant(tenant):
        return seal_acts(at=at)
