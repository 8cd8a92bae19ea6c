"""One voice at the desk: what its handler reads and does, and where that leads."""

from __future__ import annotations

import pytest
from django.test import Client

from rembuk.voices.actions import answer_voice, hold_voice, merge_voice, object_to, withhold_voice
from rembuk.voices.holding import HoldReason
from rembuk.voices.models import Need, Voice
from rembuk.voices.receipts import receipt_word
from rembuk.voices.states import Disputed, VoiceKind, VoiceState
from tests.cast import MONDAY, TUESDAY, WEDNESDAY, Cast
from tests.voices.scenes import opened, received, tidied
from tests.web.pages import read

TIDY = {"do": "tidy", "tidy-title": "Jalan Dusun 3 rusak", "tidy-subject": "road", "tidy-join": "new"}
WORDS = "Nomor saya 0812 3456 7890, jalan depan musala rusak"


def page_of(voice: Voice, kind: str = "") -> str:
    return f"/en/meja/suara/{voice.code}" + (f"?antrean={kind}" if kind else "")


def now_of(voice: Voice) -> Voice:
    return Voice.objects.get(pk=voice.pk)


def test_the_handler_reads_every_word_and_what_the_public_reads(client_of, cast: Cast):
    voice = received(cast, words=WORDS)

    page = read(client_of(cast.officer).get(page_of(voice)))

    assert "0812 3456 7890" in page.text
    assert voice.shown_words in page.text


@pytest.mark.parametrize("name", ["other_officer", "other_head", "monitor", "administrator", "council"])
def test_whoever_does_not_handle_it_is_refused(client_of, cast: Cast, name):
    voice = received(cast, words=WORDS)

    response = client_of(getattr(cast, name)).get(page_of(voice))

    assert response.status_code == 403
    assert b"0812 3456 7890" not in response.content


def test_a_voice_about_the_office_is_not_for_the_office(client_of, cast: Cast):
    voice = received(cast, about_office=True)

    assert client_of(cast.officer).get(page_of(voice)).status_code == 403
    assert client_of(cast.camat_officer).get(page_of(voice)).status_code == 200


@pytest.mark.parametrize("code", ["BR-22222", "nonsense", "KB-7KQ2M"])
def test_an_unknown_number_is_not_found(client_of, cast: Cast, code):
    assert client_of(cast.officer).get(f"/meja/suara/{code}").status_code == 404


def test_a_number_typed_loosely_leads_to_its_page(client_of, cast: Cast):
    voice = received(cast)

    response = client_of(cast.officer).get(f"/meja/suara/{voice.code.lower().replace('-', ' ')}")

    assert response["Location"] == f"/meja/suara/{voice.code}"


def test_tidying_and_opening_a_need_is_one_step_that_leads_to_the_next_voice(client_of, cast: Cast):
    first, second = received(cast, "a"), received(cast, "b")

    response = client_of(cast.officer).post(page_of(first, "tidy"), TIDY)

    assert response["Location"] == f"/en/meja/suara/{second.code}?antrean=tidy#kerja"
    assert now_of(first).state == VoiceState.MERGED
    assert Need.objects.get().title == "Jalan Dusun 3 rusak"


def test_after_the_last_voice_the_officer_is_back_at_the_desk(client_of, cast: Cast):
    voice = received(cast)
    client = client_of(cast.officer)

    response = client.post(page_of(voice, "tidy"), TIDY)

    assert response["Location"] == "/en/meja"
    assert f"{voice.code}: tidied" in read(client.get("/en/meja")).text


def test_a_voice_joins_a_need_that_reads_alike(client_of, cast: Cast):
    need, _voice = opened(cast, "first")
    voice = received(cast, "second", words="Jalan dusun 3 depan musholla rusak parah")
    client = client_of(cast.officer)

    page = read(client.get(page_of(voice, "tidy")))
    client.post(page_of(voice, "tidy"), {**TIDY, "tidy-join": need.code})

    assert need.code in page.text
    assert now_of(voice).need == need


def test_a_need_is_found_by_its_number_as_well(client_of, cast: Cast):
    need, _voice = opened(cast, "first")
    voice = received(cast, "second", words="Lampu di gang Melati mati sudah sebulan")

    client_of(cast.officer).post(
        page_of(voice), {**TIDY, "tidy-join": "", "tidy-other": need.code.lower().replace("-", "")}
    )

    assert now_of(voice).need == need


def test_a_mistake_is_shown_beside_its_field_and_nothing_typed_is_lost(client_of, cast: Cast):
    voice = received(cast)
    typed = {**TIDY, "tidy-title": "", "tidy-words": "Kata yang sudah diketik", "tidy-subject": "bridge"}

    response = client_of(cast.officer).post(page_of(voice, "tidy"), typed)

    page = read(response)
    assert page.status == 422
    assert page.invalid - {""} == {"tidy-title"}
    assert page.fields["tidy-words"] == "Kata yang sudah diketik"
    assert page.fields["tidy-subject"] == "bridge"
    assert now_of(voice).state == VoiceState.RECEIVED


def test_a_number_of_no_need_undoes_the_tidying_as_well(client_of, cast: Cast):
    voice = received(cast)

    response = client_of(cast.officer).post(page_of(voice), {**TIDY, "tidy-join": "", "tidy-other": "KB-22222"})

    page = read(response)
    assert page.status == 422
    assert "They do not belong together" in page.text
    assert page.fields["do"] == "tidy"
    assert now_of(voice).state == VoiceState.RECEIVED


