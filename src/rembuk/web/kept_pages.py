"""Finished pages in memory, each in the codings that visitors asked for."""

from __future__ import annotations

import gzip
import hashlib
import time
from collections import OrderedDict
from threading import Lock
from typing import Final, NamedTuple

import brotli  # type: ignore[import-untyped]  # ships no types

Headers = list[tuple[str, str]]

KEPT_SECONDS: Final = 60
KEPT_BYTES: Final = 16 * 1024 * 1024
SMALLEST_COMPRESSED: Final = 200
# Fast enough for pages made on demand, and within a tenth of the best.
BROTLI_QUALITY: Final = 5
BROTLI_WINDOW: Final = 18  # Bits: 256 KB, as much as the largest page that is kept, for less memory than by default.
GZIP_LEVEL: Final = 6
# What may change a page for one who asked, and is seen here: its copies, and an address of its own.
TOLD_APART: Final = frozenset({"accept-encoding", "save-data"})


class Address(NamedTuple):
    """What tells one page from another."""

    scheme: str
    host: str
    path: str
    query: str
    spares_data: bool = False


class State(NamedTuple):
    """Whose data, and after how many changes."""

    tenant: int
    version: int


class Copy(NamedTuple):
    """A page as it goes over the line in one coding."""

    etag: str
    headers: Headers
    body: bytes


class Page:
    """A finished page; its compressed copies are made when first asked for."""

    def __init__(self, status: str, headers: Headers, body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.digest = hashlib.blake2b(body, digest_size=12).hexdigest()
        self.copies: dict[str, Copy] = {}

    @property
    def came_out_well(self) -> bool:
        """Is it the page that was asked for?"""
        return self.status.startswith("200 ")

    @property
    def may_be_kept(self) -> bool:
        """Did it come out well, is it for everybody, and does it carry nothing of the one who asked?"""
        said = {name.lower(): value.lower() for name, value in self.headers}
        return (
            self.came_out_well
            and "public" in said.get("cache-control", "")
            and "set-cookie" not in said
            and TOLD_APART.issuperset(part.lower() for part in _said(self.headers, "vary"))
        )

    @property
    def weight(self) -> int:
        """What keeping it costs: its compressed copies together are never longer than itself."""
        return 2 * len(self.body) + 4096

    def copy(self, coding: str) -> Copy:
        """Return the page in a coding, or as it is when it is too small; threads that meet here make the same copy."""
        if len(self.body) < SMALLEST_COMPRESSED:
            coding = ""
        if coding not in self.copies:
            self.copies[coding] = self._encoded(coding)
        return self.copies[coding]

    def _encoded(self, coding: str) -> Copy:
        body = _compress(self.body, coding)
        etag = f'"{self.digest}-{coding}"' if coding else f'"{self.digest}"'
        ours = {"content-length", "etag", "vary"}
        headers = [header for header in self.headers if header[0].lower() not in ours]
        varies = dict.fromkeys([*_said(self.headers, "vary"), "Accept-Encoding"])
        headers += [("Content-Length", str(len(body))), ("Vary", ", ".join(varies))]
        headers += [("ETag", etag)] if self.came_out_well else []
        headers += [("Content-Encoding", coding)] if coding else []
        return Copy(etag, headers, body)


def _said(headers: Headers, name: str) -> list[str]:
    return [part.strip() for key, value in headers if key.lower() == name for part in value.split(",")]


def _compress(body: bytes, coding: str) -> bytes:
    if coding == "br":
        packed: bytes = brotli.compress(body, quality=BROTLI_QUALITY, lgwin=BROTLI_WINDOW)
        return packed
    return gzip.compress(body, GZIP_LEVEL, mtime=0) if coding == "gzip" else body


class Shelf:
    """Pages by address, the longest unasked for leaving first; what it holds has a limit."""

    def __init__(self, most_bytes: int = KEPT_BYTES) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._pages: OrderedDict[Address, tuple[Page, State, float]] = OrderedDict()
        self._lock = Lock()

    def find(self, address: Address) -> tuple[Page, State] | None:
        """Return a page that is not too old, and the state it shows."""
        with self._lock:
            kept = self._pages.get(address)
            if kept is None or kept[2] < time.monotonic():
                return None
            self._pages.move_to_end(address)
            return kept[:2]

    def keep(self, address: Address, page: Page, state: State) -> None:
        """Keep a page instead of an older one."""
        with self._lock:
            self._drop(address)
            self._pages[address] = (page, state, time.monotonic() + KEPT_SECONDS)
            self.bytes += page.weight
            while self.bytes > self.most_bytes:
                self._drop(next(iter(self._pages)))

    def _drop(self, address: Address) -> None:
        if dropped := self._pages.pop(address, None):
            self.bytes -= dropped[0].weight
