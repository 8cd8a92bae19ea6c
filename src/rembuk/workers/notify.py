"""Tells people what became of their voices."""

from __future__ import annotations

from datetime import datetime

from rembuk.journeys.notices import write_notices
from rembuk.tenancy import in_tenant
from rembuk.tenancy.queries import words_of_tenant
from rembuk.tenancy.words import speaking


def run(tenant: int, at: datetime) -> int:
    """Read the sealed journal on and write the messages it gives rise to; return how many."""
    with in_tenant(tenant), speaking(words_of_tenant(tenant)):
        return write_notices(at=at)
