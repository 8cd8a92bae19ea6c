from __future__ import annotations

import re
from datetime import timedelta

import pytest

from rembuk.messaging.models import Message
from rembuk.people import codes
from rembuk.people.actions import silence_identity
from rembuk.people.models import Identity, Person
from rembuk.people.queries import identity_of
from rembuk.people.states import Scheme
from rembuk.web.people import residents
from tests.cast import MONDAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

UNKNOWN = "0812 9999 0000"
NIK = "1802025708990003"


def newest_code() -> str:
    return Message.objects.order_by("-id")[0].body[:6]


def ask_for_code(client, contact=UNKNOWN, address="/masuk"):
    return client.post(address, {"contact": contact})


def test_a_resident_signs_in_with_one_field_and_a_code(client, cast):
    asked = ask_for_code(client)
    answered = client.post("/masuk/kode", {"code": newest_code()})
    page = client.get("/data-saya")

    assert (asked.status_code, asked["Location"]) == (302, "/masuk/kode")
    assert (answered.status_code, answered["Location"]) == (302, "/data-saya")
    assert page.status_code == 200
    assert "+62 … 000" in page.content.decode()


def test_a_known_and_an_unknown_number_get_the_same_answer(client, cast):
    known = ask_for_code(client, cast.resident_phone.value)
    after_known = client.get("/masuk/kode").content.decode().replace("+62 … 001", "…")
    client.session.flush()
    unknown = ask_for_code(client)
    after_unknown = client.get("/masuk/kode").content.decode().replace("+62 … 000", "…")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert without_tokens(after_known) == without_tokens(after_unknown)


def without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_a_stop_and_a_full_limit_are_answered_like_a_code_that_was_sent(client, cast, monkeypatch):
    silence_identity(cast.resident_phone, by=None, at=MONDAY)
    silent = ask_for_code(client, cast.resident_phone.value)
    monkeypatch.setattr(codes, "PER_IDENTITY", 0)
    limited = ask_for_code(client)

    assert [answer["Location"] for answer in (silent, limited)] == ["/masuk/kode", "/masuk/kode"]
    assert not Message.objects.exists()


@pytest.mark.parametrize("typed", ["", "sari", NIK, "1802 0257 0899 0003"])
def test_a_nik_or_nonsense_is_sent_back_and_not_kept(client, cast, typed):
    before = Identity.objects.count()

    answer = ask_for_code(client, typed)

    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert Identity.objects.count() == before


def test_a_wrong_code_does_not_open_and_the_fourth_try_is_worthless(client, cast):
    ask_for_code(client)
    code = newest_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"

    pages = [client.post("/masuk/kode", {"code": wrong}) for _ in range(3)]
    right = client.post("/masuk/kode", {"code": code})

    assert [page.status_code for page in (*pages, right)] == [200] * 4
    assert client.get("/data-saya").status_code == 302
    assert not Person.objects.filter(login=None).exclude(pk__in=[cast.resident.pk, cast.neighbour.pk]).exists()


def test_a_code_is_too_old_after_five_minutes(client, cast, clock):
    ask_for_code(client)
    clock.shift(timedelta(minutes=5))

    client.post("/masuk/kode", {"code": newest_code()})

    assert client.get("/data-saya").status_code == 302


def test_without_asking_there_is_no_code_page(client, cast):
    assert client.get("/masuk/kode")["Location"] == "/masuk"


def test_whoever_signs_in_goes_on_where_they_came_from_and_never_elsewhere(client, cast):
    ask_for_code(client, address="/masuk?next=/privasi")
    own = client.post("/masuk/kode", {"code": newest_code(), "next": "/privasi"})
    client.logout()
    ask_for_code(client)
    foreign = client.post("/masuk/kode", {"code": newest_code(), "next": "https://contoh.example/"})

    assert (own["Location"], foreign["Location"]) == ("/privasi", "/data-saya")


def test_signing_in_changes_the_session_and_signing_out_ends_it(client, cast):
    ask_for_code(client)
    before = client.session.session_key
    client.post("/masuk/kode", {"code": newest_code()})
    inside = client.session.session_key

    asked = client.get("/keluar")
    still_in = client.get("/data-saya").status_code
    client.post("/keluar")

    assert before != inside
    assert (asked.status_code, still_in) == (200, 200)
    assert client.get("/data-saya").status_code == 302


def test_too_many_new_contacts_in_an_hour_are_put_off(client, cast, monkeypatch):
    monkeypatch.setattr(residents, "MOST_CONTACTS", 1)
    ask_for_code(client)

    answer = ask_for_code(client, "0812 9999 0001")

    assert answer.status_code == 429
    assert answer["Retry-After"] == "3600"
    assert identity_of(Scheme.PHONE, "0812 9999 0001") is None


def test_a_code_counts_for_the_kampung_it_is_asked_from(client, cast, monkeypatch):
    monkeypatch.setattr(codes, "PER_KAMPUNG", 1)

    ask_for_code(client, address=f"/masuk?wilayah={cast.kampung.code}")
    ask_for_code(client, "0812 9999 0001", address=f"/masuk?wilayah={cast.kampung.code}")
    ask_for_code(client, "0812 9999 0002", address="/masuk?wilayah=nowhere")

    assert Message.objects.count() == 2


def test_the_sign_in_pages_are_not_cached(client, cast):
    ask_for_code(client)

    caching = {client.get(address)["Cache-Control"] for address in ("/masuk", "/masuk/kode")}

    assert all("no-store" in value for value in caching)
