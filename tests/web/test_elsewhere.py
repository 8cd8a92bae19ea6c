"""A programme that begins where a village is called pekon: every public page, on its first day."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from rembuk.journeys.founding import found_programme
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.regions.importing import import_regions, import_words
from rembuk.regions.models import Region
from rembuk.regions.presets import FOLDER
from rembuk.tenancy import in_tenant
from rembuk.tenancy.models import Tenant
from rembuk.web.pages import PUBLIC, Page, page_named
from rembuk.web.samples import NoSample
from tests import cast
from tests.cast import MONDAY, THURSDAY

pytestmark = pytest.mark.django_db

LAMPUNG_BARAT = 1804
# Shows parts of pages with made-up contents; the other exists in a demo only.
NOT_ABOUT_A_PLACE = frozenset({"gallery", "simulator"})
# Its columns are called the same everywhere, because programs read them.
WITH_COLUMN_NAMES = frozenset({"data-dictionary"})
GUIDED = (
    "home", "needs", "meetings", "figures", "plans", "plan-figures", "rounds", "votings", "projects", "money",
    "funding", "region",
)  # fmt: skip
OURS = re.compile(r"\w*kampung\w*|\bBPK\b|\bBR-\w+|\bdusun\b|\bdemo\b|Bangun Rejo|Jawa\b", re.IGNORECASE)


@pytest.fixture
def founder(tmp_path: Path):
    """Whoever begins in Balik Bukit, as docs/guides/mulai.md says."""
    import_regions(FOLDER / "balik_bukit.csv", by=None, at=MONDAY)
    lines = (FOLDER / "words.csv").read_text(encoding="utf-8").splitlines()
    words = tmp_path / "istilah.csv"
    words.write_text("\n".join(line for line in lines if not line.startswith("18.02")), encoding="utf-8")
    import_words(words, by=None, at=MONDAY)
    _programme, founder = found_programme("18.04.04", "Kemitraan Balik Bukit", "BB", "pengurus", at=MONDAY)
    with time_machine.travel(THURSDAY, tick=False):
        yield founder


def pages() -> dict[str, Page]:
    """Every public page that a fresh programme has something for, by its address."""
    found: dict[str, Page] = {}
    for page in (*PUBLIC, page_named("sign-in")):
        if page.name in NOT_ABOUT_A_PLACE or page.is_step:
            continue
        try:
            found |= dict.fromkeys(page.addresses(), page)
        except NoSample:
            continue
    return found


def text_of(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", html))


def test_no_public_page_breaks_or_says_what_things_are_called_elsewhere(founder):
    with in_tenant(LAMPUNG_BARAT):
        asked = pages()
    answers = {address: Client().get(address) for address in asked}
    html = {address: answer for address, answer in answers.items() if "text/html" in answer.headers["Content-Type"]}
    english = {f"/en{address}": Client().get(f"/en{address}") for address in html}

    assert len(html) >= 30
    assert {one: found.status_code for one, found in (answers | english).items() if found.status_code >= 400} == {}
    said = {
        address: OURS.findall(text_of(answer.content.decode()))
        for address, answer in (html | english).items()
        if asked[address.removeprefix("/en")].name not in WITH_COLUMN_NAMES
    }
    assert {address: words for address, words in said.items() if words} == {}


@pytest.mark.parametrize("name", GUIDED)
def test_a_page_with_nothing_on_it_says_what_to_do(founder, name):
    with in_tenant(LAMPUNG_BARAT):
        address = page_named(name).address()

    html = Client().get(address).content.decode()

    assert re.search(r'class="empty-title">[^<]+</p>\s*<p>[^<]+', html), html


def test_nothing_was_asked_is_not_the_same_as_nothing_was_found(founder):
    everything, searched = (Client().get(f"/kebutuhan{query}").content.decode() for query in ("", "?q=jembatan"))

    assert ("Belum ada kebutuhan" in everything, "Tidak ditemukan" in everything) == (True, False)
    assert ("Belum ada kebutuhan" in searched, "Tidak ditemukan" in searched) == (False, True)


def signed_in(person: Person) -> Client:
    from rembuk.web.staging import open_session

    client = Client()
    client.cookies["session"] = open_session(person, is_proven=True)
    return client


def test_the_first_administrator_is_told_where_to_begin_until_somebody_is_appointed(founder):
    with in_tenant(LAMPUNG_BARAT):
        administrator = Person.objects.get(login=founder.login)
        client = signed_in(administrator)
    first = client.get("/meja").content.decode()
    with in_tenant(LAMPUNG_BARAT):
        cast.make_staff("peratin", Role.HEAD, Region.objects.get(code="18.04.04.2005"))
    then = client.get("/meja").content.decode()

    assert ("Mulai dari sini" in first, "Mulai dari sini" in then) == (True, False)
    assert OURS.findall(text_of(first)) == []


def test_where_nobody_has_begun_every_page_says_what_begins_it():
    Tenant.objects.all().delete()

    answers = [Client().get(address) for address in ("/", "/kebutuhan", "/en/")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert ["./rembuk start-programme" in answer.content.decode() for answer in answers] == [True, True, True]
