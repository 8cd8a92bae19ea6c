"""Yes and no to a purpose: recorded with the version and language that were read, and the way they came."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.people.models import Consent, Identity, Person
from rembuk.people.permissions import may_record_consent
from rembuk.people.purposes import purpose_of


@transaction.atomic
def give_consent(
    identity: Identity, purpose: str, *, language: str, channel: str, by: Person | None, at: datetime
) -> Consent:
    """Record a yes to a purpose as it is worded today; the same yes twice is one. Raise UnknownPurpose.

    A yes to an older wording is closed and a new one written beside it.
    """
    if not may_record_consent(by, identity, at=at):
        raise PermissionDenied
    version = purpose_of(purpose).version
    given = Consent.objects.filter(identity=identity, purpose=purpose, withdrawn_at__isnull=True)
    same = given.filter(version=version).first()
    if same is not None:
        return same
    given.update(withdrawn_at=at, stopped_at=at)
    consent = Consent.objects.create(
        identity=identity, purpose=purpose, version=version, language=language, channel=channel, given_at=at
    )
    record_act("consent.given", consent, by=by, at=at, purpose=purpose, version=version, channel=channel)
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: Person | None, at: datetime) -> None:
    """Take a yes back. From now on nothing new is written for it; what waits in the outbox ends within 72 hours."""
    if not may_record_consent(by, consent.identity, at=at):
        raise PermissionDenied
    Consent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True).update(withdrawn_at=at)
    consent.refresh_from_db()
    record_act("consent.withdrawn", consent, by=by, at=at, purpose=consent.purpose)
