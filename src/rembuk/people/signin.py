"""How staff prove who they are: password, then a code or a passkey. Residents sign in with a one-time code instead."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.utils.translation import gettext_lazy as _

from rembuk.people.models import Person
from rembuk.tenancy.privacy import EncryptedTextField

# Only its way of writing and reading; secrets of code apps lie in a table of allauth's.
_secret = EncryptedTextField()


class LightArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB and two passes, the least that OWASP's Password Storage sheet advises for small machines."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class StaffBackend(BaseBackend):
    """Knows people by login and password; an account without a login has no password to try."""

    def authenticate(
        self,
        request: Any,  # noqa: ARG002 - Django's signature. Any: only the web knows requests.
        username: str | None = None,
        password: str | None = None,
        **_others: object,
    ) -> Person | None:
        if not username or not password:
            return None
        person = Person.objects.filter(login=normal_login(username), is_active=True).first()
        if person is None:
            # As slow as for a login that exists, so that nobody learns which do.
            Person().set_password(password)
            return None
        return person if person.check_password(password) else None

    def get_user(self, user_id: UUID | str) -> Person | None:
        return Person.objects.filter(pk=user_id, is_active=True).first()


def normal_login(text: str) -> str:
    """Return a login in the one form it is kept in."""
    return text.strip().lower()


class StaffAccounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth comes without types
    """Staff accounts are made by administrators; nobody signs up, and no mail is sent from here."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("This login and password do not belong together."),
        "too_many_login_attempts": _("Too many tries. Please wait fifteen minutes, or use your passkey."),
        "incorrect_password": _("This password is not right."),
    }

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002 - allauth's signature. Any: see StaffBackend.
        return False

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """Count nothing here: the sign-in page counts by login, in the database, where every process sees it."""

    def get_client_ip(self, request: Any) -> str:
        """Return the network the request came from: enough to recognise a place, too little to follow a person."""
        return network_of(address_of(request.META))

    def send_notification_mail(self, *_arguments: object, **_options: object) -> None:
        """Send nothing: staff accounts have no address."""


def address_of(asked: Mapping[str, str]) -> str:
    """Return the address that a request (its WSGI environment) came from, "" for none.

    A web server in front adds the address it sees to the end of X-Forwarded-For. It is believed when it is one of ours;
    what anybody else writes into that header, or wrote before it came to ours, is not read.
    """
    address = asked.get("REMOTE_ADDR", "")
    told = [one.strip() for one in asked.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
    while told and _is_ours(address):
        address = told.pop()
    return address


def _is_ours(address: str) -> bool:
    try:
        return any(ip_address(address) in network for network in settings.PROXIES)
    except ValueError:
        return False


def network_of(address: str) -> str:
    """Return the first address of the /24 or /48 network around an address; 0.0.0.0 for none."""
    try:
        ip = ip_address(address)
    except ValueError:
        return "0.0.0.0"  # noqa: S104 - means "unknown", nothing listens on it.
    return str(ip_network(f"{ip}/{24 if ip.version == 4 else 48}", strict=False).network_address)


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth comes without types
    """Keeps the secrets of code apps encrypted, and speaks of people by their login."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Take the newest one."),
    }

    def encrypt(self, text: str) -> str:
        return str(_secret.get_prep_value(text))

    def decrypt(self, encrypted_text: str) -> str:
        return _secret.from_db_value(encrypted_text, None, None) or ""


def has_second_factor(request: Any) -> bool:  # Any: see StaffBackend.
    """Did whoever is signed in show a code, a recovery code or a passkey in this session?"""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
