"""Phone numbers and e-mail addresses: left, confirmed by a one-time code, silenced, forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from rembuk.journal.actions import record_act
from rembuk.messaging.actions import write_message
from rembuk.messaging.states import Channel
from rembuk.people.codes import LIFE, draw_code, hash_code, is_code, may_send_now, words_of_code
from rembuk.people.contacts import normal_value
from rembuk.people.models import Consent, DataRequest, Identity, OneTimeCode, Person, Vouching
from rembuk.people.permissions import (
    may_be_written_to,
    may_handle_data,
    may_hear_again,
    may_leave_contact,
    may_silence,
)
from rembuk.people.states import Scheme
from rembuk.regions.models import Region
from rembuk.tenancy.fields import uuid7
from rembuk.tenancy.privacy import blind_index


class CodeOutcome(Enum):
    """What came of a code that was typed in."""

    RIGHT = "right"
    WRONG = "wrong"
    OVER = "over"  # Used, too old or tried three times: a new one is needed.


@dataclass(frozen=True)
class CodeResult:
    """The outcome, and whose account it opens when the code was right."""

    outcome: CodeOutcome
    person: Person | None = None


@transaction.atomic
def claim_contact(scheme: Scheme, value: str, *, by: Person | None, at: datetime) -> Identity:
    """Return the identity of a phone number or address, made now if it is new; raise NotAContact for anything else.

    It takes the same steps for a known and an unknown one, so that an answer's time gives nobody away.
    """
    if not may_leave_contact(by):
        raise PermissionDenied
    normal = normal_value(scheme, value)
    index = blind_index(scheme, normal)
    draft = Identity(scheme=scheme, value=normal, index=index)
    Identity.objects.bulk_create([draft], ignore_conflicts=True)
    identity = Identity.objects.select_related("person").get(scheme=scheme, index=index)
    record_act("identity.claimed", identity, by=by, at=at)
    return identity


@transaction.atomic
def send_code(
    identity: Identity, *, language: str, place: Region | None = None, by: Person | None, at: datetime
) -> bool:
    """Send a one-time code and make older ones worthless; return whether one was sent.

    Nothing is sent to whoever said stop, and past the limits. Tell nobody which: the page answers the same.
    """
    if not may_be_written_to(by, identity) or not may_send_now(identity, place, at=at):
        record_act("code.not_sent", identity, by=by, at=at)
        return False
    code = draw_code()
    OneTimeCode.objects.filter(identity=identity, used_at__isnull=True).update(tries=OneTimeCode.TRIES)
    kept = OneTimeCode.objects.create(
        identity=identity, code_hash=hash_code(identity, code), sent_at=at, expires_at=at + LIFE
    )
    title, body = words_of_code(code, language)
    write_message(f"code:{kept.pk}", Channel(identity.scheme), identity.value, title, body, by=by, at=at)
    record_act("code.sent", identity, by=by, at=at)
    return True


@transaction.atomic
def check_code(identity: Identity, code: str, *, language: str = "id", by: Person | None, at: datetime) -> CodeResult:
    """Compare a code; the first right one makes an account. Every try counts, also when the page fails afterwards."""
    if not may_leave_contact(by):
        raise PermissionDenied
    kept = OneTimeCode.objects.filter(identity=identity).order_by("-sent_at", "-id").first()
    outcome = _try(kept, identity, code, at=at)
    record_act("code.checked", identity, by=by, at=at, outcome=outcome.value)
    if outcome is not CodeOutcome.RIGHT:
        return CodeResult(outcome)
    return CodeResult(outcome, _owner_of(identity, language, at=at))


def _try(kept: OneTimeCode | None, identity: Identity, code: str, *, at: datetime) -> CodeOutcome:
    if kept is None:
        return CodeOutcome.OVER
    # One statement counts the try, so that two at once cannot share one.
    open_codes = OneTimeCode.objects.filter(
        pk=kept.pk, used_at__isnull=True, expires_at__gt=at, tries__lt=OneTimeCode.TRIES
    )
    if not open_codes.update(tries=F("tries") + 1):
        return CodeOutcome.OVER
    if is_code(kept, identity, code):
        used = OneTimeCode.objects.filter(pk=kept.pk, used_at__isnull=True).update(used_at=at)
        return CodeOutcome.RIGHT if used else CodeOutcome.OVER
    kept.refresh_from_db(fields=["tries"])
    return CodeOutcome.WRONG if kept.tries < OneTimeCode.TRIES else CodeOutcome.OVER


def _owner_of(identity: Identity, language: str, *, at: datetime) -> Person:
    if identity.person is not None:
        return identity.person
    person = Person(language=language, made_at=at)
    person.set_unusable_password()
    person.save(force_insert=True)
    identity.person, identity.verified_at = person, at
    identity.save(update_fields=["person", "verified_at"])
    return person


@transaction.atomic
def silence_identity(identity: Identity, *, by: Person | None, at: datetime) -> None:
    """STOP: send nothing to a contact any more, not even codes, and take its consents back."""
    if not may_silence(by, identity):
        raise PermissionDenied
    Identity.objects.filter(pk=identity.pk, silent_since__isnull=True).update(silent_since=at)
    identity.refresh_from_db(fields=["silent_since"])
    Consent.objects.filter(identity=identity, withdrawn_at__isnull=True).update(withdrawn_at=at)
    record_act("identity.silenced", identity, by=by, at=at)


@transaction.atomic
def hear_again(identity: Identity, *, by: Person | None, at: datetime) -> None:
    """Take a stop back; consents are given anew, one by one."""
    if not may_hear_again(by, identity):
        raise PermissionDenied
    Identity.objects.filter(pk=identity.pk).update(silent_since=None)
    identity.refresh_from_db(fields=["silent_since"])
    record_act("identity.heard", identity, by=by, at=at)


@transaction.atomic
def forget_resident(request: DataRequest, *, by: Person | None, at: datetime) -> None:
    """Empty the account of whoever asked to be forgotten: name, numbers, addresses, and what was said about them.

    What stays is an empty shell that acts and counts point to. The journey that calls this has detached the voices.
    """
    if not may_handle_data(by, request, at=at):
        raise PermissionDenied
    person = request.person
    if not person.is_resident:
        raise PermissionDenied
    for identity in Identity.objects.filter(person=person):
        _forget_identity(identity, at=at)
    Vouching.objects.filter(person=person).delete()
    DataRequest.objects.filter(person=person).update(wish="")
    Person.objects.filter(pk=person.pk).update(name="", is_active=False, last_login=None)
    person.refresh_from_db()
    record_act("person.forgotten", person, by=by, at=at)


def _forget_identity(identity: Identity, *, at: datetime) -> None:
    OneTimeCode.objects.filter(identity=identity).delete()
    Consent.objects.filter(identity=identity, withdrawn_at__isnull=True).update(withdrawn_at=at, stopped_at=at)
    Identity.objects.filter(pk=identity.pk).update(
        value="",
        index=f"forgotten:{uuid7().hex}",
        person=None,
        verified_at=None,
        silent_since=identity.silent_since or at,
        forgotten_at=at,
    )
