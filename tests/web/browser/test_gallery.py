from __future__ import annotations

from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.web.browser.conftest import Site

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_component_can_be_used_by_everybody(chromium: Browser, site: Site, width: int, scheme: str) -> None:
    with closing(chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)) as context:  # type: ignore[arg-type]  # playwright wants the literals
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{site.address}/galeri")

        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]

    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert said == []


@pytest.mark.parametrize("width", [320, 360, 640, 1280])
def test_no_component_is_wider_than_its_page(chromium: Browser, site: Site, width: int) -> None:
    with closing(chromium.new_context(viewport={"width": width, "height": 800})) as context:
        page = context.new_page()
        page.goto(f"{site.address}/galeri")

        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_what_can_be_pressed_is_large_enough_for_a_thumb(chromium: Browser, site: Site) -> None:
    with closing(chromium.new_context(viewport={"width": 360, "height": 800})) as context:
        page = context.new_page()
        page.goto(f"{site.address}/galeri")

        small = page.evaluate(
            """() => [...document.querySelectorAll(".button, .input, .choice label, .menu summary, .pager-link, .chip")]
                .filter((shown) => shown.checkVisibility() && shown.getBoundingClientRect().height < 48)
                .map((shown) => shown.outerHTML.slice(0, 80))"""
        )

    assert small == []
