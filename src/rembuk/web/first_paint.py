"""How soon a cheap phone on a slow line shows something: 400 kbit/s, 400 ms there and back, a quarter of the speed."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import CDPSession
from playwright.sync_api import Page as Tab

LATEST_PAINT = 2.0
BYTES_PER_SECOND = 400_000 / 8
SLOW_LINE = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": BYTES_PER_SECOND,
    "uploadThroughput": BYTES_PER_SECOND,
}
TIMES_SLOWER = 4
# A measurement can only come out too late, by what else the machine has to do: the soonest of three counts.
TRIES = 3
# `paint` is there once something was painted; a page that is still white after ten seconds has none.
PAINTED = """() => new Promise(resolve => {
    new PerformanceObserver(list => {
        for (const one of list.getEntries()) { if (one.name === "first-contentful-paint") { resolve(one.startTime); } }
    }).observe({ type: "paint", buffered: true });
    setTimeout(() => resolve(10000), 10000);
})"""


def first_paint(tab: Tab, address: str) -> float:
    """Return after how many seconds a page that nothing is kept of shows its first words."""
    line = tab.context.new_cdp_session(tab)
    _slow_down(line)
    soonest = _painted_after(tab, line, address)
    for _again in range(TRIES - 1):
        if soonest > LATEST_PAINT:
            soonest = min(soonest, _painted_after(tab, line, address))
    line.detach()
    return soonest


def judge_paint(seconds: float) -> Iterator[str]:
    """Yield what a page breaks that shows its first words after so many seconds."""
    if seconds > LATEST_PAINT:
        yield f"first paint after {seconds:.1f} s on slow 3G, later than {LATEST_PAINT:.0f} s"


def _slow_down(line: CDPSession) -> None:
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": TIMES_SLOWER})


def _painted_after(tab: Tab, line: CDPSession, address: str) -> float:
    tab.goto("about:blank")
    line.send("Network.clearBrowserCache")
    tab.goto(address, wait_until="commit")
    return float(tab.evaluate(PAINTED)) / 1000
