"""Pages kept in memory: handed out while they are true, and never with anything of the one who asked."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import brotli  # type: ignore[import-untyped]  # ships no types
import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.test import RequestFactory

from rembuk.tenancy import in_tenant
from rembuk.tenancy.queries import version_of
from rembuk.voices.actions import support_need
from rembuk.voices.models import Need, Voice
from rembuk.web import kept_pages
from rembuk.web.kept_pages import Address, Headers, Shelf, State
from rembuk.web.page_cache import LONGEST_ADDRESS, PageCache
from rembuk.web.pages import PAGES, Page
from rembuk.web.samples import NoSample
from tests.cast import LAMPUNG_TENGAH, TULANG_BAWANG_BARAT, WEDNESDAY, Cast, next_door, play
from tests.committing import copied_database
from tests.voices.scenes import opened
from tests.web.staged import staged


@dataclass(frozen=True)
class Answer:
    status: str
    headers: dict[str, str]
    body: bytes
    was_made: bool


class Door:
    """The page cache with Django behind it, and how often Django was asked."""

    def __init__(self) -> None:
        self.made = 0
        self._pages = get_wsgi_application()
        self.cache = PageCache(self._make)

    def _make(self, environ, start_response):
        self.made += 1
        return self._pages(environ, start_response)

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        before = self.made
        started: list[tuple[str, Headers]] = []
        environ = RequestFactory().generic(method, address).environ
        del environ["HTTP_COOKIE"]  # The factory sends an empty one.

        def start(status: str, headers: Headers, _trouble: object = None) -> Callable[[bytes], object]:
            started.append((status, headers))
            return lambda _written: None

        parts = self.cache({**environ, **headers}, start)
        self.cache.shared.close()  # The copy of the database is thrown away after the test.
        body = b"".join(parts)
        if close := getattr(parts, "close", None):
            close()
        ((status, answered),) = started
        return Answer(status, dict(answered), body, self.made > before)


@pytest.fixture
def transactional_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Changes count once they are committed, so these tests really commit."""
    with django_db_blocker.unblock(), copied_database():
        yield


@pytest.fixture
def cast(transactional_db) -> Cast:
    with in_tenant(LAMPUNG_TENGAH):
        return play()


@pytest.fixture
def need(cast: Cast) -> Need:
    with in_tenant(LAMPUNG_TENGAH):
        return opened(cast)[0]


@pytest.fixture
def door(need: Need) -> Door:
    return Door()


# --- while it is true ----------------------------------------------------------------------------------------------


def test_a_page_is_made_once_and_handed_out_the_same(door):
    first, second = door.get("/kebutuhan"), door.get("/kebutuhan")

    assert (first.was_made, second.was_made) == (True, False)
    assert (first.status, first.headers, first.body) == (second.status, second.headers, second.body)


def test_a_page_is_made_again_after_any_change_of_the_tenant(door, cast, need):
    old = door.get(f"/k/{need.code}")
    with in_tenant(LAMPUNG_TENGAH):
        support_need(need, cast.neighbour_phone, by=cast.neighbour, at=WEDNESDAY)

    new = door.get(f"/k/{need.code}")

    assert new.was_made
    assert new.body != old.body


def test_a_change_next_door_leaves_the_pages_here(door):
    door.get("/kebutuhan")
    next_door()

    assert not door.get("/kebutuhan").was_made
    assert version_of(TULANG_BAWANG_BARAT) > 0


def test_a_change_that_is_rolled_back_leaves_the_pages(door, need):
    door.get("/kebutuhan")
    before = version_of(LAMPUNG_TENGAH)
    with pytest.raises(LookupError), in_tenant(LAMPUNG_TENGAH), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(title="Lain")
        raise LookupError

    assert not door.get("/kebutuhan").was_made
    assert version_of(LAMPUNG_TENGAH) == before


def test_a_change_outside_any_transaction_counts_too(door, need):
    door.get("/kebutuhan")
    with in_tenant(LAMPUNG_TENGAH):
        Need.objects.filter(pk=need.pk).update(title="Jembatan baru")

    assert b"Jembatan baru" in door.get("/kebutuhan").body


def test_another_process_sees_the_change(door, need):
    """Another process is another cache over the same database."""
    elsewhere = Door()
    elsewhere.get("/kebutuhan")
    with in_tenant(LAMPUNG_TENGAH):
        Need.objects.filter(pk=need.pk).update(title="Jembatan baru")

    assert elsewhere.get("/kebutuhan").was_made
    assert door.get("/kebutuhan").was_made


