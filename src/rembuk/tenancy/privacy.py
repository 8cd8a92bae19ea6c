"""Columns that hold personal data: marked, so that a test asks for their purpose, and encrypted where they identify."""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

# Django's fields take type arguments only in the eyes of the type checker.
if TYPE_CHECKING:
    TextField = models.TextField[str, str]
else:
    TextField = models.TextField

F = TypeVar("F", bound="models.Field[Any, Any]")  # Any: the mark fits a field of any type.


class CannotDecrypt(ValueError):
    """A stored value was written with a key this installation does not have."""


def personal(field: F) -> F:
    """Mark a field as personal data; the purposes registry must then say what it is for."""
    field.is_personal = True  # type: ignore[attr-defined]  # a mark of ours on Django's field
    return field


class EncryptedTextField(TextField):
    """Text that is readable in Python and unreadable in the database, its dumps and its backups."""

    is_personal = True

    def get_prep_value(self, value: Any) -> Any:  # Any: Django's signature.
        text = super().get_prep_value(value)
        return encrypt(text) if text else text

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> str | None:
        if not value:
            return value
        return decrypt(value)


def encrypt(text: str) -> str:
    """Return text as the database may hold it."""
    return _ring().encrypt(text.encode()).decode("ascii")


def decrypt(stored: str) -> str:
    """Return what `encrypt` was given; raise CannotDecrypt for another installation's text."""
    try:
        return _ring().decrypt(stored.encode("ascii")).decode()
    except InvalidToken as error:
        raise CannotDecrypt("This was encrypted with a key we do not have.") from error


def blind_index(purpose: str, value: str) -> str:
    """Return a keyed fingerprint by which an encrypted value can be found.

    A plain hash would not do: all phone numbers of a kecamatan can be tried in seconds (HMAC-SHA256, RFC 2104).
    """
    key = hashlib.sha256(f"blind index\0{settings.FIELD_KEYS[-1]}".encode()).digest()
    return hmac.digest(key, f"{purpose}\0{value}".encode(), "sha256").hex()


@cache
def _ring() -> MultiFernet:
    """The first key writes, every key reads: new keys are put in front."""
    return MultiFernet([Fernet(_fernet_key(key)) for key in settings.FIELD_KEYS])


def _fernet_key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(f"field encryption\0{secret}".encode()).digest())
