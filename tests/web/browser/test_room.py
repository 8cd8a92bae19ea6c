"""Two people in two browsers, one on a phone and one at an office desk, negotiate until both have signed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.web.browser.conftest import PHONE, Site
from tests.web.browser.test_desk import RULES

pytestmark = pytest.mark.browser


@pytest.fixture
def room(site: Site) -> str:
    """The address of a room in which both lists lie."""
    return f"prioritas/{json.loads((site.var / 'room.json').read_text())}/ruang"


@pytest.fixture
def sides(chromium: Browser, site: Site) -> Iterator[tuple[Page, Page]]:
    """The residents' side on a phone and the government's at a desk, each signed in on its own."""
    sessions = json.loads((site.var / "sessions.json").read_text())
    sizes: dict[str, ViewportSize] = {"council": PHONE, "head": {"width": 1280, "height": 800}}
    with ExitStack() as open_ones:
        pages = []
        for name, size in sizes.items():
            context = open_ones.enter_context(closing(chromium.new_context(viewport=size, locale="id-ID")))
            cookie = sessions[name]
            context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": site.address}])
            pages.append(context.new_page())
        yield pages[0], pages[1]


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def test_two_browsers_negotiate_to_an_agreement(sides: tuple[Page, Page], site: Site, room: str) -> None:
    residents, government = sides
    residents.goto(f"{site.address}/meja/{room}")
    residents.get_by_label("Talud contoh", exact=False).check()
    residents.locator("[name=offer-words]").fill("Talud dahulu.")
    press(residents, "Ajukan tawaran")

    government.goto(f"{site.address}/meja/{room}")
    expect(government.get_by_text("Talud dahulu.").first).to_be_visible()
    press(government, "Terima tawaran")
    press(government, "Tanda tangani")
    expect(government.get_by_text("satu pihak sudah menandatangani")).to_be_visible()
    expect(government.get_by_role("button", name="Tanda tangani", exact=True)).to_have_count(0)

    residents.goto(f"{site.address}/meja/{room}")
    residents.locator("[name=sign-words]").fill("Sumur menyusul tahun depan.")
    press(residents, "Tanda tangani")
    expect(residents.get_by_text("disepakati dan ditandatangani berdua")).to_be_visible()

    government.goto(f"{site.address}/{room}/kesepakatan")
    expect(government.get_by_text("Sumur menyusul tahun depan.")).to_be_visible()


def test_the_room_fits_a_phone_and_has_no_barriers(phone: Page, site: Site, room: str) -> None:
    phone.goto(f"{site.address}/{room}")

    found = Axe().run(phone, options={"runOnly": RULES}).response["violations"]

    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
