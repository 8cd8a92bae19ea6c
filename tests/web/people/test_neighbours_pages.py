from __future__ import annotations

import pytest

from rembuk.people.actions import contest_vouching, vouch_first
from rembuk.people.models import Vouching
from rembuk.people.queries import is_verified_resident
from tests.cast import MONDAY, make_phone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def waiting(cast):
    return vouch_first(cast.resident, cast.kampung, Vouching.Method.SIGHT, by=cast.officer, at=MONDAY)


def vouch_form(cast, **changes):
    return {"contact": "0812 0000 0001", "region": cast.kampung.number, "method": "sight", **changes}


def test_two_of_the_village_confirm_a_resident_on_two_pages(client_of, cast):
    first = client_of(cast.officer, second_factor=False).post("/warga", vouch_form(cast))
    vouching = Vouching.objects.get()
    second = client_of(cast.council).post(f"/warga/{vouching.pk}", {"second": "1"})

    assert (first["Location"], second["Location"]) == ("/warga", "/warga")
    assert is_verified_resident(cast.resident, cast.kampung.number)


def test_whoever_gave_the_first_word_finds_no_button_for_the_second(client_of, cast, waiting):
    page = client_of(cast.officer, second_factor=False).get(f"/warga/{waiting.pk}").content.decode()
    forged = client_of(cast.officer, second_factor=False).post(f"/warga/{waiting.pk}", {"second": "1"})

    assert 'name="second"' not in page
    assert forged.status_code == 403


@pytest.mark.parametrize(
    "mistake",
    [{"contact": "0812 9999 0000"}, {"contact": "1802025708990003"}, {"region": "1802022006"}, {"method": ""}],
)
def test_a_form_with_a_mistake_confirms_nobody(client_of, cast, mistake):
    answer = client_of(cast.officer, second_factor=False).post("/warga", vouch_form(cast, **mistake))

    assert answer.status_code == 200
    assert not Vouching.objects.exists()


def test_a_number_that_was_never_confirmed_leads_to_nobody(client_of, cast):
    make_phone("+6281299990000")

    answer = client_of(cast.officer, second_factor=False).post("/warga", vouch_form(cast, contact="0812 9999 0000"))

    assert answer.status_code == 200
    assert not Vouching.objects.exists()


def test_a_doubt_needs_a_reason_and_is_settled_by_the_administrator(client_of, cast, waiting):
    address = f"/warga/{waiting.pk}"
    council = client_of(cast.council)
    without = council.post(address, {"contest": "1", "why": ""})
    council.post(address, {"contest": "1", "why": "Sudah pindah."})
    annulled = client_of(cast.administrator).post(address, {"annul": "1", "why": "Benar."})

    waiting.refresh_from_db()
    assert (without.status_code, annulled.status_code, waiting.state) == (200, 302, "annulled")


def test_an_upheld_confirmation_goes_on(client_of, cast, waiting):
    contest_vouching(waiting, "Ragu.", by=cast.council, at=MONDAY)

    client_of(cast.administrator).post(f"/warga/{waiting.pk}", {"uphold": "1", "why": "RT kenal."})

    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_another_kampung_does_not_see_who_lives_here(client_of, cast, waiting):
    client = client_of(cast.other_officer, second_factor=False)

    assert client.get(f"/warga/{waiting.pk}").status_code == 404
    assert f"/warga/{waiting.pk}" not in client.get("/warga").content.decode()


def test_residents_do_not_open_the_page(client_of, cast):
    assert client_of(cast.resident, second_factor=False).get("/warga").status_code == 403
