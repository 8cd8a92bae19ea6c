from __future__ import annotations

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest

from rembuk.journeys.own_data import own_data, portable
from rembuk.people.actions import ask_data_request, give_consent
from rembuk.people.models import Consent, DataRequest, Identity
from rembuk.people.purposes import PURPOSES
from rembuk.people.queries import has_consent
from rembuk.people.states import RequestKind
from rembuk.voices.actions import receive_voice
from rembuk.voices.drafts import VoiceDraft
from rembuk.voices.states import Channel, VoiceKind
from tests.cast import MONDAY, TUESDAY, key_of
from tests.web.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NIK = "1802025708990003"
WORDS = "Lampu jalan di simpang empat mati."


@pytest.fixture
def signed_in(client, cast):
    client.force_login(cast.resident)
    return client


def speak(cast, contact, words=WORDS, name="a"):
    draft = VoiceDraft(
        key=key_of(name),
        programme=cast.programme,
        region=cast.kampung,
        words=words,
        kind=VoiceKind.WISH,
        channel=Channel.WEB,
        spoken_on=date(2026, 11, 23),
        contact=contact,
    )
    return receive_voice(draft, by=None, at=MONDAY).voice


def test_a_resident_sees_their_own_voices_and_nobody_elses(signed_in, cast):
    own = speak(cast, cast.resident_phone)
    other = speak(cast, cast.neighbour_phone, name="b")

    page = signed_in.get("/data-saya").content.decode()

    assert own.code in page
    assert other.code not in page


def test_the_page_to_print_holds_the_words_and_the_whole_number(signed_in, cast):
    speak(cast, cast.resident_phone, "Telepon saya 0812-3456-7890, tolong kabari.")

    page = signed_in.get("/data-saya/lengkap").content.decode()

    assert "0812-3456-7890" in page
    assert cast.resident_phone.value in page
    assert cast.neighbour_phone.value not in page


def test_the_page_to_print_says_in_words_what_was_agreed_to(signed_in, cast):
    give_consent(cast.resident_phone, "answers", language="id", channel="web", by=None, at=MONDAY)

    page = read(signed_in.get("/en/data-saya/lengkap")).text

    assert "To send you the answer: Monday, 23 Nov 2026, 10:00 WIB , web, read in version 1, Indonesian" in page
    assert "Language of messages Indonesian" in page


def test_everything_can_be_taken_along_as_a_file(signed_in, cast):
    voice = speak(cast, cast.resident_phone)
    give_consent(cast.resident_phone, "answers", language="id", channel="web", by=None, at=MONDAY)
    ask_data_request(RequestKind.CORRECT, "Nama.", by=cast.resident, at=MONDAY)

    answer = signed_in.get("/data-saya/unduh")

    data = json.loads(answer.content)
    assert answer["Content-Disposition"] == 'attachment; filename="rembuk-data-saya.json"'
    assert [contact["value"] for contact in data["contacts"]] == [cast.resident_phone.value]
    assert [(one["code"], one["words"]) for one in data["voices"]] == [(voice.code, WORDS)]
    assert [one["purpose"] for one in data["consents"]] == ["answers"]
    assert [one["kind"] for one in data["requests"]] == ["correct"]
    assert data["format"] == "rembuk-own-data/1"


def test_what_staff_hold_is_in_their_data(cast):
    data = portable(own_data(cast.officer), at=MONDAY)

    assert data["roles"] == [
        {
            "role": "officer",
            "region": cast.kampung.code,
            "from_on": "2026-10-24",
            "until_on": None,
            "decree": "",
            "ended_at": None,
            "ended_why": "",
        }
    ]


def test_a_name_is_corrected_at_once_and_a_nik_refused(signed_in, cast):
    refused = signed_in.post("/data-saya/nama", {"name": f"Karno {NIK}", "language": "id"})
    taken = signed_in.post("/data-saya/nama", {"name": "Mbah Karno", "language": "en"})

    cast.resident.refresh_from_db()
    assert (refused.status_code, taken.status_code) == (200, 302)
    assert (cast.resident.name, cast.resident.language) == ("Mbah Karno", "en")


def test_a_request_gets_a_clock_that_the_page_shows(signed_in, cast, clock):
    signed_in.post("/data-saya/permohonan", {"kind": "correct", "wish": "Ejaan dusun salah."})
    clock.shift(timedelta(hours=70, minutes=1))
    signed_in.force_login(cast.resident)

    page = signed_in.get("/en/data-saya").content.decode()

    assert "1 hour left" in page
    assert 'data-clock="soon"' in page


def test_a_request_with_a_nik_is_refused(signed_in, cast):
    answer = signed_in.post("/data-saya/permohonan", {"kind": "correct", "wish": f"NIK {NIK}"})

    assert answer.status_code == 200
    assert not DataRequest.objects.exists()


