"""Where the Chromium of the browser tests is, and what happens without one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

WARNING = "NO CHROMIUM: the browser tests were SKIPPED. Install the package `chromium`, or run ./rembuk test as root."
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REASON = "no Chromium on this machine"
# As root there is no sandbox; the rest keeps the browser from calling home.
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")


class NoChromium(RuntimeError):
    """A browser test runs where there is no browser."""


def find_chromium() -> Path | None:
    """Return the program named by REMBUK_CHROMIUM, or the first one on PATH."""
    for name in (os.environ.get("REMBUK_CHROMIUM", ""), *NAMES):
        if name and (found := shutil.which(name)):
            return Path(found)
    return None


def skip_or_fail_without_chromium(item: pytest.Item) -> None:
    """Skip a browser test where there is no browser; with CI=true leave it to fail."""
    if find_chromium() is None and os.environ.get("CI") != "true":
        item.add_marker(pytest.mark.skip(reason=REASON))


def skipped_without_chromium(reporter: pytest.TerminalReporter) -> bool:
    """Did this run skip browser tests for want of a browser?"""
    return any(REASON in str(report.longrepr) for report in reporter.stats.get("skipped", []))


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Give a headless Chromium; raise NoChromium where there is none."""
    program = find_chromium()
    if program is None:
        raise NoChromium(REASON)
    # Playwright runs an event loop in this thread, and Django takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
            yield browser
            browser.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
