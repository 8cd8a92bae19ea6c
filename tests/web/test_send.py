"""What a phone's queue sends: once or ten times, it is one voice, answered as the first time."""

from __future__ import annotations

import json
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from rembuk.journal.models import Act
from rembuk.journeys import intake
from rembuk.people.models import Count
from rembuk.voices.models import Voice, VoicePhoto
from rembuk.voices.states import VoiceState
from tests.cast import Cast, key_of
from tests.web.pages import picture, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

HOUR_MS = 3_600_000


@pytest.fixture
def begun(client: Client, cast: Cast, clock: time_machine.Traveller) -> str:
    begun = str(read(client.get("/sampaikan")).fields["begun"])
    clock.shift(timedelta(minutes=2))
    return begun


@pytest.fixture
def voice(begun: str, cast: Cast) -> dict[str, str]:
    return {
        "key": str(key_of("a phone")),
        "kind": "wish",
        "words": "Mohon jembatan kecil di Dusun 3 diperbaiki, papannya sudah lapuk.",
        "region": cast.kampung.code,
        "hamlet": "Dusun 3",
        "landmark": "",
        "group": "",
        "photo_key": "",
        "confidentiality": "open",
        "contact": "",
        "website": "",
        "begun": begun,
        "form_version": "1",
        "saved_at": "2026-11-23T02:58:00.000Z",
        "age_ms": "1000",
    }


def send(client: Client, voice: dict[str, str], **headers: str):
    return client.post("/sampaikan/kirim", json.dumps(voice), content_type="application/json", headers=headers)


def test_a_voice_from_the_queue_is_received(client: Client, voice: dict[str, str], cast: Cast) -> None:
    answer = send(client, voice, **{"Idempotency-Key": voice["key"]})

    received = Voice.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "ok": True,
        "key": voice["key"],
        "code": received.code,
        "secret": answer.json()["secret"],
        "href": f"/s/{received.code}",
    }
    assert (received.locality, received.landmark) == (cast.hamlet, "")
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_replay_answers_as_the_first_time_and_changes_nothing(client: Client, voice: dict[str, str]) -> None:
    voice |= {"contact": "0812 3456 7890", "consent": "1"}
    first = send(client, voice)
    acts, counts = Act.objects.count(), list(Count.objects.values_list("key", "times"))
    second = send(client, {**voice, "age_ms": "90000000"})

    assert second.json() == first.json()
    assert (first.status_code, second.status_code) == (201, 200)
    assert Voice.objects.count() == 1
    assert Act.objects.count() == acts
    assert list(Count.objects.values_list("key", "times")) == counts


def test_the_same_key_with_other_words_is_refused(client: Client, voice: dict[str, str]) -> None:
    send(client, voice)
    other = send(client, {**voice, "words": "Lampu jalan mati."})

    assert other.status_code == 422
    assert other.json()["ok"] is False
    assert list(other.json()["errors"]) == ["key"]
    assert Voice.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"words": ""}, {"words"}),
        ({"kind": "poem"}, {"kind"}),
        ({"region": "18.02.01.2001"}, {"region"}),
        ({"words": "", "region": ""}, {"words", "region"}),
        ({"contact": "halo", "consent": "1"}, {"contact"}),
        ({"key": "bukan-kunci"}, {"key"}),
        ({"words": "x" * 2_001}, {"words"}),
    ],
)
def test_what_will_not_do_is_said_field_by_field(
    client: Client, voice: dict[str, str], changed: dict[str, str], fields: set[str]
) -> None:
    answer = send(client, {**voice, **changed})

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == fields
    assert not Voice.objects.exists()


def test_the_header_and_the_voice_must_name_one_key(client: Client, voice: dict[str, str]) -> None:
    answer = send(client, voice, **{"Idempotency-Key": str(uuid4())})

    assert set(answer.json()["errors"]) == {"key"}


NO_VOICES = (
    *(b"", b"[]", b"not json", b'{"key": 1}', b'{"words": ["a"]}', b"\xff"),
    *(b"[" * 60_000, b'{"words": "\\ud800 lapuk"}', b'"' + b"x" * 70_000 + b'"'),
)


