"""A meeting recorded without a signal, on a phone that is killed in the middle: everything is in the minutes, once."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from rembuk.meetings.states import EntryKind
from tests.web.browser.conftest import Site
from tests.web.browser.proxy import BadLine
from tests.web.browser.test_desk import sign_in
from tests.web.browser.test_queue import phone_of

pytestmark = pytest.mark.browser

TITLE = "Musyawarah Dusun 3"
FROM_HERE = f"FROM meetings_entry e JOIN meetings_meeting m ON m.id = e.meeting_id WHERE m.title = '{TITLE}'"
LOSES = 0.4
PATIENCE_MS = 120_000
SAID = ("Siring di RT 2 mampet.", "Lampu gang mati.", "Jalan ke sawah becek.", "Sumur bor kering.")


def test_a_meeting_recorded_without_a_signal_on_a_killed_phone_is_in_the_minutes_once(
    chromium: Browser, site: Site, line: BadLine, tmp_path: Path
) -> None:
    hall = f"{line.address}/meja/rapat/{code_of_the_meeting(site)}"
    with phone_of(tmp_path, chromium.browser_type) as first:
        sign_in(first, Site(line.port, site.var), "br-pendamping")
        opens(first, hall)
        line.down()
        says(first, SAID[0])
        says(first, SAID[1])
        decides(first, "Siring didahulukan.")
        for group in ("men", "men", "women"):
            asks_for_the_floor(first, group)
        # Women come before the second man; without a signal the phone knows this by itself.
        assert speakers_on(first) == ["Perempuan", "Laki-laki", "Laki-laki"]
        expect(first.locator("[data-list] > li")).to_have_count(6)

    # Without a signal the killed phone is opened again: everything is still there, and the meeting goes on.
    with phone_of(tmp_path, chromium.browser_type) as second:
        second.goto(hall)
        expect(second.locator("[data-list] > li")).to_have_count(6)
        gives_the_floor(second)
        assert speakers_on(second) == ["Laki-laki", "Laki-laki"]
        says(second, SAID[2])
        says(second, SAID[3])
        expect(second.locator("[data-status]")).to_contain_text("Tersimpan di HP (9)")
        line.loses = LOSES
        line.up()
        # A killed browser has forgotten who records; what was written waits until somebody signs in again.
        sign_in(second, Site(line.port, site.var), "br-pendamping")
        expect(second).to_have_url(f"{line.address}/meja")
        second.goto(hall)
        # The page is empty at first, then lists what the phone keeps, and at last shows what has arrived.
        for words in SAID:
            expect(second.locator(".task-facts", has_text=words)).to_have_count(1, timeout=PATIENCE_MS)
        expect(second.locator("[data-list] > li")).to_have_count(0, timeout=PATIENCE_MS)
        expect(second.locator("[data-status]")).to_contain_text("Terkirim")

    assert Counter(recorded(site)) == {
        EntryKind.SPOKEN: 4, EntryKind.DECIDED: 1, EntryKind.ASKED: 3, EntryKind.FLOOR: 1,
    }  # fmt: skip
    ((device,),) = asked(site, f"SELECT e.device {FROM_HERE} AND e.kind = 'decided'")
    assert device


def opens(page: Page, hall: str) -> None:
    """Open the screen once with a signal, so that the phone keeps it."""
    page.goto(hall)
    expect(page.locator("[data-hall-box]")).to_be_attached()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.match(location.pathname).then(Boolean)")


def says(page: Page, words: str) -> None:
    form = page.locator("form:has([name=do][value=speak])")
    form.locator("textarea").fill(words)
    form.locator("button").click()
    expect(form.locator("textarea")).to_have_value("")


def decides(page: Page, words: str) -> None:
    form = page.locator("form:has([name=do][value=decide])")
    page.locator("details:has([name=do][value=decide]) > summary").click()
    form.locator("textarea").fill(words)
    for votes in ("in_favour", "against", "abstained"):
        form.locator(f"[name$={votes}]").fill("3")
    form.locator("button").click()
    expect(form.locator("textarea")).to_have_value("")


def asks_for_the_floor(page: Page, group: str) -> None:
    form, kept = opened(page, "ask"), page.locator("[data-list] > li")
    already = kept.count()
    form.locator("select").select_option(group)
    form.locator("button").click()
    expect(kept).to_have_count(already + 1)


def gives_the_floor(page: Page) -> None:
    waiting = len(speakers_on(page))
    opened(page, "floor").locator("button").click()
    expect(page.locator("[name=floor-target] option")).to_have_count(waiting - 1)


def speakers_on(page: Page) -> list[str]:
    return page.locator("[name=floor-target] option").all_text_contents()


def opened(page: Page, deed: str) -> Locator:
    """Unfold a form that is folded away."""
    page.locator("details", has=page.locator(f"[name=do][value={deed}]")).evaluate("fold => { fold.open = true; }")
    return page.locator(f"form:has([name=do][value={deed}])")


def code_of_the_meeting(site: Site) -> str:
    ((code,),) = asked(site, f"SELECT code FROM meetings_meeting WHERE title = '{TITLE}'")
    return str(code)


def recorded(site: Site) -> list[str]:
    return [kind for (kind,) in asked(site, f"SELECT e.kind {FROM_HERE}")]


def asked(site: Site, question: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(f"file:{site.var}/rembuk.sqlite3?mode=ro", uri=True)) as database:
        return database.execute(question).fetchall()
