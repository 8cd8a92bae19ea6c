"""What odd requests once broke, one test for each, so that it stays mended."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from fido2 import cbor
from fido2.utils import websafe_encode

from rembuk.people.roles import Role
from rembuk.web.matrix import Visitor
from rembuk.web.pages import page_named
from rembuk.web.staging import Stage
from tests.cast import key_of
from tests.web.pages import picture
from tests.web.staged import body_of, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

# Appointed where no programme has begun.
ELSEWHERE = Visitor("officer of elsewhere", role=Role.OFFICER, is_proven=True, here=False)


def with_odd_passkey(answer: str) -> HttpResponseBase:
    return Client(raise_request_exception=False).post(reverse("mfa_login_webauthn"), {"credential": answer})


def with_new_passkey(stage: Stage, answer: str) -> tuple[int, str]:
    """Return the status and the page that answers an officer who adds this key."""
    client = client_of(stage, Visitor("officer", role=Role.OFFICER, is_proven=True))
    sent = client.post(reverse("mfa_add_webauthn"), {"name": "", "credential": answer})
    return sent.status_code, sent.content.decode()


def encoded(text: str | bytes) -> str:
    return websafe_encode(text.encode() if isinstance(text, str) else text)


def key_answer(response: object, id_: object = "YQ", **more: object) -> str:
    return json.dumps({"id": id_, "rawId": id_, "type": "public-key", "response": response, **more})


def new_key(made: bytes, origin: object = "https://rembuk.example", challenge: object = "YQ") -> dict[str, object]:
    client_data = {"type": "webauthn.create", "challenge": challenge, "origin": origin}
    return {"clientDataJSON": encoded(json.dumps(client_data)), "attestationObject": encoded(made)}


def made_of(flags: bytes = b"\x41") -> bytes:
    """Return what a key says of itself, by default with the key in it (bit 6 of the flags)."""
    key = cbor.encode({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)})
    attested = bytes(16) + b"\0\1a" + key if flags == b"\x41" else b""
    of_website = bytes(32) + flags + bytes(4) + attested
    return cbor.encode({"fmt": "none", "authData": of_website, "attStmt": {}})


@pytest.mark.parametrize("endless", ["[" * 200_000, "1" * 4_301])
def test_a_passkey_of_endless_brackets_or_digits_is_a_bad_request(stage: Stage, endless: str) -> None:
    assert with_odd_passkey(endless).status_code == 400


def test_a_passkey_with_half_of_its_id_is_a_bad_request(stage: Stage) -> None:
    assert with_odd_passkey('{"id": "a", "type": "public-key", "response": {}}').status_code == 400


def test_a_passkey_that_names_a_number_as_its_challenge_is_a_bad_request(stage: Stage) -> None:
    # Where bytes belong, the number would be read as that many zeros.
    client_data = {"type": "webauthn.get", "challenge": 9_999_999_999, "origin": "https://rembuk.example"}

    assert with_odd_passkey(key_answer({"clientDataJSON": encoded(json.dumps(client_data))})).status_code == 400


def test_the_answer_of_a_new_passkey_is_read(stage: Stage) -> None:
    status, page = with_new_passkey(stage, key_answer(new_key(made_of())))

    # Nobody asked for this key, so the form says that it is the wrong one.
    assert (status, "Kode ini keliru." in page) == (200, True)


@pytest.mark.parametrize(
    "answer",
    [
        "{",
        key_answer({}),
        key_answer({}, "é"),
        key_answer({}, 99_999_999_999),
        key_answer(new_key(b"")),
        key_answer(new_key(b"\x9b" + b"\xff" * 8)),
        key_answer(new_key(b"\x81" * 5_000)),
        key_answer(new_key(made_of()[:-40])),
        key_answer(new_key(made_of(flags=b"\x01"))),
        key_answer(new_key(made_of(), origin=1)),
        key_answer(new_key(made_of(), challenge=9_999_999_999)),
        key_answer({**new_key(made_of()), "transports": ["\0"]}),
        key_answer(new_key(made_of()), clientExtensionResults={"credProps": 1}),
        key_answer(new_key(made_of()), clientExtensionResults={"a": "a" * 20_000}),
    ],
)
def test_the_answer_of_a_new_passkey_that_no_passkey_gives_is_a_bad_request(stage: Stage, answer: str) -> None:
    status, page = with_new_passkey(stage, answer)

    assert (status, "Permintaan ini tidak dapat dibaca" in page) == (400, True)


def test_whoever_is_signed_in_and_wants_to_go_to_a_bare_word_goes_to_their_data(stage: Stage) -> None:
    answer = client_of(stage, Visitor("resident")).get(reverse("sign-in"), {"next": "jalan"})

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("my-data"))


@pytest.mark.parametrize("page", ["desk-help", "desk-meeting", "desk-import"])
def test_nobody_enters_a_voice_where_no_programme_has_begun(stage: Stage, page: str) -> None:
    assert stage.elsewhere is not None
    client = client_of(stage, ELSEWHERE)

    answers = [client.get(reverse(page)), client.post(reverse(page), {"region": stage.elsewhere.code})]

    assert [answer.status_code for answer in answers] == [200, 422]
    assert stage.elsewhere.code not in answers[0].content.decode()


@pytest.mark.parametrize("deed", ["contest", "uphold", "annul"])
def test_a_reason_of_letters_that_nobody_sees_is_asked_for_again(stage: Stage, deed: str) -> None:
    council = client_of(stage, Visitor("council", role=Role.COUNCIL, is_proven=True))
    address = page_named("neighbour").address(stage.insider(Role.COUNCIL))

    answer = council.post(address, {deed: "1", "why": "\ufeff\u200b"})

    assert (answer.status_code, "Tulis alasannya." in answer.content.decode()) == (200, True)


@pytest.mark.parametrize(("header", "status"), [("If-None-Match", 304), ("If-Match", 412)])
def test_a_photo_that_is_not_sent_after_all_is_not_opened(stage: Stage, header: str, status: int) -> None:
    address = page_named("photo").address()
    sent = Client().get(address)
    body_of(sent)
    tag = sent.headers["ETag"]

    answer = Client().get(address, headers={header: tag if status == 304 else '"another"'})

    # A file left open would fail the run with a ResourceWarning.
    assert (answer.status_code, answer.headers["ETag"]) == (status, tag)


@pytest.mark.parametrize("trouble", [errno.ENOSPC, errno.EROFS])
def test_a_photo_that_finds_no_room_is_to_be_sent_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, trouble: int
) -> None:
    monkeypatch.setattr("rembuk.media.files.write_part", failing_with(OSError(trouble, "no room")))

    answer = sent_photo()

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_a_photo_that_cannot_be_found_is_a_fault_of_ours(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rembuk.media.files.write_part", failing_with(FileNotFoundError(errno.ENOENT, "gone")))

    assert sent_photo().status_code == 500


def failing_with(error: Exception) -> Callable[..., None]:
    def fail(*_arguments: object) -> None:
        raise error

    return fail


def sent_photo() -> HttpResponseBase:
    data = picture().read()
    client = Client(raise_request_exception=False)
    address = reverse("upload", kwargs={"key": key_of("a photo")})
    lengths = {"Upload-Length": str(len(data))}
    return client.put(f"{address}?offset=0", data, content_type="application/octet-stream", headers=lengths)
