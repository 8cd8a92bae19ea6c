"""Officers at work in a real browser: signing in, emptying a desk, writing down what somebody says."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.cast import PASSWORD
from tests.web.browser.conftest import Site
from tests.web.browser.seed import CODE_SECRET, DESK

pytestmark = pytest.mark.browser

PERIOD = 30
MOST_STEPS = 60
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def screen(chromium: Browser) -> Iterator[Page]:
    """A page on an office computer, whose printer only notes that it was asked."""
    with closing(chromium.new_context(viewport={"width": 1280, "height": 800}, locale="id-ID")) as context:
        context.add_init_script("window.print = () => { document.documentElement.dataset.printed = 'yes' }")
        yield context.new_page()


def sign_in(page: Page, site: Site, login: str) -> None:
    page.goto(f"{site.address}/masuk/petugas?next=/meja")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")


def code_of_the_app() -> str:
    counter = int(time.time()) // PERIOD
    return str(format_hotp_value(hotp_value(CODE_SECRET, counter)))


def test_whoever_decides_shows_a_second_proof_before_the_desk(screen: Page, site: Site) -> None:
    sign_in(screen, site, "br-kepala")
    expect(screen.locator("[name=code]")).to_be_visible()

    screen.goto(f"{site.address}/meja")
    assert "/meja" not in screen.url.partition("?")[0]

    screen.go_back()
    screen.locator("[name=code]").fill(code_of_the_app())
    screen.locator("[name=code]").press("Enter")
    expect(screen).to_have_url(f"{site.address}/meja")
    expect(screen.get_by_role("heading", level=1)).to_be_visible()


def test_an_officer_empties_a_desk_of_twelve_voices_by_keyboard(screen: Page, site: Site) -> None:
    sign_in(screen, site, "br-sebelah-petugas")
    expect(screen.locator("#tidy .task")).to_have_count(len(DESK))
    found = Axe().run(screen, options={"runOnly": RULES}).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []

    steps = 0
    while screen.locator(".task").count():
        assert steps < MOST_STEPS, screen.url
        steps += one_step(screen)
        if screen.url.rstrip("/") != f"{site.address}/meja" and not screen.locator("[name=do]").count():
            screen.goto(f"{site.address}/meja")

    expect(screen.locator(".empty")).to_be_visible()
    assert steps >= len(DESK)


def one_step(page: Page) -> int:
    """Begin a list, or do the first deed of the page; return how many deeds were done."""
    first = page.locator(".tasks-begin, section:has(> ol.tasks) .button--primary").first
    if not page.locator("[name=do]").count():
        first.press("Enter")
        return 0
    deed = page.locator("[name=do]").first.get_attribute("value")
    form = page.locator("form:has([name=do])").first
    here = page.url
    if deed == "tidy":
        tab_to(page, "tidy-title")
        if (
            form.locator("[name=tidy-join][type=radio]").count()
            and not form.locator("[name=tidy-join]:checked").count()
        ):
            form.locator("[name=tidy-join]").first.press("Space")
        if not form.locator("[name=tidy-subject]").input_value():
            form.locator("[name=tidy-subject]").select_option("other")
        form.locator("[name=tidy-title]").press("Enter")
    elif deed == "answer":
        form.locator("[name=answer-sentence]").fill("Terima kasih, kami jawab di papan balai kampung.")
        form.locator("button[type=submit]").press("Enter")
    else:
        form.locator("[type=radio]").first.press("Space")
        if form.locator("textarea").count():
            form.locator("textarea").first.fill("Kami teruskan kepada yang berwenang.")
        form.locator("button[type=submit]").press("Enter")
    page.wait_for_url(lambda address: address != here)
    return 1


def tab_to(page: Page, name: str) -> None:
    """The keyboard begins at the words of the voice: the first field is a key or two away."""
    for _press in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"{name} is further than three tabs away")


def test_somebody_without_a_phone_goes_home_with_a_slip(screen: Page, site: Site) -> None:
    sign_in(screen, site, "br-petugas")
    screen.get_by_role("main").get_by_role("link", name="Catat suara seseorang").click()
    screen.locator("[name=words]").fill("Saya minta bangku di depan puskesmas, kaki saya sakit kalau menunggu.")
    screen.get_by_role("button", name="cetak").click()

    slip = screen.locator(".receipt")
    expect(slip).to_be_visible()
    number = slip.locator(".receipt-code").inner_text()
    screen.locator("[data-print]").click()
    assert screen.locator("html").get_attribute("data-printed") == "yes"

    screen.emulate_media(media="print")
    expect(slip).to_be_visible()
    expect(slip.locator("svg[role=img]")).to_be_visible()
    expect(screen.locator("[data-print]")).to_be_hidden()

    screen.emulate_media(media="screen")
    screen.goto(f"{site.address}/s/{number}")
    expect(screen.locator("main")).to_contain_text(number)


@pytest.mark.parametrize("address", ["/meja", "/meja/bantu", "/meja/musyawarah", "/meja/impor", "/meja/laporan"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_the_desk_fits_and_can_be_used_by_everybody(
    screen: Page, site: Site, address: str, width: int
) -> None:
    sign_in(screen, site, "br-petugas")
    screen.set_viewport_size({"width": width, "height": 800})
    screen.goto(site.address + address)

    found = Axe().run(screen, options={"runOnly": RULES}).response["violations"]

    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert screen.evaluate("document.documentElement.scrollWidth") == width
