"""A voice comes in: with its sender, with a need its sender found alike, and held where there is doubt."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from rembuk.journal.models import Act
from rembuk.journal.queries import acts_on, facts_of
from rembuk.journeys import intake
from rembuk.journeys.intake import Sender, TooManyVoices, submit_voice
from rembuk.people.actions import withdraw_consent
from rembuk.people.models import Consent, Identity
from rembuk.people.states import Scheme
from rembuk.voices.actions import KeyUsedTwice
from rembuk.voices.drafts import VoiceDraft
from rembuk.voices.holding import HoldReason
from rembuk.voices.models import Voice
from rembuk.voices.states import VoiceState
from tests.cast import MONDAY, TUESDAY, Cast
from tests.voices.scenes import draft_of, opened

pytestmark = pytest.mark.django_db

SENDER = Sender(Scheme.PHONE, "+6281234567890", "id")


def another(cast: Cast, key: UUID | None = None) -> VoiceDraft:
    return draft_of(cast, key=key or uuid4())


def test_a_voice_is_received_and_its_sender_said_yes_to_an_answer(cast: Cast) -> None:
    receipt = submit_voice(draft_of(cast), sender=SENDER, by=None, at=MONDAY)

    consent = Consent.objects.get()
    assert receipt.voice.contact == consent.identity
    assert (consent.purpose, consent.language, consent.channel) == ("answers", "id", "web")
    assert receipt.voice.state == VoiceState.RECEIVED


def test_without_a_sender_nobody_is_kept(cast: Cast) -> None:
    known = Identity.objects.count()

    receipt = submit_voice(draft_of(cast), by=None, at=MONDAY)

    assert receipt.voice.contact is None
    assert Identity.objects.count() == known
    assert not Consent.objects.exists()


def test_a_replay_answers_as_the_first_time_and_writes_nothing(cast: Cast) -> None:
    first = submit_voice(draft_of(cast), sender=SENDER, by=None, at=MONDAY)
    acts = Act.objects.count()

    second = submit_voice(draft_of(cast), sender=SENDER, by=None, at=TUESDAY)

    assert (second.voice, second.secret, second.replayed) == (first.voice, first.secret, True)
    assert Act.objects.count() == acts


def test_a_replay_does_not_give_back_a_yes_that_was_taken_back(cast: Cast) -> None:
    submit_voice(draft_of(cast), sender=Sender(Scheme.PHONE, cast.resident_phone.value, "id"), by=None, at=MONDAY)
    withdraw_consent(Consent.objects.get(), by=cast.resident, at=TUESDAY)

    submit_voice(draft_of(cast), sender=Sender(Scheme.PHONE, cast.resident_phone.value, "id"), by=None, at=TUESDAY)

    assert Consent.objects.get().withdrawn_at == TUESDAY


def test_another_request_under_the_same_key_leaves_nothing_behind(cast: Cast) -> None:
    first = submit_voice(draft_of(cast), by=None, at=MONDAY)

    with pytest.raises(KeyUsedTwice):
        submit_voice(draft_of(cast, words="Lampu jalan mati."), sender=SENDER, by=None, at=MONDAY)

    assert list(Voice.objects.all()) == [first.voice]
    assert not Consent.objects.exists()


def test_a_doubtful_voice_gets_its_number_and_waits_for_a_human(cast: Cast) -> None:
    draft = draft_of(cast, words="Hubungi saya di 0812 3456 7890, dasar goblok kabeh.")

    receipt = submit_voice(draft, doubts=(HoldReason.SPAM,), by=None, at=MONDAY)

    assert receipt.voice.code
    assert (receipt.voice.state, receipt.voice.held_for) == (VoiceState.HELD, "contact_details,insult,spam")


def test_a_need_that_the_sender_found_alike_is_remembered(cast: Cast) -> None:
    need, _voice = opened(cast, "first")

    receipt = submit_voice(another(cast), like=need, by=None, at=TUESDAY)

    likened = acts_on(receipt.voice).get(kind="voice.likened")
    assert facts_of(likened) == {"need": need.code}
    assert receipt.voice.state == VoiceState.RECEIVED


def test_a_flood_is_held_and_the_next_hour_begins_anew(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "CALM_PER_PLACE", 1)

    calm = submit_voice(another(cast), by=None, at=MONDAY)
    flood = submit_voice(another(cast), by=None, at=MONDAY)
    later = submit_voice(another(cast), by=None, at=MONDAY + timedelta(hours=1))
    states = [receipt.voice.state for receipt in (calm, flood, later)]

    assert states == [VoiceState.RECEIVED, VoiceState.HELD, VoiceState.RECEIVED]


def test_a_flood_in_one_kampung_holds_nobody_elsewhere(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "CALM_PER_PLACE", 1)
    submit_voice(another(cast), by=None, at=MONDAY)

    elsewhere = submit_voice(draft_of(cast, key=uuid4(), region=cast.other_kampung), by=None, at=MONDAY)

    assert elsewhere.voice.state == VoiceState.RECEIVED


def test_past_the_last_limit_a_voice_is_asked_to_wait_and_not_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MOST_PER_PLACE", 1)
    submit_voice(another(cast), by=None, at=MONDAY)

    with pytest.raises(TooManyVoices):
        submit_voice(another(cast), by=None, at=MONDAY)

    assert Voice.objects.count() == 1
