"""Accounts of staff, and what people correct about themselves."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.kernel.texts import has_personal, mask_personal, tidy_text
from rembuk.people.models import Person, RoleGrant
from rembuk.people.permissions import may_correct_account, may_make_staff, may_renew_access
from rembuk.people.signin import normal_login


class BadLogin(ValueError):
    """A login is 3 to 60 small letters, figures, dots and dashes, and no phone number, NIK or address."""


class LoginTaken(ValueError):
    """Somebody has this login already."""


@transaction.atomic
def make_staff(login: str, name: str, password: str, *, by: Person | None, at: datetime) -> Person:
    """Make an account for staff, without any role yet; refuse a login that is taken and a password that is too easy."""
    if not may_make_staff(by, at=at):
        raise PermissionDenied
    login = _checked_login(login)
    if Person.objects.filter(login=login).exists():
        raise LoginTaken
    person = Person(login=login, name=_clean_name(name), made_at=at)
    validate_password(password, person)
    person.set_password(password)
    person.save(force_insert=True)
    record_act("person.made", person, by=by, at=at)
    return person


def _checked_login(text: str) -> str:
    login = normal_login(text)
    symbols = set(login.replace(".", "").replace("-", ""))
    if not 3 <= len(login) <= 60 or not "".join(symbols).isascii() or not "".join(symbols).isalnum():
        raise BadLogin
    if has_personal(login):
        raise BadLogin
    return login


@transaction.atomic
def correct_account(person: Person, name: str, language: str, *, by: Person | None, at: datetime) -> None:
    """Correct one's own name and language; numbers in a name are hidden, not kept."""
    if not may_correct_account(by, person):
        raise PermissionDenied
    if language not in dict(settings.LANGUAGES):
        raise ValueError(f"{language!r} is no language here")
    person.name, person.language = _clean_name(name), language
    person.save(update_fields=["name", "language"])
    record_act("person.corrected", person, by=by, at=at)


def _clean_name(text: str) -> str:
    return mask_personal(tidy_text(text))[:200]


@transaction.atomic
def renew_access(person: Person, password: str, *, by: Person | None, at: datetime) -> None:
    """Give staff a new first password, and take off keys and codes that are lost; all sessions end.

    The act is public, because whoever renews somebody's access could use it.
    """
    if not may_renew_access(by, person, at=at) or not person.is_active:
        raise PermissionDenied
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    Authenticator.objects.filter(user=person).delete()
    record_act("person.access_renewed", person, by=by, at=at, public=True)


@transaction.atomic
def retire_staff(person: Person, why: str, *, by: Person | None, at: datetime) -> None:
    """Close a staff account for good: its roles end with it, and its open sessions are worth nothing any more."""
    if not may_renew_access(by, person, at=at):
        raise PermissionDenied
    reason = mask_personal(tidy_text(why))[:300]
    if not reason:
        raise ValueError("an account is closed for a reason")
    RoleGrant.objects.filter(person=person, ended_at__isnull=True).update(ended_at=at, ended_by=by, ended_why=reason)
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    Authenticator.objects.filter(user=person).delete()
    record_act("person.retired", person, by=by, at=at, public=True)
