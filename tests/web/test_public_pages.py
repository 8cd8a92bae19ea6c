"""What every public page keeps: no cookie, kept by caches, few questions to the database, both languages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rembuk.voices.actions import answer_need
from rembuk.voices.models import Need, Voice
from tests.cast import WEDNESDAY, Cast
from tests.voices.scenes import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]

MOST_QUERIES = 6


@pytest.fixture
def need(cast: Cast) -> Need:
    return story(cast, "road")


def story(cast: Cast, name: str) -> Need:
    """A voice that became an answered need."""
    need, _voice = opened(cast, name, title=f"Perbaikan jalan {name}")
    answer_need(need, "Dikerjakan bulan depan.", by=cast.head, at=WEDNESDAY)
    return need


PAGES: dict[str, Callable[[], str]] = {
    "home": lambda: "/",
    "needs": lambda: "/kebutuhan",
    "needs on the map": lambda: "/kebutuhan?peta=1",
    "needs searched": lambda: "/kebutuhan?q=jalan&bidang=road",
    "need": lambda: f"/k/{Need.objects.order_by('opened_at', 'id')[0].code}",
    "voice": lambda: f"/s/{Voice.objects.order_by('received_at', 'id')[0].code}",
    "find": lambda: "/s",
    "figures": lambda: "/angka",
    "dictionary": lambda: "/kamus-data",
    "kiosk": lambda: "/layar/18.02.02.2005",
    "kiosk needs": lambda: "/layar/18.02.02?papan=kebutuhan",
    "kiosk answers": lambda: "/layar/18.02.02?papan=jawaban",
    "offline": lambda: "/luring",
}
MACHINE_PAGES = ("/kebutuhan.atom", "/manifest.webmanifest", "/robots.txt")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("prefix", "language"), [("", "id"), ("/en", "en")])
def test_a_public_page_is_there_in_both_languages(
    client: Client, need: Need, page: str, prefix: str, language: str
) -> None:
    answer = client.get(prefix + PAGES[page]())

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()
    assert len(re.findall(r"<h1[ >]", answer.content.decode())) == 1


@pytest.mark.parametrize("page", sorted(PAGES.keys() - {"need", "voice"}))
def test_a_public_page_is_there_before_anybody_has_spoken(client: Client, cast: Cast, page: str) -> None:
    assert client.get(PAGES[page]()).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_public_page_sets_no_cookie_and_may_be_kept_for_a_minute(client: Client, need: Need, page: str) -> None:
    answer = client.get(PAGES[page]())

    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert {"public", "max-age=60"} <= set(answer.headers["Cache-Control"].split(", "))


@pytest.mark.parametrize("page", PAGES)
def test_a_public_page_that_did_not_change_is_not_sent_twice(client: Client, need: Need, page: str) -> None:
    address = PAGES[page]()
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert not again.content


@pytest.mark.parametrize("page", PAGES)
def test_a_public_page_asks_as_much_for_three_rows_as_for_one_and_never_much(
    client: Client, cast: Cast, need: Need, page: str
) -> None:
    address = PAGES[page]()
    client.get(address)

    one = queries_for(client, address)
    story(cast, "second")
    story(cast, "third")
    three = queries_for(client, address)

    assert one == three
    assert three <= MOST_QUERIES


def queries_for(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    # On PostgreSQL the fence around a kabupaten is a setting and a savepoint of each transaction.
    own = ("SELECT current_setting", "SELECT set_config", "SAVEPOINT", "RELEASE")
    return sum(not query["sql"].startswith(own) for query in asked.captured_queries)


@pytest.mark.parametrize("address", MACHINE_PAGES)
def test_what_machines_ask_for_is_public_too(client: Client, need: Need, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 200
    assert not answer.cookies
    assert "public" in answer.headers["Cache-Control"]


def test_the_service_worker_is_asked_for_anew_each_time(client: Client, cast: Cast) -> None:
    answer = client.get("/sw.js")

    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "address", ["/k/KB-XXXXX", "/s/BR-22222", "/s/apa", "/layar/99.99", "/layar/besok", "/foto/abc"]
)
def test_what_does_not_exist_is_said_kindly(client: Client, cast: Cast, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 404
    assert "404" in answer.content.decode()
