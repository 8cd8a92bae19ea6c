"""Reminds people of meetings at which their voices may be talked about."""

from __future__ import annotations

from datetime import datetime

from rembuk.journeys.reminders import remind_of_meetings
from rembuk.tenancy import in_tenant
from rembuk.tenancy.queries import words_of_tenant
from rembuk.tenancy.words import speaking


def run(tenant: int, at: datetime) -> int:
    """Remind of every meeting that begins within a day, once each, and return how many messages were written."""
    with in_tenant(tenant), speaking(words_of_tenant(tenant)):
        return remind_of_meetings(at=at)
