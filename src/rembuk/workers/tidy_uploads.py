"""Clears away pictures that never arrived whole."""

from __future__ import annotations

from datetime import datetime

from rembuk.media.actions import clean_uploads
from rembuk.tenancy import in_tenant


def run(tenant: int, at: datetime) -> int:
    """Remove stale uploads; return how many."""
    with in_tenant(tenant):
        return clean_uploads(by=None, at=at)
