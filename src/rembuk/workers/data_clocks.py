"""Watches the 72-hour clocks on people's own data."""

from __future__ import annotations

from datetime import datetime

from rembuk.people.actions import flag_late_requests, stop_withdrawn
from rembuk.tenancy import in_tenant


def run(tenant: int, at: datetime) -> int:
    """End processing that was withdrawn and flag late requests; return how many of both."""
    with in_tenant(tenant):
        return stop_withdrawn(at=at) + len(flag_late_requests(at=at))
