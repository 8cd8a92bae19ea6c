"""What a passkey answers, taken apart before allauth's forms do, which fail on some answers that no passkey gives.

Whether a well-formed answer comes from the right key is for the forms to say.
"""

from __future__ import annotations

import json
import struct
from typing import Any

from allauth.mfa.webauthn.internal.auth import AuthenticationResponse, RegistrationResponse, websafe_decode

# The certificates of a new key take a few thousand letters. The time to take an answer apart grows with its square.
MOST_LETTERS = 20_000
MOST_DIGITS = 5  # The numbers of an answer name algorithms: -7, -257.

# What taking an answer apart may raise and the forms do not expect.
UNEXPECTED = (LookupError, AttributeError, struct.error, RecursionError)


class NoKeyAnswersThis(Exception):
    """An answer is larger than any passkey makes it, for no website, or of what is no text."""


def is_of_key(answer: str) -> bool:
    """Can the form read this answer of a key, be it to refuse it?"""
    try:
        AuthenticationResponse.from_dict(_loaded(answer))
    except (NoKeyAnswersThis, *UNEXPECTED):
        return False
    except (TypeError, ValueError):  # These the form refuses in its own words.
        return True
    return True


def is_of_new_key(answer: str) -> bool:
    """Is this the whole answer of a key that was just made, with the key in it and fit to be kept?"""
    try:
        new = RegistrationResponse.from_dict(_loaded(answer))
        key = new.response.attestation_object.auth_data.credential_data
        properties = new.client_extension_results.get("credProps", {})
    except (NoKeyAnswersThis, TypeError, ValueError, *UNEXPECTED):
        return False
    return key is not None and isinstance(properties, dict)


def _loaded(answer: str) -> Any:  # Any: JSON of whoever sent it.
    # Browsers escape only what is no letter, and PostgreSQL keeps no such thing.
    if len(answer) > MOST_LETTERS or "\\u" in answer:
        raise NoKeyAnswersThis
    read = json.loads(answer, parse_int=_small_number)
    match read:
        case {"response": {"clientDataJSON": str(inner)}}:
            _check_client_data(inner)
    return read


def _check_client_data(inner: str) -> None:
    match json.loads(websafe_decode(inner), parse_int=_small_number):
        case {"origin": str()}:
            return
    raise NoKeyAnswersThis


def _small_number(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        # Where bytes belong, a number would be read as that many zeros.
        raise NoKeyAnswersThis
    return int(digits)
