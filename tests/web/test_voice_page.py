"""The page of one voice: where it is, how it got there, who decided; and what its sender may still do."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from rembuk.people.models import Consent
from rembuk.voices.actions import answer_need, hold_voice, merge_voice, withdraw_voice, withhold_voice
from rembuk.voices.holding import HoldReason
from rembuk.voices.models import Objection, Voice
from rembuk.voices.receipts import receipt_word
from rembuk.voices.states import Confidentiality, VoiceState
from tests.cast import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, Cast
from tests.voices.scenes import WORDS, opened, received, tidied
from tests.web.pages import Page, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]

SECRET = "Nomor saya 0812 3456 7890, kepala dusun 1802025501900001 tahu."


def shown(client: Client, voice: Voice) -> Page:
    return read(client.get(f"/en/s/{voice.code}"))


def test_a_fresh_voice_is_heard_and_its_words_wait_to_be_read(client: Client, cast: Cast) -> None:
    page = shown(client, received(cast))

    assert "heard" in page.text
    assert WORDS not in page.text
    assert "The words are shown once an officer has read them." in page.text


def test_a_held_voice_looks_like_any_fresh_one(client: Client, cast: Cast) -> None:
    voice = received(cast, words="Dasar goblok.")
    hold_voice(voice, [HoldReason.INSULT], by=None, at=MONDAY)

    page = shown(client, voice)

    assert "heard" in page.text
    assert "Dasar goblok." not in page.text


def test_the_thread_leads_from_the_first_word_to_the_answer(client: Client, cast: Cast) -> None:
    need, voice = opened(cast)
    answer_need(need, "Dikerjakan bulan depan.", by=cast.head, at=WEDNESDAY)

    page = shown(client, voice)

    way = page.text.partition("The way of this voice")[2]
    places = [way.index(f" {said} ") for said in ("Received", "Tidied", "Joined to a need", "Answered")]
    assert places == sorted(places)
    assert "Dikerjakan bulan depan." in page.text
    assert "Village head" in page.text
    assert f"/en/k/{need.code}" in page.links


def test_as_long_as_nothing_is_decided_the_page_says_what_comes_next(client: Client, cast: Cast) -> None:
    page = shown(client, received(cast))

    assert "An answer from whoever decides" in page.text
    assert "Built, if it is agreed" in page.text
    assert "at the latest" in page.text


def test_once_the_promised_month_is_over_the_page_says_that_the_answer_is_late(client: Client, cast: Cast) -> None:
    voice = received(cast)
    with time_machine.travel(THURSDAY + timedelta(days=400), tick=False):
        page = shown(client, voice)

    assert "It is late: it was promised for" in page.text
    assert "at the latest" not in page.text


def test_numbers_of_people_are_hidden_in_what_is_shown(client: Client, cast: Cast) -> None:
    voice = tidied(cast, words=SECRET)

    text = client.get(f"/s/{voice.code}").content.decode()

    assert "nomor disembunyikan" in text
    for number in ("0812 3456 7890", "1802025501900001"):
        assert number not in text


def test_of_a_confidential_voice_title_and_fate_are_shown_and_no_words(client: Client, cast: Cast) -> None:
    voice = tidied(cast, confidentiality=Confidentiality.CONFIDENTIAL, landmark="rumah pojok", group="women")

    page = shown(client, voice)

    assert "Perbaikan jalan Dusun 3" in page.text
    for hidden in (WORDS, "Jalan di depan musala", "rumah pojok", "women"):
        assert hidden not in page.text


def test_a_withheld_voice_says_in_which_role_when_and_why(client: Client, cast: Cast) -> None:
    voice = tidied(cast)
    withhold_voice(voice, "DATA_PRIBADI", "Ada nama anak di dalamnya.", by=cast.moderator, at=WEDNESDAY)

    page = shown(client, voice)

    for said in ("Ada nama anak di dalamnya.", "Moderator", "Wednesday, 25 Nov 2026"):
        assert said in page.text
    for hidden in (WORDS, "Perbaikan jalan Dusun 3", cast.moderator.name):
        assert hidden not in page.text


def test_a_withdrawn_voice_keeps_its_number_and_shows_no_words(client: Client, cast: Cast) -> None:
    voice = tidied(cast, contact=cast.resident_phone)
    withdraw_voice(voice, by=cast.resident, at=WEDNESDAY)

    page = shown(client, voice)

    assert page.status == 200
    assert voice.code in page.text
    assert WORDS not in page.text
    assert "Perbaikan jalan Dusun 3" not in page.text
    assert f"/en/s/{voice.code}/urus" not in page.links


def test_a_voice_joined_to_a_need_shares_its_fate(client: Client, cast: Cast) -> None:
    need, _first = opened(cast)
    second = tidied(cast, "second")
    merge_voice(second, need, by=cast.officer, at=TUESDAY)
    answer_need(need, "Dikerjakan bulan depan.", by=cast.head, at=WEDNESDAY)

    assert "There is an answer. Read it below." in shown(client, second).text


# --- The number ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["{}", " #{} ", "{}".lower(), "BR {}", "br{}", "BR–{}"])
def test_the_number_is_found_however_it_is_typed(client: Client, cast: Cast, typed: str) -> None:
    voice = received(cast)
    number = voice.code if typed.strip(" #") == "{}" else voice.code.removeprefix("BR-").lower()

    answer = client.get("/s", {"nomor": typed.format(number)})

    assert answer.headers["Location"] == f"/s/{voice.code}"


def test_the_number_of_a_need_leads_to_the_need(client: Client, cast: Cast) -> None:
    need, _voice = opened(cast)

    assert client.get("/s", {"nomor": need.code.lower()}).headers["Location"] == f"/k/{need.code}"
    assert client.get(f"/s/{need.code}").headers["Location"] == f"/k/{need.code}"


@pytest.mark.parametrize("typed", ["BR-22222", "jalan rusak", "<script>"])
def test_a_number_nobody_has_is_said_kindly(client: Client, cast: Cast, typed: str) -> None:
    answer = client.get("/en/s", {"nomor": typed})

    assert "No voice here has this number." in answer.content.decode()
    assert "<script>" not in answer.content.decode()


# --- What the sender may still do ----------------------------------------------------------------------------------


def asks(client: Client, voice: Voice, wish: str, **fields: str) -> Page:
    word = receipt_word(voice.key)
    return read(client.post(f"/en/s/{voice.code}/urus?untuk={wish}", {"secret": word, **fields}))


def test_with_the_receipt_word_a_voice_is_taken_back(client: Client, cast: Cast) -> None:
    voice = tidied(cast)

    done = asks(client, voice, "tarik", sure="1")

    voice.refresh_from_db()
    assert done.status == 200
    assert voice.state == VoiceState.WITHDRAWN


def test_a_receipt_word_is_forgiven_its_spelling(client: Client, cast: Cast) -> None:
    voice = tidied(cast)

    asks(client, voice, "tarik", sure="1", secret=receipt_word(voice.key).lower().replace("-", " "))

    voice.refresh_from_db()
    assert voice.state == VoiceState.WITHDRAWN


def test_a_wrong_word_changes_nothing_and_five_lock_the_right_one_out(client: Client, cast: Cast) -> None:
    voice = tidied(cast)

    wrong = [asks(client, voice, "tarik", sure="1", secret="2222-2222-2222") for _ in range(5)]
    right = asks(client, voice, "tarik", sure="1")

    voice.refresh_from_db()
    assert voice.state == VoiceState.TIDIED
    assert {page.status for page in wrong} == {422}
    assert "Please wait an hour." in right.text


def test_a_sender_objects_to_the_tidied_words(client: Client, cast: Cast) -> None:
    voice = tidied(cast)

    done = asks(client, voice, "keberatan", against="tidying", why="Bukan musala, tapi masjid.")

    objection = Objection.objects.get()
    assert done.status == 200
    assert (objection.voice, objection.why) == (voice, "Bukan musala, tapi masjid.")


def test_what_cannot_be_objected_to_is_said(client: Client, cast: Cast) -> None:
    page = asks(client, tidied(cast), "keberatan", against="answer", why="Salah.")

    assert page.status == 422
    assert "There is nothing of this kind to object to" in page.text
    assert not Objection.objects.exists()


def test_a_sender_asks_for_news_later(client: Client, cast: Cast) -> None:
    voice = received(cast)

    asks(client, voice, "kabar", contact="0813 1111 2222", consent="1")

    voice.refresh_from_db()
    assert voice.contact is not None
    assert Consent.objects.get().identity == voice.contact


def test_an_anonymous_voice_takes_no_contact_later(client: Client, cast: Cast) -> None:
    voice = received(cast, confidentiality=Confidentiality.ANONYMOUS)

    page = asks(client, voice, "kabar", contact="0813 1111 2222", consent="1")

    voice.refresh_from_db()
    assert page.status == 422
    assert voice.contact is None
    assert not Consent.objects.exists()


def test_a_sender_who_is_signed_in_needs_no_word(client: Client, cast: Cast) -> None:
    voice = tidied(cast, contact=cast.resident_phone)
    client.force_login(cast.resident)

    client.post(f"/s/{voice.code}/urus?untuk=tarik", {"sure": "1"})

    voice.refresh_from_db()
    assert voice.state == VoiceState.WITHDRAWN


def test_somebody_else_who_is_signed_in_needs_the_word(client: Client, cast: Cast) -> None:
    voice = tidied(cast, contact=cast.resident_phone)
    client.force_login(cast.neighbour)

    answer = client.post(f"/s/{voice.code}/urus?untuk=tarik", {"sure": "1"})

    voice.refresh_from_db()
    assert answer.status_code == 422
    assert voice.state == VoiceState.TIDIED


@pytest.mark.parametrize("wish", ["", "kabar", "keberatan", "tarik", "lain"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_each_question_has_its_page(client: Client, cast: Cast, wish: str, prefix: str) -> None:
    assert client.get(f"{prefix}/s/{received(cast).code}/urus", {"untuk": wish}).status_code == 200
