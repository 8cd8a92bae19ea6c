"""Entering what others said: for one person at the desk, for a whole meeting, from a list."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from rembuk.people.queries import identity_of
from rembuk.people.states import Scheme
from rembuk.voices.models import Voice
from rembuk.voices.states import Channel, Confidentiality, VoiceState
from tests.cast import Cast
from tests.web.pages import read

HELP, MEETING, LIST = "/en/meja/bantu", "/en/meja/musyawarah", "/en/meja/impor"
SAID = {"kind": "wish", "words": "Jalan depan musala rusak, tolong diperbaiki", "confidentiality": "open"}


def test_the_slip_carries_number_word_and_square_code(client_of, cast: Cast):
    client = client_of(cast.officer)
    fields = read(client.get(HELP)).fields

    page = read(client.post(HELP, {**fields, **SAID}))

    voice = Voice.objects.get()
    assert voice.code in page.codes
    assert any(len(code) == 14 and code.count("-") == 2 for code in page.codes)
    assert f"Square code that opens {voice.code}" in client.post(HELP, {**fields, **SAID}).content.decode()


def test_both_who_spoke_and_who_helped_are_recorded(client_of, cast: Cast):
    client = client_of(cast.officer)
    fields = read(client.get(HELP)).fields

    client.post(HELP, {**fields, **SAID, "contact": "0812 9999 0001", "consent": "1", "hamlet": "Dusun 3"})

    voice = Voice.objects.get()
    assert (voice.channel, voice.assisted_by, voice.locality) == (Channel.ASSISTED, cast.officer, cast.hamlet)
    assert voice.contact == identity_of(Scheme.PHONE, "+6281299990001")


def test_of_an_anonymous_voice_nobody_is_recorded(client_of, cast: Cast):
    client = client_of(cast.officer)
    fields = read(client.get(HELP)).fields

    client.post(HELP, {**fields, **SAID, "confidentiality": "anonymous"})

    voice = Voice.objects.get()
    assert voice.confidentiality == Confidentiality.ANONYMOUS
    assert (voice.assisted_by, voice.contact) == (None, None)


def test_sending_the_page_twice_gives_the_same_number_and_word(client_of, cast: Cast):
    client = client_of(cast.officer)
    fields = read(client.get(HELP)).fields

    first, second = (read(client.post(HELP, {**fields, **SAID})) for _time in range(2))

    assert first.codes == second.codes
    assert Voice.objects.count() == 1


def test_changed_after_the_slip_it_is_another_voice(client_of, cast: Cast):
    client = client_of(cast.officer)
    fields = read(client.get(HELP)).fields

    client.post(HELP, {**fields, **SAID})
    client.post(HELP, {**fields, **SAID, "words": "Jembatan di Dusun 3 juga rusak"})

    assert Voice.objects.count() == 2


def test_a_mistake_loses_nothing_that_was_typed(client_of, cast: Cast):
    client = client_of(cast.officer)
    fields = read(client.get(HELP)).fields

    page = read(client.post(HELP, {**fields, **SAID, "contact": "bukan nomor", "landmark": "depan musala"}))

    assert page.status == 422
    assert "contact" in page.invalid
    assert page.fields["words"] == SAID["words"]
    assert page.fields["landmark"] == "depan musala"
    assert page.fields["key"] == fields["key"]


def test_an_officer_enters_nothing_for_a_kampung_elsewhere(client_of, cast: Cast):
    client = client_of(cast.officer)
    fields = read(client.get(HELP)).fields

    page = read(client.post(HELP, {**fields, **SAID, "region": cast.other_kampung.code}))

    assert page.status == 422
    assert Voice.objects.count() == 0


def test_a_meeting_is_entered_row_by_row_with_a_slip_for_each(client_of, cast: Cast):
    client = client_of(cast.facilitator)
    fields = read(client.get(MEETING)).fields
    rows = {
        "row1-words": "Jalan Dusun 3 rusak parah sekali",
        "row2-words": "Kapan posyandu buka bulan ini?",
        "row2-kind": "question",
        "row5-words": "Lampu jalan di gang mati",
        "row5-hamlet": "dsn III",
        "spoken_on": "2026-11-24",
    }

    page = read(client.post(MEETING, {**fields, **rows}))

    voices = sorted(Voice.objects.all(), key=lambda voice: voice.words)
    assert [voice.channel for voice in voices] == [Channel.MEETING] * 3
    assert {voice.assisted_by for voice in voices} == {cast.facilitator}
    assert {voice.spoken_on.isoformat() for voice in voices} == {"2026-11-24"}
    assert voices[2].locality == cast.hamlet
    assert {voice.code for voice in voices} <= set(page.codes)


def test_one_bad_row_keeps_the_whole_page_and_writes_nothing(client_of, cast: Cast):
    client = client_of(cast.officer)
    fields = read(client.get(MEETING)).fields

    page = read(client.post(MEETING, {**fields, "row1-words": "Jalan rusak parah sekali", "row2-hamlet": "Dusun 3"}))

    assert page.status == 422
    assert "row2-words" in page.invalid
    assert page.fields["row1-words"] == "Jalan rusak parah sekali"
    assert Voice.objects.count() == 0


def test_a_meeting_without_a_voice_or_on_a_day_to_come_is_sent_back(client_of, cast: Cast):
    client = client_of(cast.officer)
    fields = read(client.get(MEETING)).fields

    empty = read(client.post(MEETING, fields))
    early = read(client.post(MEETING, {**fields, "row1-words": "Jalan rusak", "spoken_on": "2026-12-24"}))

    assert "row1-words" in empty.invalid
    assert "spoken_on" in early.invalid


def test_a_list_says_what_became_of_each_row_and_gives_its_errors_along(client_of, cast: Cast):
    client = client_of(cast.officer)
    content = (
        "id,teks,jenis\n1,Lampu jalan di gang mati,keluhan\n2,,keluhan\n3,Telepon 081234567890 soal siring,usulan\n"
    )
    fields = read(client.get(LIST)).fields

    report = client.post(LIST, {**fields, "source": "Daftar", "file": SimpleUploadedFile("a.csv", content.encode())})
    page = read(report)
    errors = client.post(f"{LIST}/salah", {"faults": page.fields["faults"]})

    assert "2 new voices" in page.text
    assert "1 with an error" in page.text
    assert "1 of them waits to be checked" in page.text
    assert "There are no words." in page.text
    assert Voice.objects.filter(state=VoiceState.HELD).count() == 1
    assert errors["Content-Type"].startswith("text/csv")
    assert "3,teks" in errors.content.decode("utf-8-sig")


def test_a_file_that_is_no_list_is_named_beside_its_field(client_of, cast: Cast):
    client = client_of(cast.officer)
    fields = read(client.get(LIST)).fields

    page = read(client.post(LIST, {**fields, "source": "x", "file": SimpleUploadedFile("a.csv", b"\x89PNG\0\0")}))

    assert page.status == 422
    assert "file" in page.invalid
    assert page.fields["source"] == "x"


def test_errors_that_are_not_ours_are_refused(client_of, cast: Cast):
    assert client_of(cast.officer).post(f"{LIST}/salah", {"faults": "made up"}).status_code == 400
