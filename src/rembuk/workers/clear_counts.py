"""Forgets how often things were done once no limit asks for it."""

from __future__ import annotations

from datetime import datetime

from rembuk.people.limits import clear_old_counts
from rembuk.tenancy import in_tenant


def run(tenant: int, at: datetime) -> int:
    """Delete old counts; return how many."""
    with in_tenant(tenant):
        return clear_old_counts(at=at)