def test_a_page_that_changes_while_it_is_made_is_made_again(door, need, monkeypatch):
    make = door._pages

    def change_behind(environ, start_response):
        made = make(environ, start_response)
        with in_tenant(LAMPUNG_TENGAH):
            Need.objects.filter(pk=need.pk).update(title="Jembatan baru")
        return made

    monkeypatch.setattr(door, "_pages", change_behind)
    door.get("/kebutuhan")
    monkeypatch.setattr(door, "_pages", make)

    assert b"Jembatan baru" in door.get("/kebutuhan").body


def test_a_page_is_kept_for_a_minute_at_most(door, monkeypatch):
    assert kept_pages.KEPT_SECONDS == 60
    monkeypatch.setattr(kept_pages, "KEPT_SECONDS", -1)
    door.get("/kebutuhan")

    assert door.get("/kebutuhan").was_made


def test_a_database_that_is_away_hands_the_question_to_django(door, monkeypatch):
    door.get("/kebutuhan")
    monkeypatch.setattr("rembuk.web.page_cache.version_of", _away)

    assert door.get("/kebutuhan").was_made


def _away(_tenant: int, **_asked: object) -> int:
    from django.db import OperationalError

    raise OperationalError("the server closed the connection")


# --- nothing of the one who asked ----------------------------------------------------------------------------------


def test_somebody_with_a_session_is_never_answered_from_memory(door):
    door.get("/kebutuhan")

    answers = [
        door.get("/kebutuhan", HTTP_COOKIE=cookie)
        for cookie in (f"{settings.SESSION_COOKIE_NAME}=abc", "csrf=a; messages=x", "a;;b; session=1")
    ]

    assert [answer.was_made for answer in answers] == [True, True, True]


def test_whoever_once_opened_a_form_is_answered_from_memory_and_never_put_there(door):
    cookie = {"HTTP_COOKIE": f"{settings.CSRF_COOKIE_NAME}=abc"}

    asked = [door.get("/kebutuhan", **cookie), door.get("/kebutuhan"), door.get("/kebutuhan", **cookie)]

    assert [answer.was_made for answer in asked] == [True, True, False]


def test_no_page_of_the_registry_is_kept_with_a_token_or_a_cookie(cast):
    """Each page is asked for twice by a stranger; what is kept must be without anything of their own."""
    with in_tenant(LAMPUNG_TENGAH):
        staged(cast)
        addresses = [address for page in PAGES for address in _addresses(page)]
    door = Door()

    answers = {address: (door.get(address), door.get(address)) for address in addresses}

    kept = {address: second for address, (_, second) in answers.items() if not second.was_made}
    assert {"/", "/kebutuhan", "/kebutuhan.atom", "/angka"} <= kept.keys()
    assert not {"/sampaikan", "/masuk", "/meja", "/healthz", "/readyz", "/sw.js"} & kept.keys()
    assert [address for address, answer in kept.items() if b"csrf" in answer.body] == []
    assert [address for address, answer in kept.items() if "Set-Cookie" in answer.headers] == []
    assert {answer.status for answer in kept.values()} == {"200 OK"}


def _addresses(page: Page) -> list[str]:
    try:
        return page.addresses()
    except NoSample:
        return []


def test_the_headers_that_protect_are_kept_with_the_page(door):
    door.get("/kebutuhan")

    kept = door.get("/kebutuhan")

    assert not kept.was_made
    assert "default-src 'none'" in kept.headers["Content-Security-Policy"]
    assert kept.headers["X-Content-Type-Options"] == "nosniff"
    assert kept.headers["Content-Language"] == "id"


@pytest.mark.parametrize("address", ["/tidak-ada", "/k/KB-22222", "/s", "/en/s"])
def test_only_what_came_out_well_is_kept(door, address):
    first, second = door.get(address), door.get(address)

    assert second.was_made == (first.status != "200 OK")


def test_an_unknown_name_is_never_kept(door):
    answers = [door.get("/kebutuhan", HTTP_HOST="jahat.example") for _ in range(2)]

    assert [(answer.status, answer.was_made) for answer in answers] == [("400 Bad Request", True)] * 2


