"""Phone numbers and e-mail addresses as people type them, brought into one form."""

from __future__ import annotations

import re

from rembuk.kernel.phones import NotAPhone, mask_phone, normalise_phone
from rembuk.kernel.texts import tidy_text
from rembuk.people.states import Scheme

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_IDENTITY_NUMBER_DIGITS = 16


class NotAContact(ValueError):
    """The text is neither a phone number nor an e-mail address."""


def read_contact(text: str) -> tuple[Scheme, str]:
    """Return what kind of contact a text is, and its one form; raise NotAContact.

    Sixteen digits are a NIK and never a phone number; they are refused and not kept.
    """
    tidy = tidy_text(text)
    if "@" in tidy:
        return Scheme.EMAIL, normal_value(Scheme.EMAIL, tidy)
    return Scheme.PHONE, normal_value(Scheme.PHONE, tidy)


def normal_value(scheme: Scheme, text: str) -> str:
    """Return the one form of a contact of a known kind; raise NotAContact."""
    if scheme is Scheme.EMAIL:
        # Only the part after the @ is the same in any case by rule (RFC 5321, section 2.4); nobody relies on the other.
        address = tidy_text(text).lower()
        if len(address) > 200 or not _EMAIL.fullmatch(address):
            raise NotAContact
        return address
    if sum(char.isdigit() for char in text) >= _IDENTITY_NUMBER_DIGITS:
        raise NotAContact
    try:
        return normalise_phone(text)
    except NotAPhone as error:
        raise NotAContact from error


def masked(scheme: Scheme, value: str) -> str:
    """Return a contact as far as its owner needs to recognise it: "+62812…789", "s…@contoh.id"."""
    if scheme is Scheme.EMAIL:
        name, _at, domain = value.partition("@")
        return f"{name[:1]}…@{domain}"
    return mask_phone(value)
