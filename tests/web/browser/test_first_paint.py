"""The scales themselves: that a line is as slow as it says, and that what is too late or too heavy is told."""

from __future__ import annotations

from contextlib import closing

import pytest
from playwright.sync_api import Browser

from rembuk.web.budget import Verdict, Weight, figures, inspect, judge_weight
from rembuk.web.first_paint import first_paint, judge_paint
from rembuk.web.visits import Visit
from tests.web.browser.conftest import Site


@pytest.mark.browser
def test_on_the_slow_line_a_page_waits_for_itself_and_for_its_style(chromium: Browser, site: Site) -> None:
    with closing(chromium.new_context()) as context:
        seconds = first_paint(context.new_page(), f"{site.address}/")

    # Two answers of which none can come sooner than 400 ms; how much later depends on the machine.
    assert seconds > 0.8


@pytest.mark.browser
@pytest.mark.parametrize("address", ["/", "/kebutuhan", "/sampaikan", "/masuk"])
def test_a_page_keeps_its_promises_about_weight_words_and_looks(chromium: Browser, site: Site, address: str) -> None:
    verdict = inspect(chromium, site.address, Visit(address, address, "anybody"), fast=True)

    # How soon it is painted is judged by ./rembuk budget, on a machine that has nothing else to do.
    assert [fault for fault in verdict.faults if "first paint" not in fault] == []


def test_words_that_come_after_two_seconds_come_too_late() -> None:
    assert list(judge_paint(2.0)) == []
    assert list(judge_paint(2.4)) == ["first paint after 2.4 s on slow 3G, later than 2 s"]


def test_what_is_too_heavy_is_said_with_its_weight() -> None:
    weight = Weight(60 * 1024, 7, ["/huruf.woff2"], ["https://jauh.example/x.js"])

    assert list(judge_weight(weight)) == [
        "60.0 KB, more than 50 KB",
        "7 requests, more than 6",
        "fetches a font: /huruf.woff2",
        "asks another site: https://jauh.example/x.js",
    ]


def test_the_figures_are_those_of_the_worst_pages() -> None:
    seen = [Verdict(["x"], 20 * 1024, 3, 1.5), Verdict([], 30 * 1024, 2, 1.25)]

    assert figures(seen) == (
        "2 pages opened, at most 30.0 KB and 3 requests, first paint on slow 3G within 1.50 s, 1 promises broken."
    )
