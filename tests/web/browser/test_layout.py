"""What only a browser knows of a page: where a line breaks, how large a heading is, what carries a number."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.web.browser.conftest import Site

pytestmark = pytest.mark.browser


def test_a_large_number_on_the_screen_of_a_hall_is_never_cut_on_a_phone(phone: Page, site: Site) -> None:
    phone.goto(f"{site.address}/layar/18.02.02.2005")

    lines = phone.evaluate(
        """() => [...document.querySelectorAll(".kiosk-figures dd")].map((number) => {
            number.textContent = "12.583";
            return Math.round(number.getBoundingClientRect().height / parseFloat(getComputedStyle(number).lineHeight));
        })"""
    )

    assert lines == [1, 1, 1]


def test_what_was_decided_is_numbered(phone: Page, site: Site) -> None:
    phone.goto(f"{site.address}/")

    shown = phone.evaluate(
        """() => {
            document.querySelector("main").innerHTML =
                '<ol class="decisions"><li class="stack stack--tight"><p>Jalan dulu</p></li></ol>';
            const found = getComputedStyle(document.querySelector(".decisions li"));
            return [found.display, found.listStyleType];
        }"""
    )

    assert shown == ["list-item", "decimal"]


def test_the_findings_of_a_page_are_as_large_as_its_other_headings(phone: Page, site: Site) -> None:
    phone.goto(f"{site.address}/angka")

    sizes = phone.evaluate(
        """() => [...document.querySelectorAll("main h2, main .stack > .figure .figure-headline")]
            .map((heading) => getComputedStyle(heading).fontSize)"""
    )

    assert len(sizes) >= 3
    assert len(set(sizes)) == 1


@pytest.mark.parametrize("kind", ["agenda", "decisions", "signatures", "tasks"])
def test_a_very_long_name_stays_on_a_phone(phone: Page, site: Site, kind: str) -> None:
    phone.goto(f"{site.address}/")

    width = phone.evaluate(
        """(kind) => {
            const name = "Kusumaningratwidyoningrat".repeat(4);
            document.querySelector("main").innerHTML =
                `<div class="page-head"><p class="lead">${name}</p></div><ol class="${kind}"><li class="task">
                 <div class="task-what"><strong>${name}</strong> <span class="quiet">${name}</span></div></li></ol>`;
            return document.documentElement.scrollWidth;
        }""",
        kind,
    )

    assert width == 360
