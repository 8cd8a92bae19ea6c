"""The screen in the hall: it turns its own pages and shows its own place only."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from rembuk.voices.actions import answer_need
from tests.cast import WEDNESDAY, Cast
from tests.voices.scenes import opened, received
from tests.web.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]


def turns_to(client: Client, address: str) -> str:
    """Where the page goes by itself."""
    found = re.search(r'http-equiv="refresh" content="(\d+);url=([^"]+)"', client.get(address).content.decode())
    assert found
    assert int(found[1]) >= 10
    return found[2]


def test_the_screen_goes_round_by_itself(client: Client, cast: Cast) -> None:
    start = f"/layar/{cast.kampung.code}"

    second = turns_to(client, start)
    third = turns_to(client, second)
    back = turns_to(client, third)

    assert len({start, second, third}) == 3
    assert back == f"{start}?papan=angka"


def test_a_screen_shows_its_own_kampung(client: Client, cast: Cast) -> None:
    need, _voice = opened(cast, "road", title="Jalan Dusun 3")
    answer_need(need, "Dikerjakan bulan depan.", by=cast.head, at=WEDNESDAY)
    received(cast, "elsewhere", region=cast.other_kampung)

    own, other = cast.kampung.code, cast.other_kampung.code

    assert "voices 1" in read(client.get(f"/en/layar/{own}")).text
    assert "Jalan Dusun 3" in read(client.get(f"/layar/{own}?papan=kebutuhan")).text
    assert "Dikerjakan bulan depan." in read(client.get(f"/layar/{own}?papan=jawaban")).text
    assert "Jalan Dusun 3" not in read(client.get(f"/layar/{other}?papan=kebutuhan")).text


def test_the_square_on_the_screen_leads_to_the_form_of_this_kampung(client: Client, cast: Cast) -> None:
    assert (
        'aria-label="Square code that opens the form"' in client.get(f"/en/layar/{cast.kampung.code}").content.decode()
    )


@pytest.mark.parametrize("address", ["/layar/18.02", "/layar/18.02.02.2005?papan=lain"])
def test_there_is_no_screen_outside_the_programme_and_no_other_slide(client: Client, cast: Cast, address: str) -> None:
    assert client.get(address).status_code == 404
