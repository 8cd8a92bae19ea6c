"""Speaking up without a script: one question per page, nothing kept between them but the page itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from rembuk.people.models import Consent, Identity
from rembuk.voices.models import Voice, VoicePhoto
from rembuk.voices.states import VoiceState
from tests.cast import MONDAY, Cast
from tests.web.pages import Page, picture, read

pytestmark = pytest.mark.django_db

WORDS = "Jalan dari masjid ke sawah rusak parah, kalau hujan motor tidak bisa lewat."


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


class Resident:
    """Somebody with an old browser: sends each page back as it came, with the answers filled in."""

    def __init__(self, client: Client, clock: time_machine.Traveller, prefix: str = "") -> None:
        self.client, self.clock, self.prefix = client, clock, prefix
        self.page = read(client.get(f"{prefix}/sampaikan"))

    def answers(self, **fields: object) -> Page:
        self.clock.shift(timedelta(seconds=5))
        return self.sends({**self.page.fields, **fields})

    def goes_to(self, step: str) -> Page:
        return self.sends({**self.page.fields, "to": step})

    def sends(self, fields: dict[str, object]) -> Page:
        self.page = read(self.client.post(f"{self.prefix}/sampaikan", fields))
        return self.page

    def answers_everything(self, words: str = WORDS, **sender: str) -> Page:
        self.answers(kind="complaint", words=words)
        self.answers(region="18.02.02.2005", hamlet="dsn 3", landmark="depan masjid")
        self.answers(group="farmers")
        return self.answers(**{"confidentiality": "open", **sender})


@pytest.fixture
def resident(client: Client, cast: Cast, clock: time_machine.Traveller) -> Resident:
    return Resident(client, clock)


def test_a_voice_is_sent_question_by_question_without_a_script(resident: Resident, cast: Cast) -> None:
    resident.answers_everything()
    resident.answers(to="send")

    voice = Voice.objects.get()
    assert (voice.words, voice.kind, voice.group) == (WORDS, "complaint", "farmers")
    assert (voice.region, voice.locality, voice.landmark) == (cast.kampung, cast.hamlet, "depan masjid")
    assert (voice.state, voice.channel, voice.confidentiality) == (VoiceState.RECEIVED, "web", "open")
    assert voice.code in resident.page.text


def test_it_works_the_same_in_english(client: Client, cast: Cast, clock: time_machine.Traveller) -> None:
    resident = Resident(client, clock, prefix="/en")

    resident.answers_everything()
    sent = resident.answers(to="send")

    assert "Thank you. Your voice is recorded." in sent.text
    assert Voice.objects.get().code in sent.text


def test_no_cookie_is_set_on_the_way(resident: Resident, client: Client) -> None:
    resident.answers_everything()
    resident.answers(to="send")

    assert not client.cookies


def test_all_answers_are_shown_before_they_are_sent(resident: Resident) -> None:
    check = resident.answers_everything()

    assert check.fields["step"] == "check"
    for said in (WORDS, "Bangun Rejo", "dsn 3", "depan masjid"):
        assert said in check.text
    assert not Voice.objects.exists()


def test_an_answer_is_changed_and_leads_back_to_the_check(resident: Resident) -> None:
    resident.answers_everything()

    asked_again = resident.goes_to("say")
    checked = resident.answers(words="Lampu jalan di perempatan mati sudah dua minggu.")

    assert asked_again.fields["words"] == WORDS
    assert checked.fields["step"] == "check"
    assert "Lampu jalan" in checked.text
    assert "depan masjid" in checked.text


def test_going_back_keeps_what_was_written(resident: Resident) -> None:
    resident.answers(kind="wish", words=WORDS)

    first = resident.sends({**resident.page.fields, "region": "", "landmark": "dekat pasar", "to": "say"})
    second = resident.answers()

    assert first.fields["words"] == WORDS
    assert second.fields["landmark"] == "dekat pasar"


@pytest.mark.parametrize(
    ("step", "fields", "field"),
    [
        ("say", {"kind": "wish", "words": "  \u200b "}, "words"),
        ("say", {"kind": "", "words": WORDS}, "kind"),
        ("place", {"region": ""}, "region"),
        ("place", {"region": "18.02.01.2001"}, "region"),
        ("sender", {"confidentiality": "open", "contact": "bukan nomor", "consent": "1"}, "contact"),
        ("sender", {"confidentiality": "open", "contact": "1802025501900001", "consent": "1"}, "contact"),
        ("sender", {"confidentiality": "open", "contact": "081234567890"}, "consent"),
        ("sender", {"confidentiality": "anonymous", "contact": "081234567890", "consent": "1"}, "contact"),
    ],
)
def test_an_answer_that_will_not_do_comes_back_with_its_reason(
    resident: Resident, step: str, fields: dict[str, str], field: str
) -> None:
    resident.page.fields.update(step=step, kind="wish", words=WORDS, region="18.02.02.2005", confidentiality="open")

    back = resident.answers(**fields)

    assert back.status == 422
    assert back.fields["step"] == step
    assert field in back.invalid
    assert not Voice.objects.exists()


def test_the_same_form_sent_twice_is_one_voice_and_shows_the_same_receipt(resident: Resident) -> None:
    check = resident.answers_everything()
    fields = {**check.fields, "to": "send"}

    first, second = resident.sends(fields), resident.sends(fields)

    assert Voice.objects.count() == 1
    assert first.receipt == second.receipt
    assert first.receipt.secret


def test_something_changed_after_sending_is_another_voice(resident: Resident) -> None:
    fields = {**resident.answers_everything().fields, "to": "send"}

    first = resident.sends(fields)
    second = resident.sends({**fields, "words": "Saluran air di RT 05 mampet dan bau."})

    assert Voice.objects.count() == 2
    assert first.receipt.code != second.receipt.code


def test_a_contact_with_a_yes_hears_the_answer(resident: Resident) -> None:
    resident.answers_everything(contact="0812 3456 7890", consent="1")
    resident.answers(to="send")

    identity = Identity.objects.exclude(person__isnull=False).get()
    assert Voice.objects.get().contact == identity
    assert identity.value == "+6281234567890"
    assert Consent.objects.get().purpose == "answers"


def test_an_anonymous_voice_leaves_nothing_of_its_sender(resident: Resident) -> None:
    known = set(Identity.objects.values_list("pk"))

    resident.answers_everything(confidentiality="anonymous")
    resident.answers(to="send")

    voice = Voice.objects.get()
    assert (voice.contact, voice.assisted_by) == (None, None)
    assert set(Identity.objects.values_list("pk")) == known


def test_the_hidden_field_that_only_programs_fill_in_holds_the_voice_for_a_human(resident: Resident) -> None:
    resident.page.fields["website"] = "https://contoh.example"

    resident.answers_everything()
    sent = resident.answers(to="send")

    voice = Voice.objects.get()
    assert (voice.state, voice.held_for) == (VoiceState.HELD, "spam")
    assert voice.code in sent.text


def test_a_form_filled_in_faster_than_a_hand_can_is_held_and_not_refused(client: Client, cast: Cast) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        hasty = Resident(client, clock)
        fields = {**hasty.page.fields, "step": "check", "kind": "wish", "words": WORDS, "region": "18.02.02.2005"}
        sent = hasty.sends({**fields, "confidentiality": "open", "to": "send"})

    assert sent.status == 200
    assert Voice.objects.get().state == VoiceState.HELD


def test_an_insult_gets_its_number_and_waits_for_a_human(resident: Resident) -> None:
    resident.answers_everything(words="Dasar kakam goblok, jalan rusak tidak pernah dibetulkan.")
    sent = resident.answers(to="send")

    voice = Voice.objects.get()
    assert voice.state == VoiceState.HELD
    assert voice.code in sent.text


def test_a_photo_travels_once_and_loses_where_it_was_taken(resident: Resident) -> None:
    resident.answers(kind="wish", words=WORDS)
    resident.answers(region="18.02.02.2005")
    asked = resident.answers(photo=picture())
    resident.answers(confidentiality="open")
    resident.answers(to="send")

    assert asked.fields["photo_key"] == str(VoicePhoto.objects.get().upload_key)
    assert VoicePhoto.objects.values_list("photo__width", flat=True).get() == 64


def test_a_file_that_is_no_photo_is_said_to_be_none(resident: Resident) -> None:
    resident.answers(kind="wish", words=WORDS)
    resident.answers(region="18.02.02.2005")

    back = resident.answers(photo=picture(content=b"%PDF-1.7 bukan foto"))

    assert (back.status, back.fields["step"]) == (422, "more")
    assert "photo" in back.invalid


def test_the_kampung_is_chosen_already_for_whoever_comes_from_its_page(client: Client, cast: Cast) -> None:
    page = read(client.get("/sampaikan", {"region": cast.other_kampung.code}))

    assert page.fields["region"] == cast.other_kampung.code


def test_a_page_of_somebody_else_cannot_speak_for_a_resident(resident: Resident, client: Client) -> None:
    answer = client.post("/sampaikan", resident.page.fields, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403


def test_a_step_that_does_not_exist_is_a_bad_request(client: Client, cast: Cast) -> None:
    assert client.post("/sampaikan", {"step": "besok"}).status_code == 400
