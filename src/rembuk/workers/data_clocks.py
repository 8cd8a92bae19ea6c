"""Watches the 72-hour clocks on people's own data, and forgets what nobody needs any more."""

from __future__ import annotations

from datetime import datetime

from rembuk.meetings.attending import erase_old_attendance
from rembuk.messaging.clocks import empty_old_messages
from rembuk.people.clocks import clear_used_up, flag_late_requests, stop_withdrawn
from rembuk.tenancy import in_tenant


def run(tenant: int, at: datetime) -> int:
    """Flag late requests, end what consent was taken back for, forget what is used up; return how many."""
    with in_tenant(tenant):
        watched = len(flag_late_requests(at=at)) + stop_withdrawn(at=at) + erase_old_attendance(at=at)
        return watched + empty_old_messages(at=at) + clear_used_up(at=at)