def test_handing_a_voice_to_the_subdistrict_leaves_the_need_to_it(client_of, cast: Cast):
    voice = received(cast)
    client = client_of(cast.officer)

    refused = client.post(page_of(voice), {**TIDY, "tidy-about_office": "1"})
    done = client.post(page_of(voice), {**TIDY, "tidy-about_office": "1", "tidy-join": "later"})

    assert refused.status_code == 422
    assert done["Location"] == "/en/meja"
    assert now_of(voice).about_office
    assert now_of(voice).state == VoiceState.TIDIED


def test_subject_and_hamlet_are_proposed_from_the_words(client_of, cast: Cast):
    voice = received(cast, words="Lampu jalan di gang Dusun III mati sudah sebulan")

    fields = read(client_of(cast.officer).get(page_of(voice))).fields

    assert fields["tidy-subject"] == "electricity"
    assert fields["tidy-locality"] == str(cast.hamlet.pk)


def test_a_question_that_is_tidied_asks_for_its_answer_first(client_of, cast: Cast):
    question = tidied(cast, kind=VoiceKind.QUESTION, words="Kapan posyandu bulan ini buka?")

    page = client_of(cast.officer).get(page_of(question)).text

    assert page.index('id="do-answer"') < page.index('value="tidy"')


def test_a_question_is_tidied_without_a_need_and_then_answered(client_of, cast: Cast):
    voice = received(cast, kind=VoiceKind.QUESTION, words="Kapan posyandu bulan ini buka?")
    client = client_of(cast.officer)

    fields = read(client.get(page_of(voice, "tidy"))).fields
    client.post(page_of(voice, "tidy"), {**fields, "tidy-title": "Jadwal posyandu", "tidy-subject": "health"})
    client.post(page_of(voice, "reply"), {"do": "answer", "answer-sentence": "Setiap Rabu pertama."})

    found = now_of(voice)
    assert (found.state, found.answer.sentence) == (VoiceState.ANSWERED, "Setiap Rabu pertama.")
    assert Need.objects.count() == 0


def test_a_checker_reads_why_a_voice_was_held_and_lets_it_go_on(client_of, cast: Cast):
    voice = received(cast, words=WORDS)
    hold_voice(voice, [HoldReason.CONTACT_DETAILS], by=None, at=MONDAY)
    client = client_of(cast.moderator)

    page = read(client.get(page_of(voice, "check")))
    client.post(page_of(voice, "check"), {"do": "release"})

    assert "contact details or identity numbers" in page.text
    assert page.text.count("Nothing wrong: let it go on") == 1
    assert now_of(voice).state == VoiceState.RECEIVED


def test_withholding_asks_for_a_reason_and_offers_its_next_step(client_of, cast: Cast):
    voice = tidied(cast)
    client = client_of(cast.moderator)

    page = read(client.get(page_of(voice)))
    refused = client.post(page_of(voice), {"do": "withhold", "withhold-sentence": "Ada nomor orang."})
    client.post(
        page_of(voice),
        {"do": "withhold", "withhold-reason": "DATA_PRIBADI", "withhold-sentence": "Ada nomor orang."},
    )

    assert "We cover that part" in page.text or "→" in page.text
    assert read(refused).invalid == {"withhold-reason"}
    assert now_of(voice).state == VoiceState.WITHHELD


def test_what_was_withheld_is_shown_again_for_a_reason(client_of, cast: Cast):
    voice = tidied(cast)
    withhold_voice(voice, "DATA_PRIBADI", "Ada nomor orang.", by=cast.moderator, at=TUESDAY)

    client_of(cast.camat_officer).post(page_of(voice), {"do": "show", "show-why": "Tidak ada nomor."})

    assert now_of(voice).state == VoiceState.TIDIED


def test_a_voice_is_taken_out_of_its_need_for_a_reason(client_of, cast: Cast):
    need, _first = opened(cast, "a")
    voice = tidied(cast, "b")
    merge_voice(voice, need, by=cast.officer, at=TUESDAY)

    client_of(cast.officer).post(page_of(voice), {"do": "part", "part-why": "Hal lain."})

    assert now_of(voice).state == VoiceState.TIDIED


def test_somebody_else_settles_an_objection(client_of, cast: Cast):
    voice = tidied(cast)
    object_to(voice, Disputed.TIDYING, "Bukan itu maksud saya", by=None, at=WEDNESDAY, secret=receipt_word(voice.key))
    client = client_of(cast.facilitator)

    page = read(client.get(page_of(voice, "objection")))
    client.post(page_of(voice, "objection"), {"do": "settle", "settle-sentence": "Sudah kami perbaiki."})

    assert "Bukan itu maksud saya" in page.text
    assert "Bukan itu maksud saya" not in read(client.get(page_of(voice))).text


def test_what_somebody_else_did_meanwhile_is_said_and_not_done_again(client_of, cast: Cast):
    voice = tidied(cast, kind=VoiceKind.THANKS)
    client = client_of(cast.officer)
    answer_voice(voice, "Terima kasih kembali.", by=cast.secretary, at=WEDNESDAY)

    response = client.post(page_of(voice), {"do": "answer", "answer-sentence": "Sama-sama."})

    assert response.status_code == 422
    assert "This can no longer be done." in read(response).text
    assert now_of(voice).answer.sentence == "Terima kasih kembali."


def test_a_deed_that_is_not_offered_is_not_done(client_of, cast: Cast):
    voice = tidied(cast)

    response = client_of(cast.officer).post(
        page_of(voice), {"do": "withhold", "withhold-reason": "IKLAN", "withhold-sentence": "Iklan."}
    )

    assert response.status_code == 422
    assert now_of(voice).state == VoiceState.TIDIED


def test_a_form_from_a_foreign_page_is_refused(cast: Cast):
    voice = received(cast)
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.officer)

    assert client.post(page_of(voice), TIDY).status_code == 403
    assert now_of(voice).state == VoiceState.RECEIVED
