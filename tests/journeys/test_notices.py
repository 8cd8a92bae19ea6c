from __future__ import annotations

import pytest

from rembuk.journal.actions import seal_acts
from rembuk.journeys.intake import Sender, submit_voice
from rembuk.journeys.notices import NOTICES, write_notices
from rembuk.messaging.models import Message
from rembuk.people.actions import give_consent, silence_identity
from rembuk.people.models import Consent, Identity
from rembuk.people.states import Scheme
from rembuk.plans.actions import approve_plan, propose_item, schedule_item, take_up_need
from rembuk.voices.actions import (
    answer_need,
    decline_need,
    merge_voice,
    open_need,
    support_need,
    tidy_voice,
    withhold_voice,
)
from rembuk.voices.models import Need, Voice
from rembuk.voices.states import Confidentiality
from tests.cast import MONDAY, TUESDAY, WEDNESDAY, Cast
from tests.plans.scenes import MEETING, YEAR, drafted, line_draft, verify
from tests.voices.scenes import draft_of

pytestmark = pytest.mark.django_db


def spoken(cast: Cast, name: str, *, language: str = "id") -> Voice:
    sender = Sender(Scheme.EMAIL, f"{name}@contoh.example", language)
    return submit_voice(draft_of(cast, name), sender=sender, by=None, at=MONDAY).voice


def needed(cast: Cast, *voices: Voice) -> Need:
    for voice in voices:
        tidy_voice(voice, "Jalan Dusun 3", "", "road", by=cast.officer, at=TUESDAY)
    need = open_need(voices[0], "Jalan Dusun 3", by=cast.officer, at=TUESDAY)
    for voice in voices[1:]:
        merge_voice(voice, need, by=cast.officer, at=TUESDAY)
    return need


def told() -> list[Message]:
    """Seal, read on, and return what is new."""
    before = set(Message.objects.values_list("pk", flat=True))
    seal_acts(at=WEDNESDAY)
    write_notices(at=WEDNESDAY)
    return list(Message.objects.exclude(pk__in=before).order_by("written_at", "id"))


def recipients(messages: list[Message]) -> list[str]:
    return sorted(message.recipient for message in messages)


def test_the_first_message_carries_the_number(cast):
    voice = spoken(cast, "satu")

    [message] = told()

    assert message.recipient == "satu@contoh.example"
    assert voice.code in message.title
    assert f"/s/{voice.code}" in message.body


def test_everybody_who_spoke_and_every_supporter_hears_the_answer_once(cast):
    need = needed(cast, spoken(cast, "satu"), spoken(cast, "dua"))
    support_need(need, cast.resident_phone, by=cast.resident, at=TUESDAY)
    give_consent(cast.resident_phone, "answers", language="id", channel="web", by=cast.resident, at=TUESDAY)
    told()

    answer_need(need, "Dikerjakan bulan depan.", by=cast.head, at=WEDNESDAY)
    messages = told()

    assert recipients(messages) == ["+6281200000001", "dua@contoh.example", "satu@contoh.example"]
    assert all("Dikerjakan bulan depan." in message.body for message in messages)


def test_who_spoke_reads_their_own_number_and_a_supporter_that_of_the_need(cast):
    voice = spoken(cast, "satu")
    need = needed(cast, voice)
    support_need(need, cast.resident_phone, by=cast.resident, at=TUESDAY)
    give_consent(cast.resident_phone, "answers", language="id", channel="web", by=cast.resident, at=TUESDAY)
    told()

    answer_need(need, "Dikerjakan bulan depan.", by=cast.head, at=WEDNESDAY)
    titles = {message.recipient: message.title for message in told()}

    assert voice.code in titles["satu@contoh.example"]
    assert need.code in titles["+6281200000001"]


def test_a_refusal_is_told_with_its_next_step(cast):
    need = needed(cast, spoken(cast, "satu"))
    told()

    answer = decline_need(need, "SUDAH_DIBANGUN", "Sudah ada sejak 2024.", by=cast.head, at=WEDNESDAY)

    [message] = told()
    assert "Sudah ada sejak 2024." in message.body
    assert answer.next_step in message.body


def test_reading_on_tells_nothing_twice(cast):
    spoken(cast, "satu")
    told()

    assert told() == []


def test_a_sender_is_written_to_in_the_language_of_their_yes(cast):
    spoken(cast, "satu", language="en")

    [message] = told()

    assert message.title.startswith("Your voice has a number")
    assert "/en/s/" in message.body


@pytest.mark.parametrize("way", ["silent", "withdrawn"])
def test_whoever_said_stop_hears_nothing(cast, way):
    spoken(cast, "satu")
    identity = Identity.objects.get(scheme=Scheme.EMAIL)
    if way == "silent":
        silence_identity(identity, by=None, at=MONDAY)
    else:
        Consent.objects.filter(identity=identity).update(withdrawn_at=MONDAY)

    assert told() == []


def test_an_anonymous_voice_tells_nobody(cast):
    draft = draft_of(cast, "tanpa nama", confidentiality=Confidentiality.ANONYMOUS)
    submit_voice(draft, by=None, at=MONDAY)

    assert told() == []


def test_a_withheld_voice_is_explained_to_its_sender_alone(cast):
    voice, other = spoken(cast, "satu"), spoken(cast, "dua")
    needed(cast, voice, other)
    told()

    withhold_voice(voice, "DATA_PRIBADI", "Memuat nomor orang.", by=cast.moderator, at=WEDNESDAY)

    messages = told()
    assert recipients(messages) == ["satu@contoh.example"]
    assert "Memuat nomor orang." in messages[0].body


def test_every_notice_can_be_said_in_both_languages():
    from django.utils import translation

    for language in ("id", "en"):
        with translation.override(language):
            assert all(str(notice.title) and "%(number)s" in str(notice.body) for notice in NOTICES.values())


def test_whoever_asked_for_what_is_planned_hears_of_it_and_of_what_comes_next(cast):
    voice = spoken(cast, "wati")
    need = needed(cast, voice)
    told()
    item = verify(take_up_need(need, YEAR, by=cast.officer, at=TUESDAY), cast)
    plan = drafted(cast)
    schedule_item(plan, item, line_draft(), by=cast.secretary, at=TUESDAY)
    approve_plan(plan, MEETING, by=cast.head, at=WEDNESDAY)

    planned = [message for message in told() if message.title == f"Usul Anda masuk rencana ({voice.code})"]

    assert recipients(planned) == ["wati@contoh.example"]
    assert f"Masuk RKPDes {YEAR}, diputuskan dalam {MEETING}." in planned[0].body
    assert f"Dikerjakan pada {YEAR} setelah anggarannya ditetapkan." in planned[0].body
    assert f"/s/{voice.code}" in planned[0].body


def test_what_the_office_proposed_itself_is_planned_without_a_word_to_anybody(cast):
    plan = drafted(cast)
    item = propose_item(cast.programme, cast.kampung, "Pagar kantor", YEAR, by=cast.head, at=TUESDAY)
    schedule_item(plan, verify(item, cast), line_draft(), by=cast.secretary, at=TUESDAY)
    approve_plan(plan, MEETING, by=cast.head, at=WEDNESDAY)

    assert told() == []