@pytest.mark.parametrize("body", NO_VOICES)
def test_a_body_that_is_no_voice_is_answered_in_json(client: Client, cast: Cast, body: bytes) -> None:
    answer = client.post("/sampaikan/kirim", body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["ok"] is False


def test_a_voice_kept_on_the_phone_for_days_is_dated_when_it_was_said(client: Client, voice: dict[str, str]) -> None:
    send(client, {**voice, "age_ms": str(72 * HOUR_MS)})

    assert Voice.objects.get().spoken_on == date(2026, 11, 20)


@pytest.mark.parametrize("age", ["", "gestern", "-5", "99999999999999", "9" * 40])
def test_a_phone_with_a_broken_clock_is_dated_by_ours(client: Client, voice: dict[str, str], age: str) -> None:
    assert send(client, {**voice, "age_ms": age}).status_code == 201

    assert Voice.objects.get().spoken_on == date(2026, 11, 23)


def test_a_program_that_fills_in_everything_is_held_and_answered_like_anybody(
    client: Client, voice: dict[str, str]
) -> None:
    answer = send(client, {**voice, "website": "http://contoh.example"})

    assert answer.json()["code"] == Voice.objects.get().code
    assert Voice.objects.get().state == VoiceState.HELD


def test_a_foreign_page_cannot_send(client: Client, voice: dict[str, str]) -> None:
    assert send(client, voice, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_flood_from_one_kampung_is_held_but_not_lost(
    client: Client, voice: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "CALM_PER_PLACE", 2)

    for _ in range(3):
        assert send(client, {**voice, "key": str(uuid4())}).status_code == 201

    states = Voice.objects.order_by("received_at", "id").values_list("state", flat=True)
    assert list(states) == [VoiceState.RECEIVED, VoiceState.RECEIVED, VoiceState.HELD]


def test_a_kampung_that_sends_more_than_it_has_people_is_asked_to_wait(
    client: Client, voice: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_PER_PLACE", 1)
    send(client, voice)

    answer = send(client, {**voice, "key": str(uuid4())})

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "600"
    assert Voice.objects.count() == 1


def test_one_sender_of_very_many_voices_is_held(
    client: Client, voice: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "CALM_PER_SENDER", 1)
    known = {**voice, "contact": "081234567890", "consent": "1"}

    send(client, known)
    send(client, {**known, "key": str(uuid4()), "region": "18.02.02.2006", "hamlet": ""})

    states = Voice.objects.order_by("received_at", "id").values_list("state", flat=True)
    assert sorted(states) == [VoiceState.HELD, VoiceState.RECEIVED]


# --- the photo, in parts, after the words --------------------------------------------------------------------------


def put(client: Client, key: UUID, offset: int, data: bytes, size: int):
    return client.put(
        f"/unggah/{key}?offset={offset}",
        data,
        content_type="application/octet-stream",
        headers={"Upload-Length": str(size)},
    )


def test_a_photo_arrives_in_parts_after_its_voice(client: Client, voice: dict[str, str]) -> None:
    key, photo = key_of("a photo"), picture().read()
    send(client, {**voice, "photo_key": str(key)})

    first = put(client, key, 0, photo[:100], len(photo))
    last = put(client, key, 100, photo[100:], len(photo))

    assert first.json() == {"ok": True, "offset": 100}
    assert last.json() == {"ok": True, "offset": len(photo)}
    assert VoicePhoto.objects.get().photo is not None


def test_a_part_that_came_before_is_answered_with_where_to_go_on(client: Client, cast: Cast) -> None:
    key, photo = key_of("a photo"), picture().read()
    put(client, key, 0, photo[:100], len(photo))

    again = put(client, key, 0, photo[:100], len(photo))

    assert again.status_code == 409
    assert again.headers["Upload-Offset"] == "100"


def test_a_photo_sent_again_whole_is_the_same_photo(client: Client, voice: dict[str, str]) -> None:
    key, photo = key_of("a photo"), picture().read()
    send(client, {**voice, "photo_key": str(key)})

    put(client, key, 0, photo, len(photo))
    again = put(client, key, 0, photo, len(photo))

    assert again.json() == {"ok": True, "offset": len(photo)}
    assert VoicePhoto.objects.count() == 1


@pytest.mark.parametrize(
    ("part", "length", "status"),
    [
        (("0", b"x" * 10), str(9 * 1024 * 1024), 413),
        (("0", b"x" * (128 * 1024 + 1)), str(200 * 1024), 413),
        (("0", b"%PDF-1.7 bukan foto"), "19", 415),
        (("0", b"x" * 10), "banyak", 400),
        (("-1", b"x" * 10), "10", 400),
    ],
)
def test_what_is_no_part_of_a_photo_is_refused(
    client: Client, cast: Cast, part: tuple[str, bytes], length: str, status: int
) -> None:
    offset, data = part
    answer = client.put(
        f"/unggah/{uuid4()}?offset={offset}",
        data,
        content_type="application/octet-stream",
        headers={"Upload-Length": length},
    )

    assert answer.status_code == status
    assert answer.json()["ok"] is False
