"""One-time codes: drawn, kept as a keyed hash, compared; and the words they are sent in."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from rembuk.people.limits import count_up
from rembuk.people.models import Identity, OneTimeCode
from rembuk.regions.models import Region
from rembuk.tenancy import current_tenant
from rembuk.tenancy.privacy import blind_index

DIGITS = 6
LIFE = timedelta(minutes=5)
HOUR = timedelta(hours=1)
PER_IDENTITY = 3
# Breakers: past them somebody is playing with other people's phones, and sending costs money.
PER_KAMPUNG = 120
PER_KABUPATEN = 1_500


def draw_code() -> str:
    """Return six digits that nobody can foresee."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def hash_code(identity: Identity, code: str) -> str:
    """Return what is kept of a code; it fits this identity only."""
    return blind_index("one-time code", f"{identity.pk}\0{code}")


def is_code(kept: OneTimeCode, identity: Identity, text: str) -> bool:
    """Is this the code, however it is spaced? Takes as long for a wrong one."""
    digits = "".join(char for char in text if char.isdigit())
    return hmac.compare_digest(kept.code_hash, hash_code(identity, digits))


def may_send_now(identity: Identity, place: Region | None, *, at: datetime) -> bool:
    """Count one more code; False past three an hour for an identity, and past what a place may send."""
    if OneTimeCode.objects.filter(identity=identity, sent_at__gt=at - HOUR).count() >= PER_IDENTITY:
        return False
    if place is not None and not count_up(f"codes-in:{place.number}", at=at, window=HOUR, limit=PER_KAMPUNG):
        return False
    return count_up(f"codes-in:{current_tenant()}", at=at, window=HOUR, limit=PER_KABUPATEN)


def words_of_code(code: str, language: str) -> tuple[str, str]:
    """Return title and body of the message that brings a code, short enough for one SMS."""
    with translation.override(language):
        body = _("%(code)s is your Rembuk code. It works for 5 minutes. Never tell it to anybody.")
        return _("Your Rembuk code"), body % {"code": code}
