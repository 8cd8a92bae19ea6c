"""Speaking up in a real browser, on a small phone."""

from __future__ import annotations

import re
import time
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.web.browser.conftest import PHONE, Site

pytestmark = pytest.mark.browser

WORDS = "Jembatan kecil ke sawah papannya lapuk, anak sekolah takut lewat."
NUMBER = re.compile(r"BR-[2-9A-Z]{5,}")
A_MINUTE = 60
LONGEST_HOLD_MS = 5_000
SLOW_STORE = """
    const open = indexedDB.open.bind(indexedDB);
    indexedDB.open = (...which) => {
        const asked = {};
        window.storeOpens = () => {
            const request = open(...which);
            for (const told of ["onupgradeneeded", "onsuccess", "onerror"])
                request[told] = () => { asked.result = request.result; asked[told]?.(); };
        };
        return asked;
    };
"""


def test_a_resident_speaks_in_under_a_minute_on_a_small_phone(phone: Page, site: Site) -> None:
    begun = time.monotonic()

    phone.goto(site.address)
    phone.get_by_role("main").get_by_role("link", name="Sampaikan suara").first.tap()
    expect_own_steps(phone)
    phone.locator("[name=words]").fill(WORDS)
    goes_on(phone)
    phone.locator("[name=region]").select_option(label="Bangun Rejo")
    phone.locator("[name=hamlet]").fill("Dusun 3")
    goes_on(phone)
    goes_on(phone)
    goes_on(phone)
    expect(phone.locator("[data-answers]")).to_contain_text(WORDS)
    goes_on(phone)
    code = phone.locator("[data-code]").filter(has_text=NUMBER).first
    expect(code).to_be_visible()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Terima kasih. Suara Anda tercatat.")
    number = code.inner_text()

    assert time.monotonic() - begun < A_MINUTE
    phone.goto(f"{site.address}/s/{number}")
    expect(phone.locator("main")).to_contain_text(number)


def test_no_page_of_the_flow_is_wider_than_the_phone(phone: Page, site: Site) -> None:
    phone.set_viewport_size({"width": 320, "height": 640})
    phone.goto(f"{site.address}/sampaikan")
    phone.locator("[name=words]").fill(WORDS)

    for _ in range(4):
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320
        if phone.locator("[name=region]").is_visible():
            phone.locator("[name=region]").select_option(label="Bangun Rejo")
        goes_on(phone)


def test_going_back_in_the_browser_keeps_what_was_written(phone: Page, site: Site) -> None:
    phone.goto(f"{site.address}/sampaikan")
    phone.locator("[name=words]").fill(WORDS)
    goes_on(phone)
    expect(phone.locator("[name=region]")).to_be_visible()

    phone.go_back()

    expect(phone.locator("[name=words]")).to_have_value(WORDS)


def test_a_question_without_an_answer_says_what_is_missing(phone: Page, site: Site) -> None:
    phone.goto(f"{site.address}/sampaikan")
    expect_own_steps(phone)

    goes_on(phone)

    expect(phone.locator("[role=alert]").first).to_be_visible()
    expect(phone.locator("[name=words]")).to_be_visible()


def test_the_same_works_without_a_script(phone_without_script: Page, site: Site) -> None:
    phone = phone_without_script

    phone.goto(f"{site.address}/sampaikan")
    phone.locator("[name=words]").fill(WORDS)
    goes_on(phone)
    phone.locator("[name=region]").select_option(label="Bangun Rejo")
    goes_on(phone)
    goes_on(phone)
    goes_on(phone)
    expect(phone.locator(".answers")).to_contain_text(WORDS)
    goes_on(phone)

    expect(phone.locator(".number-code")).to_have_text(NUMBER)
    expect(phone.locator(".number-secret strong")).to_have_text(re.compile(r"^(\w{4}-){2}\w{4}$"))


def test_who_writes_before_the_script_has_come_goes_on_writing(phone: Page, site: Site) -> None:
    script: list[Route] = []
    phone.route("**/speak.*.js", lambda route: script.append(route))  # noqa: PLW0108 - Playwright marks its handlers, a method takes no mark.
    phone.goto(f"{site.address}/sampaikan", wait_until="commit")
    phone.locator("[name=words]").focus()
    phone.keyboard.type(WORDS[:20])

    with phone.expect_response("**/speak.*.js"):
        script[0].continue_()
    expect_own_steps(phone)
    phone.keyboard.type(WORDS[20:])

    expect(phone.locator("[name=words]")).to_have_value(WORDS)


def test_who_goes_on_before_the_phone_can_keep_anything_is_asked_the_next_question_by_the_phone(
    phone: Page, site: Site
) -> None:
    phone.add_init_script(SLOW_STORE)
    phone.goto(f"{site.address}/sampaikan")
    phone.locator("[name=words]").fill(WORDS)
    goes_on(phone)

    phone.evaluate("storeOpens()")

    expect(phone.locator("[name=region]")).to_be_visible()
    expect_own_steps(phone)


def test_who_goes_on_while_the_store_never_opens_is_asked_the_next_question_by_the_server(
    phone: Page, site: Site
) -> None:
    phone.clock.install()
    phone.add_init_script(SLOW_STORE)
    phone.goto(f"{site.address}/sampaikan")
    phone.locator("[name=words]").fill(WORDS)
    goes_on(phone)

    phone.clock.fast_forward(LONGEST_HOLD_MS)

    expect(phone.locator("[name=region]")).to_be_visible()
    expect(phone.locator("[data-speak]")).to_have_count(0)


def expect_own_steps(phone: Page) -> None:
    """The phone asks by itself from here on; before that its first tap goes to the server, which asks the same."""
    expect(phone.locator("[data-step=check]")).to_be_attached()


def goes_on(phone: Page) -> None:
    phone.locator("form .row .button--primary").first.click()


def test_every_question_is_fit_for_a_screen_reader(chromium: Browser, site: Site) -> None:
    """The pages in between are reached by a form alone, so no list of addresses has them."""
    with closing(chromium.new_context(viewport=PHONE, locale="id-ID")) as context:
        page = context.new_page()
        # Not the phone's own steps: the server's pages, with a script that only looks.
        page.route("**/speak.*.js", lambda route: route.abort())
        page.goto(f"{site.address}/sampaikan")
        page.locator("[name=words]").fill(WORDS)
        for _ in range(6):
            assert Axe().run(page).response["violations"] == []
            if page.locator("[name=region]").is_visible():
                page.locator("[name=region]").select_option(label="Bangun Rejo")
            if page.locator("form .row .button--primary").count():
                goes_on(page)

        assert NUMBER.search(page.locator(".number-code").inner_text())
