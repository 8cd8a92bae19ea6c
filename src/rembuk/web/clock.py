"""The one place where pages read the clock; everything below is handed the time."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return the moment, in UTC."""
    return timezone.now()
