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


@pytest.mark.parametrize("lines", [3, 9])
def test_a_wall_shows_whole_lines_and_nothing_below_its_lower_edge(phone: Page, site: Site, lines: int) -> None:
    phone.set_viewport_size({"width": 1280, "height": 720})
    phone.goto(f"{site.address}/layar/18.02.02.2005")

    height, reach, bottoms = phone.evaluate(
        """(lines) => {
            const line = "<li><strong>Pengerasan jalan ke kebun dan sawah lewat warung kopi, Dusun 4</strong>"
                + "<p>Uang tahun ini habis sebelum sampai urutan ini, dan jalan ini dilihat lagi tahun depan.</p></li>";
            document.querySelector("main").innerHTML =
                `<h1>${"Musyawarah khusus perempuan ".repeat(9)}</h1><ul class="kiosk-list">${line.repeat(lines)}</ul>`;
            const list = document.querySelector(".kiosk-list").getBoundingClientRect();
            const shown = [...document.querySelectorAll(".kiosk-list li")]
                .map((line) => line.getBoundingClientRect()).filter((line) => line.left < list.right);
            const foot = document.querySelector(".foot").getBoundingClientRect();
            return [document.documentElement.scrollHeight, foot.top, shown.map((line) => line.bottom)];
        }""",
        lines,
    )

    assert height == 720
    assert len(bottoms) >= 2
    assert all(bottom <= reach for bottom in bottoms)


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
