"""What every page promises a cheap phone: few bytes, few requests, words within two seconds, readable by everybody.

`./rembuk budget` lives through the invented year on a database of its own, opens every page of the registry in a real
browser as everybody who may see it, and exits non-zero when one page breaks one promise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Response
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page as Tab

from rembuk.web.first_paint import first_paint, judge_paint
from rembuk.web.visits import Visit

MOST_BYTES = 50 * 1024
MOST_REQUESTS = 6
SHORTEST_TEXT = 80
BROWSERS = 2

OpenBrowser = Callable[[], AbstractContextManager[Browser]]
Say = Callable[[str], None]

# Width, height and whether it is dark outside.
VIEWS = ((360, 740, "light"), (1280, 900, "dark"), (360, 740, "dark"), (1280, 900, "light"))
# 320 CSS pixels are the narrowest phone, and 640 are what a screen of 1280 has left at 200 % zoom.
NARROW = (320, 640)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# `eval` and inline scripts are forbidden by the pages themselves; the browser's own tools may still ask.
AXE_OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}


@dataclass(frozen=True)
class Verdict:
    """What came of a visit: the promises that were broken, and what was measured on the way."""

    faults: list[str] = field(default_factory=list)
    bytes_sent: int = 0
    requests: int = 0
    paint: float = 0


@dataclass
class Weight:
    """What the first view of a page brought over the line."""

    bytes_sent: int = 0
    requests: int = 0
    fonts: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


# --- judging -------------------------------------------------------------------------------------------------------


def judge_weight(weight: Weight) -> Iterator[str]:
    """Yield which promises about size the first view of a page breaks."""
    if weight.bytes_sent > MOST_BYTES:
        yield f"{weight.bytes_sent / 1024:.1f} KB, more than {MOST_BYTES // 1024} KB"
    if weight.requests > MOST_REQUESTS:
        yield f"{weight.requests} requests, more than {MOST_REQUESTS}"
    if weight.fonts:
        yield f"fetches a font: {weight.fonts[0]}"
    if weight.foreign:
        yield f"asks another site: {weight.foreign[0]}"


class _Words(HTMLParser):
    """The words and headings of the main part that a browser without scripts shows."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.headings = 0
        self._in_main = self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - Python's own.
        self._in_main += tag == "main"
        self._hidden += tag in {"script", "style", "template"}
        self.headings += tag == "h1" and not self._hidden

    def handle_endtag(self, tag: str) -> None:
        self._in_main -= tag == "main"
        self._hidden -= tag in {"script", "style", "template"}

    def handle_data(self, data: str) -> None:
        if self._in_main and not self._hidden:
            self.text.append(data)


def judge_words(html: str) -> Iterator[str]:
    """Yield what is missing from a page when no script runs."""
    words = _Words()
    words.feed(html)
    if words.headings != 1:
        yield f"{words.headings} main headings, not one"
    if len(" ".join(" ".join(words.text).split())) < SHORTEST_TEXT:
        yield "says nothing without scripts"
    if re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", html):
        yield "has an inline script"
    if re.search(r"<style|\sstyle=", html):
        yield "has an inline style"


# --- opening -------------------------------------------------------------------------------------------------------


def inspect(browser: Browser, site: str, visit: Visit, *, fast: bool) -> Verdict:
    """Open a page as a visitor does and return which promises it breaks; none for a page that is no HTML."""
    context = _context(browser, site, visit)
    try:
        tab = context.new_page()
        seen = _Line(tab, site)
        answer = _opened(tab, f"{site}{visit.address}")
        if answer is None or not _is_html(answer):
            return Verdict()
        weight, html = seen.weight(), answer.text()
        paint = first_paint(context.new_page(), f"{site}{visit.address}")
        faults = [*_status(answer), *judge_weight(weight), *judge_paint(paint), *judge_words(html)]
        return Verdict([*faults, *_looks(tab, fast=fast)], weight.bytes_sent, weight.requests, paint)
    finally:
        context.close()


def _opened(tab: Tab, address: str) -> Response | None:
    """Open an address; None for a file, which a browser takes away instead of showing it."""
    try:
        return tab.goto(address, wait_until="networkidle")
    except BrowserError as error:
        if "Download is starting" in error.message:
            return None
        raise


def _context(browser: Browser, site: str, visit: Visit) -> BrowserContext:
    width, height, scheme = VIEWS[0]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=_scheme(scheme), locale="id-ID"
    )
    if visit.cookie:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": visit.cookie, "url": site}])
    return context


