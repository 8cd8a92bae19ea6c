"""Where the Chromium of the browser tests is, and what happens without one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

WARNING = "NO CHROMIUM: the browser tests were SKIPPED. Install the package `chromium`, or run ./rembuk test as root."
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REASON = "no Chromium on this machine"


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
