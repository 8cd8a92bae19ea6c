"""Twenty voices written without a signal, a browser that is killed, a line that loses answers: each arrives once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect

from tests.browsers import OPTIONS, find_chromium
from tests.web.browser.conftest import Site
from tests.web.browser.proxy import BadLine

pytestmark = pytest.mark.browser

VOICES = 20
LOSES = 0.4
PATIENCE_MS = 120_000


def test_twenty_voices_kept_offline_survive_a_killed_browser_and_lost_answers_and_arrive_once(
    chromium: Browser, site: Site, line: BadLine, tmp_path: Path
) -> None:
    before = arrived(site)
    with phone_of(tmp_path, chromium.browser_type) as first:
        opens_the_form(first, line)
        line.down()
        for number in range(VOICES):
            speaks(first, line, f"Suara nomor {number}: lampu jalan di simpang {number} mati.")
        expect(first.locator("[data-list] > li")).to_have_count(VOICES)

    # Without a signal the killed phone is opened again: everything is still there.
    with phone_of(tmp_path, chromium.browser_type) as second:
        second.goto(f"{line.address}/sampaikan")
        expect(second.locator("[data-list] > li")).to_have_count(VOICES)
        line.loses = LOSES
        line.up()
        second.reload()
        numbers = second.locator("[data-list] [data-code], [data-list] a.plate")
        expect(numbers).to_have_count(VOICES, timeout=PATIENCE_MS)
        shown = numbers.all_inner_texts()

    came = {code: key for code, key in arrived(site).items() if code not in before}
    assert len(came) == VOICES
    assert sorted(came) == sorted(shown)
    assert line.lost > 0
    assert line.delivered >= VOICES + line.lost


def opens_the_form(page: Page, line: BadLine) -> None:
    """Open the form once with a signal, so that the phone keeps it."""
    page.goto(f"{line.address}/sampaikan")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.match('/sampaikan').then(Boolean)")


def speaks(page: Page, line: BadLine, words: str) -> None:
    page.goto(f"{line.address}/sampaikan")
    page.locator("[name=words]").fill(words)
    goes_on(page)
    page.locator("[name=region]").select_option(label="Bangun Rejo")
    for _ in range(4):
        goes_on(page)
    expect(page.locator("[data-speak] form")).to_have_count(0)


def goes_on(page: Page) -> None:
    page.locator("form .row .button--primary").first.click()


def arrived(site: Site) -> dict[str, str]:
    """The voices in the database of the site: number and key."""
    with closing(sqlite3.connect(f"file:{site.var}/rembuk.sqlite3?mode=ro", uri=True)) as database:
        return dict(database.execute("SELECT code, key FROM voices_voice"))


@contextmanager
def phone_of(folder: Path, chromium: BrowserType) -> Iterator[Page]:
    """Open the browser of one phone, with what it has kept so far; at the end it is killed, not closed."""
    program = find_chromium()
    assert program is not None
    port_file = folder / "DevToolsActivePort"
    port_file.unlink(missing_ok=True)
    command = [str(program), "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={folder}", *OPTIONS]
    with (folder / "browser.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    try:
        browser = chromium.connect_over_cdp(f"http://127.0.0.1:{_port_in(port_file, process)}")
        page = browser.contexts[0].new_page()
        page.set_viewport_size({"width": 360, "height": 640})
        yield page
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _port_in(file: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait until the browser has written down where it listens."""
    for _ in range(600):
        if file.exists() and "\n" in (text := file.read_text(encoding="ascii")):
            return text.splitlines()[0]
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        raise RuntimeError(f"The browser stopped at once, with {process.returncode}.")
    raise RuntimeError("The browser never said where it listens.")