def _is_html(answer: Response) -> bool:
    return answer.headers.get("content-type", "").startswith("text/html")


def _status(answer: Response) -> Iterator[str]:
    if answer.status != 200:
        yield f"answers {answer.status}"


class _Line:
    """Listens to what a tab asks for, until it has been weighed."""

    def __init__(self, tab: Tab, site: str) -> None:
        self.site = site
        self.answers: list[Response] = []
        tab.on("response", lambda answer: self.answers.append(answer))  # noqa: PLW0108 - playwright marks its handlers.

    def weight(self) -> Weight:
        weight = Weight()
        for answer in self.answers:
            if answer.request.redirected_to is not None or answer.url.startswith("data:"):
                continue
            sizes = answer.request.sizes()
            weight.requests += 1
            weight.bytes_sent += sizes["responseBodySize"]
            if answer.request.resource_type == "font":
                weight.fonts.append(answer.url)
            if not answer.url.startswith(self.site):
                weight.foreign.append(answer.url)
        return weight


def _looks(tab: Tab, *, fast: bool) -> Iterator[str]:
    """Yield what somebody with other eyes, or a narrow screen, cannot use."""
    for width in NARROW:
        tab.set_viewport_size({"width": width, "height": 740})
        if (over := tab.evaluate(TOO_WIDE)) > 0:
            yield f"{over} px too wide for {width} px"
    for width, height, scheme in VIEWS[:2] if fast else VIEWS:
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(color_scheme=_scheme(scheme))
        for rule in run_axe(tab):
            yield f"axe at {width} px, {scheme}: {rule['id']} at {rule['nodes'][0]['html'][:120]}"


def run_axe(tab: Tab) -> list[dict[str, Any]]:  # Any: axe's own report.
    """Return the accessibility rules that a page breaks (axe-core)."""
    violations: list[dict[str, Any]] = Axe().run(tab, options=AXE_OPTIONS).response["violations"]
    return violations


def _scheme(name: str) -> Any:  # Any: playwright wants the literals.
    return name


def inspect_all(open_browser: OpenBrowser, site: str, plan: Iterable[Visit], *, fast: bool, say: Say) -> int:
    """Open every page, say what each one breaks, and return how many promises were broken.

    Most of a visit is waiting for the slow line, so two browsers open half of the pages each.
    """
    different = [*_different(site, plan)]
    shares = [different[start::BROWSERS] for start in range(BROWSERS)]

    def inspect_share(share: list[Visit]) -> list[Verdict]:
        with open_browser() as browser:
            return [_told(visit, inspect(browser, site, visit, fast=fast), say) for visit in share]

    say(f"{len(different)} different pages …")
    with ThreadPoolExecutor(BROWSERS) as pool:
        verdicts = [verdict for share in pool.map(inspect_share, shares) for verdict in share]
    say(figures(verdicts))
    return sum(len(verdict.faults) for verdict in verdicts)


def _told(visit: Visit, verdict: Verdict, say: Say) -> Verdict:
    for fault in verdict.faults:
        say(f"{visit}: {fault}")
    return verdict


def _different(site: str, plan: Iterable[Visit]) -> Iterator[Visit]:
    """Yield the visits without those to whom an address answers to the letter what it answered somebody before."""
    seen = set()
    for visit in plan:
        page = visit.address, _letters(site, visit)
        if page not in seen:
            seen.add(page)
            yield visit


def _letters(site: str, visit: Visit) -> bytes:
    """Return what the server sends, without the long values of hidden fields, which differ each time."""
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={visit.cookie}"} if visit.cookie else {}
    with closing(HTTPConnection(urlsplit(site).netloc)) as line:
        line.request("GET", visit.address, headers={"Accept-Language": "id-ID", **cookie})
        page = line.getresponse().read()
    return re.sub(rb'value="[^"]{32,}"', b"", page)


def figures(verdicts: list[Verdict]) -> str:
    """Return in one line what was measured: the worst page of each kind."""
    heaviest = max((one.bytes_sent for one in verdicts), default=0) / 1024
    most = max((one.requests for one in verdicts), default=0)
    latest = max((one.paint for one in verdicts), default=0)
    broken = sum(len(one.faults) for one in verdicts)
    return (
        f"{len(verdicts)} pages opened, at most {heaviest:.1f} KB and {most} requests, first paint on slow 3G within "
        f"{latest:.2f} s, {broken} promises broken."
    )