def test_another_name_scheme_language_or_search_is_another_page(door):
    variants = [
        ("/kebutuhan", {}),
        ("/kebutuhan", {"HTTP_HOST": "localhost"}),
        ("/kebutuhan", {"HTTP_X_FORWARDED_PROTO": "https"}),
        ("/en/kebutuhan", {}),
        ("/kebutuhan?q=jalan", {}),
    ]

    assert [door.get(address, **headers).was_made for address, headers in variants] == [True] * 5


@pytest.mark.parametrize("method", ["HEAD", "POST", "OPTIONS"])
def test_only_reading_is_answered_from_memory(door, method):
    door.get("/kebutuhan")

    assert door.get("/kebutuhan", method).was_made


def test_an_endless_address_is_not_kept(door):
    address = f"/kebutuhan?q={'a' * LONGEST_ADDRESS}"

    assert [door.get(address).was_made for _ in range(2)] == [True, True]


# --- over the line -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None), ("", None)],
)
def test_a_page_comes_in_the_best_coding_that_is_read(door, accepted, coding):
    plain = door.get("/kebutuhan").body
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]

    answer = door.get("/kebutuhan", HTTP_ACCEPT_ENCODING=accepted)

    assert answer.headers.get("Content-Encoding") == coding
    assert answer.headers["Content-Length"] == str(len(answer.body))
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert unpack(answer.body) == plain


def test_a_page_with_pictures_is_kept_apart_for_phones_that_save_data(door, need):
    with in_tenant(LAMPUNG_TENGAH):
        page = f"/s/{Voice.objects.get(need=need).code}"

    asked = [door.get(page), door.get(page), door.get(page, HTTP_SAVE_DATA="on"), door.get(page, HTTP_SAVE_DATA="on")]

    assert [answer.was_made for answer in asked] == [True, False, True, False]
    assert {answer.headers["Vary"] for answer in asked} == {"Save-Data, Accept-Encoding"}


def test_each_coding_has_a_strong_tag_of_its_own(door):
    tags = [door.get("/kebutuhan", HTTP_ACCEPT_ENCODING=accepted).headers["ETag"] for accepted in ("br", "gzip", "")]

    assert len(set(tags)) == 3
    assert [tag[0] for tag in tags] == ['"'] * 3


@pytest.mark.parametrize("known", ["{tag}", 'W/{tag}, "other"', "*"])
def test_a_page_that_is_known_is_not_sent_again(door, known):
    tag = door.get("/kebutuhan", HTTP_ACCEPT_ENCODING="br").headers["ETag"]

    answer = door.get("/kebutuhan", HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=known.format(tag=tag))

    assert (answer.status, answer.body, answer.was_made) == ("304 Not Modified", b"", False)
    assert answer.headers["ETag"] == tag
    assert "Content-Length" not in answer.headers


def test_a_stream_passes_through_compressed(door):
    answer = door.get("/kebutuhan.csv", HTTP_ACCEPT_ENCODING="gzip")

    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"KB-" in gzip.decompress(answer.body)
    assert door.get("/kebutuhan.csv").was_made


def test_a_page_from_memory_asks_the_database_once(door):
    from django.test.utils import CaptureQueriesContext

    door.get("/kebutuhan")
    with CaptureQueriesContext(connection) as asked, CaptureQueriesContext(door.cache.shared.database) as shared:
        door.get("/kebutuhan")

    assert (len(asked), len(shared)) == (0, 1)


# --- memory --------------------------------------------------------------------------------------------------------


def test_what_is_kept_has_a_limit_and_the_longest_unasked_for_leaves():
    page = kept_pages.Page("200 OK", [], b"x" * 1000)
    shelf = Shelf(most_bytes=2 * page.weight)
    first, second, third = (Address("http", "localhost", f"/{name}", "") for name in "abc")
    for address in (first, second):
        shelf.keep(address, page, State(1802, 1))
    shelf.find(first)

    shelf.keep(third, page, State(1802, 1))

    assert [shelf.find(address) is not None for address in (first, second, third)] == [True, False, True]
    assert shelf.bytes == 2 * page.weight


def test_all_copies_of_a_page_weigh_no_more_than_was_counted():
    page = kept_pages.Page("200 OK", [("Content-Type", "text/html")], bytes(range(256)) * 40)

    made = [page.copy(coding) for coding in ("", "br", "gzip")]

    assert sum(len(copy.body) for copy in made) <= page.weight
