"""Code apps connected without a phone in hand: the demo's accounts, and the simulator that plays their phone."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt

from rembuk.people.models import Person


def connect_code_app(person: Person, secret: str) -> None:
    """Connect a code app that holds this secret (base32, RFC 6238)."""
    TOTP.activate(person, secret)


def code_now(person: Person, *, at: datetime) -> str:
    """Return the code a person's app shows at a moment, empty without an app; for the simulator only."""
    app = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    if app is None:
        return ""
    counter = int(at.timestamp()) // app_settings.TOTP_PERIOD
    code: str = format_hotp_value(hotp_value(decrypt(app.data["secret"]), counter))
    return code
