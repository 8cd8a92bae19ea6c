"""Ends wishes and promises whose day has passed, so that nobody counts on them in silence."""

from __future__ import annotations

from datetime import datetime

from rembuk.finance.actions import lapse_contribution
from rembuk.finance.gifts import promises_run_out
from rembuk.tenancy import in_tenant

AT_ONCE = 200


def run(tenant: int, at: datetime) -> int:
    """End every promise that has run out, and return how many."""
    with in_tenant(tenant):
        over = list(promises_run_out(at=at)[:AT_ONCE])
        for contribution in over:
            lapse_contribution(contribution, by=None, at=at)
        return len(over)