def test_consent_is_taken_back_after_one_question(signed_in, cast):
    consent = give_consent(cast.resident_phone, "answers", language="id", channel="web", by=None, at=MONDAY)
    address = f"/data-saya/persetujuan/{consent.pk}"

    signed_in.get(address)
    asked_only = has_consent(cast.resident_phone, "answers")
    signed_in.post(address)

    assert (asked_only, has_consent(cast.resident_phone, "answers")) == (True, False)
    assert signed_in.get(address).status_code == 404


def test_nobody_touches_what_belongs_to_another(signed_in, cast):
    consent = give_consent(cast.neighbour_phone, "answers", language="id", channel="web", by=None, at=MONDAY)
    addresses = [
        f"/data-saya/persetujuan/{consent.pk}",
        f"/data-saya/diam/{cast.neighbour_phone.pk}",
        f"/data-saya/dengar/{cast.neighbour_phone.pk}",
        f"/data-saya/diam/{uuid4()}",
    ]

    answers = [signed_in.post(address).status_code for address in addresses]

    assert answers == [404] * 4
    assert Consent.objects.get().withdrawn_at is None


def test_a_contact_is_silenced_and_heard_again(signed_in, cast):
    signed_in.post(f"/data-saya/diam/{cast.resident_phone.pk}")
    silent = Identity.objects.get(pk=cast.resident_phone.pk).silent_since
    signed_in.post(f"/data-saya/dengar/{cast.resident_phone.pk}")

    assert silent == MONDAY
    assert Identity.objects.get(pk=cast.resident_phone.pk).silent_since is None


def test_nobody_reads_a_page_about_themselves_without_signing_in(client, cast):
    for address in ("/data-saya", "/data-saya/lengkap", "/data-saya/unduh", "/data-saya/hapus", "/akun/sesi"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/masuk?next=")


def test_pages_about_oneself_are_kept_by_no_cache(signed_in, cast):
    for address in ("/data-saya", "/data-saya/lengkap", "/data-saya/unduh"):
        assert "no-store" in signed_in.get(address)["Cache-Control"]


# --- Being forgotten -----------------------------------------------------------------------------------------------


@pytest.fixture
def administrator(client_of, cast):
    return client_of(cast.administrator)


def test_being_forgotten_is_asked_once_and_done_by_the_administrator(signed_in, client_of, cast, clock):
    voice = speak(cast, cast.resident_phone)
    signed_in.post("/data-saya/hapus")
    signed_in.post("/data-saya/hapus")
    wanted = DataRequest.objects.get()
    clock.move_to(TUESDAY)
    administrator = client_of(cast.administrator)

    read = administrator.get(f"/permohonan-data/{wanted.pk}").content.decode()
    done = administrator.post(f"/permohonan-data/{wanted.pk}", {"outcome": "Sudah dihapus.", "done": "1"})

    voice.refresh_from_db()
    assert voice.code in read
    assert done["Location"] == "/permohonan-data"
    assert (voice.contact, voice.words) == (None, WORDS)
    assert Identity.objects.get(pk=cast.resident_phone.pk).value == ""
    assert signed_in.get("/data-saya").status_code == 302


def test_a_request_is_refused_in_words_that_the_person_reads(signed_in, administrator, cast):
    wanted = ask_data_request(RequestKind.CORRECT, "Hapus jawaban.", by=cast.resident, at=MONDAY)

    administrator.post(f"/permohonan-data/{wanted.pk}", {"outcome": "Jawaban adalah arsip.", "refuse": "1"})

    wanted.refresh_from_db()
    assert wanted.state == "refused"
    assert "Jawaban adalah arsip." in signed_in.get("/data-saya").content.decode()


def test_without_words_nothing_is_closed(administrator, cast):
    wanted = ask_data_request(RequestKind.CORRECT, "Nama.", by=cast.resident, at=MONDAY)

    answer = administrator.post(f"/permohonan-data/{wanted.pk}", {"outcome": "", "done": "1"})

    wanted.refresh_from_db()
    assert (answer.status_code, wanted.state) == (200, "asked")


def test_the_list_shows_what_is_late(administrator, cast):
    ask_data_request(RequestKind.CORRECT, "Nama.", by=cast.resident, at=MONDAY - timedelta(hours=73))

    assert 'data-clock="late"' in administrator.get("/permohonan-data").content.decode()


def test_staff_are_told_why_their_account_is_not_forgotten(client_of, cast):
    client_of(cast.officer, second_factor=False).post("/data-saya/hapus")

    assert not DataRequest.objects.exists()


def test_the_privacy_page_says_every_purpose_and_needs_no_cookie(client, cast):
    answer = client.get("/privasi")

    page = answer.content.decode()
    assert [purpose.key for purpose in PURPOSES if f'id="{purpose.key}"' not in page] == ["unused"]
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]
