from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.queries import acts_on, facts_of
from rembuk.messaging.actions import mark_message_sent, write_message
from rembuk.messaging.states import Channel
from rembuk.people import purposes
from rembuk.people.actions import give_consent, withdraw_consent
from rembuk.people.clocks import stop_withdrawn
from rembuk.people.models import Consent
from rembuk.people.permissions import may_record_consent
from rembuk.people.purposes import UnknownPurpose
from rembuk.people.queries import consents_of, has_consent, late_withdrawals
from tests.cast import MONDAY

pytestmark = pytest.mark.django_db


def agree(cast, **options):
    facts = {"language": "id", "channel": "web", "by": None, "at": MONDAY, **options}
    return give_consent(cast.resident_phone, "answers", **facts)


def test_a_yes_keeps_version_language_and_channel(cast):
    consent = agree(cast, language="en", channel="paper", by=cast.officer)

    assert (consent.version, consent.language, consent.channel) == (1, "en", "paper")
    assert facts_of(acts_on(consent).get()) == {"purpose": "answers", "version": 1, "channel": "paper"}
    assert has_consent(cast.resident_phone, "answers")
    assert list(consents_of(cast.resident)) == [consent]


def test_the_same_yes_twice_is_one(cast):
    assert agree(cast) == agree(cast)
    assert Consent.objects.count() == 1


def test_a_yes_to_new_words_stands_beside_the_old_one(cast, monkeypatch):
    old = agree(cast)
    reworded = tuple(replace(one, version=2) if one.key == "answers" else one for one in purposes.PURPOSES)
    monkeypatch.setattr(purposes, "PURPOSES", reworded)

    new = agree(cast, at=MONDAY + timedelta(days=1))

    old.refresh_from_db()
    assert (new.version, new.withdrawn_at) == (2, None)
    assert old.stopped_at == MONDAY + timedelta(days=1)


def test_nobody_agrees_to_a_purpose_that_was_never_named(cast):
    with pytest.raises(UnknownPurpose):
        give_consent(cast.resident_phone, "advertising", language="id", channel="web", by=None, at=MONDAY)


def test_staff_write_a_yes_down_and_another_resident_does_not(cast):
    assert may_record_consent(cast.officer, cast.resident_phone, at=MONDAY)
    with pytest.raises(PermissionDenied):
        agree(cast, by=cast.neighbour)
    consent = agree(cast, by=cast.resident)
    with pytest.raises(PermissionDenied):
        withdraw_consent(consent, by=cast.neighbour, at=MONDAY)


def test_a_yes_taken_back_counts_no_more_at_once(cast):
    consent = agree(cast)

    withdraw_consent(consent, by=cast.resident, at=MONDAY)

    assert not has_consent(cast.resident_phone, "answers")
    assert (consent.withdrawn_at, consent.stopped_at) == (MONDAY, None)


def test_processing_has_stopped_once_no_older_message_waits(cast):
    consent = agree(cast)
    message = write_message("k", Channel.PHONE, cast.resident_phone.value, "", "Halo", by=None, at=MONDAY)
    withdraw_consent(consent, by=cast.resident, at=MONDAY + timedelta(minutes=1))
    later = MONDAY + timedelta(hours=1)

    while_waiting = stop_withdrawn(at=later)
    mark_message_sent(message, by=None, at=later)
    write_message("l", Channel.PHONE, "+6281200000002", "", "Halo", by=None, at=later)
    afterwards = stop_withdrawn(at=later)

    consent.refresh_from_db()
    assert (while_waiting, afterwards, consent.stopped_at) == (0, 1, later)
    assert stop_withdrawn(at=later) == 0


def test_a_withdrawal_is_late_after_72_hours(cast):
    consent = agree(cast)
    withdraw_consent(consent, by=cast.resident, at=MONDAY)

    assert list(late_withdrawals(at=MONDAY + timedelta(hours=72))) == []
    assert list(late_withdrawals(at=MONDAY + timedelta(hours=72, seconds=1))) == [consent]


def test_a_purpose_is_agreed_to_once(cast):
    consent = agree(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(
            identity=consent.identity, purpose="answers", version=1, language="id", channel="web", given_at=MONDAY
        )


def test_processing_never_stops_before_the_withdrawal(cast):
    consent = agree(cast)

    with pytest.raises(IntegrityError, match="processing_stops_after_withdrawal"), transaction.atomic():
        Consent.objects.filter(pk=consent.pk).update(stopped_at=MONDAY)
