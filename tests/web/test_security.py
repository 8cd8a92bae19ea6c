"""What holds on every page against somebody who means harm."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zlib
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponseBase
from django.test import Client
from PIL import Image

from rembuk.media.files import path_of
from rembuk.media.models import Photo
from rembuk.people.roles import Role
from rembuk.tenancy import in_tenant
from rembuk.voices.models import Need
from rembuk.web import middleware
from rembuk.web.matrix import Outcome, Visitor, cells, visitors
from rembuk.web.pages import PAGES, Page, Reach, addresses
from rembuk.web.staging import Stage, set_stage
from tests.cast import MONDAY, PASSWORD, TULANG_BAWANG_BARAT, Cast, give_password, next_door, play
from tests.voices.scenes import opened
from tests.web.staged import body_of, client_of, staged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

# They carry no session's authority; other pages are refused by Sec-Fetch-Site and Origin instead.
WITHOUT_TOKEN = {"speak", "speak-send", "upload"}
STAFF = ("administrator", "head", "officer")
ELSEWHERE = (
    "//jahat.example/", "https://jahat.example/", "http:///jahat.example", "/\\jahat.example", "\\\\jahat.example",
    "javascript:alert(1)", "https:jahat.example", "/%09/jahat.example", " //jahat.example",
)  # fmt: skip


def reader_of(page: Page) -> Visitor:
    """Return the first visitor who may read a page."""
    for visitor in visitors():
        for cell in cells(visitor):
            if cell.page is page and cell.method in {"GET", "PUT", "POST"} and cell.expected is Outcome.ALLOWED:
                return visitor
    raise LookupError(page.name)


# The simulator is there in a demo alone.
OPEN = [page for page in PAGES if page.reach is not Reach.DEMO]
READERS = {page.name: reader_of(page) for page in OPEN}


def asked(stage: Stage, page: Page) -> HttpResponseBase:
    visitor = READERS[page.name]
    return finished(client_of(stage, visitor).get(page.address(stage.owner(visitor))))


def finished(answer: HttpResponseBase) -> HttpResponseBase:
    body_of(answer)
    return answer


# --- headers -------------------------------------------------------------------------------------------------------


def test_every_page_carries_the_strict_headers(stage: Stage) -> None:
    missing = {page.name: lack for page in OPEN if (lack := lacking(asked(stage, page)))}

    assert missing == {}


@pytest.mark.parametrize("address", ["/tidak-ada", "/k/KB-22222", "/meja", "/sampaikan/kirim", "/%00", "/s/<script>"])
def test_an_answer_that_is_no_page_carries_the_strict_headers(stage: Stage, address: str) -> None:
    assert lacking(Client().get(address)) == []


def lacking(answer: HttpResponseBase) -> list[str]:
    """Return which headers are not there, or are weaker than they must be."""
    policy = answer.headers.get("Content-Security-Policy", "")
    weaker = [] if "default-src 'none'" in policy and "unsafe" not in policy and "*" not in policy else ["policy"]
    return weaker + [name for name in middleware.HEADERS if name not in answer.headers]


def test_no_page_has_anything_that_the_policy_forbids(stage: Stage) -> None:
    inline = re.compile(
        rb"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)|<style|\sstyle=|\son[a-z]+=[\"']|javascript:",
        re.IGNORECASE,
    )

    pages = {page.name: asked(stage, page) for page in OPEN}
    html = {name: answer for name, answer in pages.items() if answer.get("Content-Type", "").startswith("text/html")}

    assert len(html) > 50
    assert {name: found[0] for name, answer in html.items() if (found := inline.search(body_of(answer)))} == {}


# --- forms, sessions and signing in --------------------------------------------------------------------------------


def test_every_form_refuses_what_another_page_sends(stage: Stage) -> None:
    let_in = []
    for visitor in visitors():
        if visitor.name not in {"anybody", "resident", *STAFF}:
            continue
        client = client_of(stage, visitor)
        client.handler.enforce_csrf_checks = True
        for cell in cells(visitor):
            if cell.method == "POST" and cell.expected is Outcome.ALLOWED and cell.page.name not in WITHOUT_TOKEN:
                answer = client.post(cell.page.address(stage.owner(visitor)), cell.page.fill)
                let_in += [str(cell)] if answer.status_code != 403 else []

    assert let_in == []


def test_a_page_elsewhere_cannot_speak_for_a_visitor(cast: Cast) -> None:
    answer = Client().post("/sampaikan", {"step": "words"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403


def test_the_session_is_out_of_reach_of_scripts_and_other_pages(cast: Cast) -> None:
    give_password(cast.officer)

    answer = signed_in(Client(), cast.officer.login, PASSWORD)

    cookie = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")


def test_served_over_https_the_cookies_never_travel_without_it() -> None:
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME")
    ask = f"from django.conf import settings; print(*(getattr(settings, name) for name in {names}))"
    env = {**os.environ, "REMBUK_SECURE": "yes", "DJANGO_SETTINGS_MODULE": "rembuk.settings", "PYTHONPATH": "src"}

    said = subprocess.run([sys.executable, "-c", ask], env=env, capture_output=True, text=True, check=True).stdout

    assert said.split() == ["True", "True", "__Host-session"]


def test_a_new_session_begins_with_signing_in(cast: Cast) -> None:
    give_password(cast.officer)
    client = Client()
    client.post("/masuk", {"contact": "081234567890"})
    before = client.cookies[settings.SESSION_COOKIE_NAME].value

    signed_in(client, cast.officer.login, PASSWORD)

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before


@pytest.mark.parametrize("following", ELSEWHERE)
def test_no_way_of_signing_in_leads_to_another_site(stage: Stage, cast: Cast, following: str) -> None:
    give_password(cast.officer)
    led = [signed_in(Client(), cast.officer.login, PASSWORD, following)]
    for visitor in visitors():
        if visitor.name in {"anybody", "resident", *STAFF}:
            client = client_of(stage, visitor)
            for name in ("sign-in", "account_login", "second-factor", "account_reauthenticate", "mfa_reauthenticate"):
                address = next(page for page in PAGES if page.name == name).address()
                led.append(client.get(address, {"next": following}))

    assert [answer.headers["Location"] for answer in led if leads_away(answer)] == []


def leads_away(answer: HttpResponseBase) -> bool:
    where = answer.headers.get("Location", "")
    return bool(where) and not re.match(r"/(?![/\\])", where)


def test_five_wrong_passwords_lock_one_login_for_a_while(cast: Cast, clock: time_machine.Traveller) -> None:
    give_password(cast.officer)
    give_password(cast.secretary)
    login = cast.officer.login

    tries = [signed_in(Client(), login, f"salah-{number}").status_code for number in range(6)]

    assert tries == [200] * 5 + [429]
    assert signed_in(Client(), login, PASSWORD).status_code == 429
    assert signed_in(Client(), cast.secretary.login, PASSWORD).status_code == 302
    clock.shift(timedelta(minutes=16))
    assert signed_in(Client(), login, PASSWORD).status_code == 302


def signed_in(client: Client, login: str | None, password: str, following: str = "") -> HttpResponseBase:
    return client.post("/masuk/petugas", {"login": login, "password": password, "next": following})


# --- files ---------------------------------------------------------------------------------------------------------


def jpeg(**options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "darkgreen").save(out, "JPEG", **options)
    return out.getvalue()


def enormous_png() -> bytes:
    """A picture of a few hundred bytes that would fill the memory when opened."""
    size, chunk = (60_000).to_bytes(4, "big"), b"IHDR"
    header = chunk + size + size + b"\x08\x02\0\0\0"
    return b"".join((
        b"\x89PNG\r\n\x1a\n\0\0\0\r", header, zlib.crc32(header).to_bytes(4, "big"),
        b"\0\0\0\0IEND\xaeB`\x82",
    ))  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7\n1 0 obj",
        b"GIF89a/*" + b"\0" * 40,
        b"#!/bin/sh\nid\n",
        enormous_png(),
        jpeg()[:200],
    ],
    ids=["svg", "html", "pdf", "gif", "script", "bomb", "cut off"],
)
def test_a_file_that_is_no_safe_picture_is_not_kept(cast: Cast, content: bytes) -> None:
    answer = uploaded(content)

    assert answer.status_code == 415
    assert not Photo.objects.exists()


def test_a_picture_is_drawn_anew_and_loses_all_else(cast: Cast) -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "S", 2: (5.0, 4.0, 3.0)}
    tail = b"<script>alert(1)</script><?php system('id'); ?>"

    uploaded(jpeg(exif=exif, comment=tail) + tail)

    kept = path_of(Photo.objects.get().digest).read_bytes()
    assert b"script" not in kept
    assert b"php" not in kept
    with Image.open(io.BytesIO(kept)) as opened_again:
        assert (opened_again.format, dict(opened_again.getexif())) == ("JPEG", {})


def uploaded(content: bytes) -> HttpResponseBase:
    return Client().put(
        f"/unggah/{uuid4()}?offset=0", content, content_type="image/jpeg",
        headers={"Upload-Length": str(len(content))},
    )  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_no_cell_of_a_published_table_is_a_formula(cast: Cast, start: str) -> None:
    need, _voice = opened(cast)
    Need.objects.filter(pk=need.pk).update(title=f'{start}HYPERLINK("http://jahat.example")')

    table = b"".join(Client().get("/kebutuhan.csv")).decode()

    assert "HYPERLINK" in table
    assert not re.search(r'(?:^|,)"?\s*[=+@-]\s*HYPERLINK', table, re.MULTILINE)


# --- two kabupaten -------------------------------------------------------------------------------------------------


def pages_about_an_object() -> list[Page]:
    keys_of_objects = {"code", "digest", "person", "grant", "vouching", "wanted", "consent", "identity", "pk"}
    pattern = re.compile(r"<(?:\w+:)?(\w+)>")
    named = {one.name for one in addresses() if keys_of_objects & set(pattern.findall(one.pattern))}
    return [page for page in PAGES if page.name in named and not page.name.startswith(("rules", "mfa"))]


@pytest.fixture
def both(settings) -> tuple[Stage, Stage]:
    """A stage in each of two kabupaten, each under its own name."""
    settings.ALLOWED_HOSTS = ["localhost", "testserver", "tubaba.localhost"]
    own = staged(play())
    neighbours = next_door()
    with in_tenant(TULANG_BAWANG_BARAT):
        opened(neighbours, "next door")
        other = set_stage(neighbours.kampung, None, at=MONDAY, name="tetangga")
    return own, other


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_shows_or_changes_an_object_of_another_kabupaten(both: tuple[Stage, Stage], method: str) -> None:
    own, other = both
    reached = []
    for page in pages_about_an_object():
        visitor = READERS[page.name]
        with in_tenant(TULANG_BAWANG_BARAT):
            address = page.address(other.owner(visitor))
        answer = finished(getattr(client_of(own, visitor), method)(address, page.fill, HTTP_HOST="localhost"))
        reached += [f"{page.name}: {answer.status_code}"] if answer.status_code not in {403, 404, 405} else []

    assert reached == []


def test_the_same_pages_open_under_their_own_name(both: tuple[Stage, Stage]) -> None:
    _own, other = both
    closed = []
    for page in pages_about_an_object():
        visitor = READERS[page.name]
        with in_tenant(TULANG_BAWANG_BARAT):
            address, client = page.address(other.owner(visitor)), client_of(other, visitor)
            answer = finished(client.get(address, HTTP_HOST="tubaba.localhost"))
        closed += [f"{page.name}: {answer.status_code}"] if answer.status_code in {403, 404} else []

    assert closed == []


def test_staff_of_one_kabupaten_are_nobody_in_another(both: tuple[Stage, Stage]) -> None:
    own, _other = both
    administrator = Visitor("administrator", role=Role.ADMINISTRATOR, is_proven=True)
    client = client_of(own, administrator)

    answers = [client.get(address, HTTP_HOST="tubaba.localhost").status_code for address in ("/meja", "/peran")]

    assert answers == [403, 403]


# --- failures ------------------------------------------------------------------------------------------------------


def test_a_failure_says_nothing_about_its_cause(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("rahasia dapur: /etc/passwd")

    monkeypatch.setattr("rembuk.web.home.views.programme_here", fail)

    answer = Client(raise_request_exception=False).get("/")

    assert answer.status_code == 500
    assert not re.search(rb"rahasia|passwd|Traceback|RuntimeError|rembuk\.web|\.py", answer.content)
    assert lacking(answer) == []


@pytest.mark.parametrize("address", ["/k/KB-22222", "/tidak-ada/<b>aneh</b>", "/s/%3Cscript%3E"])
def test_a_missing_page_repeats_nothing_of_its_address(cast: Cast, address: str) -> None:
    answer = Client().get(address)

    assert answer.status_code == 404
    assert b"<b>aneh" not in answer.content
    assert b"<script>" not in answer.content


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_busy_database_asks_phones_to_try_again(cast: Cast, monkeypatch: pytest.MonkeyPatch, accept: str) -> None:
    def busy(*_arguments: object) -> None:
        raise OperationalError("database is locked: rahasia")

    monkeypatch.setattr("rembuk.web.home.views.programme_here", busy)

    answer = Client().get("/", headers={"Accept": accept})

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.headers["Content-Type"].startswith(accept)
    assert b"rahasia" not in answer.content


def test_a_line_of_the_log_names_the_page_and_never_its_address(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        Client().get(
            "/kebutuhan?q=rahasia+08123456789", headers={"User-Agent": "rahasia", "Referer": "http://rahasia/"}
        )

    said = json.dumps([str(record.msg) for record in caplog.records])
    assert "'page': 'needs'" in said
    assert "rahasia" not in said
    assert "0812" not in said
