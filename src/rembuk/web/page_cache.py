"""Pages that everybody sees alike, kept for a minute in front of Django.

A page is kept when a stranger without any cookie asked for it, it came out well, and its view says that caches may keep
it (`public_page`). It is handed out until the tenant's data change, and never longer than a minute.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import structlog
from django.conf import settings
from django.db import DatabaseError
from django.http import parse_cookie

from rembuk.tenancy.backends.plain import SharedConnection
from rembuk.tenancy.queries import version_of
from rembuk.web.kept_pages import Address, Headers, Page, Shelf

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

# TenantOfHost answers it under STATE: whose page it is, and in which state their data were before it was made.
WANTED: Final = "rembuk.page_cache.wanted"
STATE: Final = "rembuk.page_cache.state"

LARGEST_PAGE: Final = 256 * 1024
LONGEST_ADDRESS: Final = 1024
COMPRESSED: Final = ("text/", "application/json", "application/atom+xml", "application/manifest+json")
CODINGS: Final = ("br", "gzip")
CONDITIONS: Final = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
TOLD_EVERY: Final = 10_000

log = structlog.get_logger("rembuk.web")


class PageCache:
    """Stands between the server and Django; what it does not understand passes through untouched."""

    def __init__(self, application: WSGIApplication, shelf: Shelf | None = None) -> None:
        self.application = application
        self.shelf = shelf or Shelf()
        self.shared = SharedConnection()
        self.handed_out = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not _anybody_may_ask(environ):
            return self.application(environ, start_response)
        address = _address_of(environ)
        page = self._kept(address)
        if page is not None:
            self._count()
            return _answer(page, environ, start_response)
        if "HTTP_COOKIE" in environ:  # A form on the page would carry the secret of this visitor.
            return self.application(environ, start_response)
        return self._made(address, environ, start_response)

    def _kept(self, address: Address) -> Page | None:
        found = self.shelf.find(address)
        if found is None:
            return None
        page, state = found
        try:
            return page if version_of(state.tenant, asked=self.shared.rows) == state.version else None
        except DatabaseError:
            return None  # Django asks by a connection of its own, or says that the database is away.

    def _count(self) -> None:
        """Pages from here have no line in the log; a number of them has."""
        self.handed_out += 1
        if self.handed_out % TOLD_EVERY == 0:
            log.info("pages handed out from memory", pages=self.handed_out, kept_bytes=self.shelf.bytes)

    def _made(self, address: Address, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked = {name: value for name, value in environ.items() if name not in CONDITIONS} | {WANTED: True}
        started: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, _trouble: object = None) -> object:
            started[:] = [(status, headers)]
            return _no_writing

        parts = self.application(asked, start)  # type: ignore[arg-type]  # nobody uses what it returns
        ((status, headers),) = started
        if not _fits(headers):
            start_response(status, headers)
            return parts
        page = Page(status, headers, _joined(parts))
        if STATE in asked and page.may_be_kept:
            self.shelf.keep(address, page, asked[STATE])
        return _answer(page, environ, start_response)


def _anybody_may_ask(environ: WSGIEnvironment) -> bool:
    """Is this a stranger reading? A cookie against forged forms, which every visitor of a form has, says nothing."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and len(environ.get("PATH_INFO", "")) + len(environ.get("QUERY_STRING", "")) <= LONGEST_ADDRESS
        and ("HTTP_COOKIE" not in environ or parse_cookie(environ["HTTP_COOKIE"]).keys() <= {settings.CSRF_COOKIE_NAME})
    )


def _address_of(environ: WSGIEnvironment) -> Address:
    return Address(
        scheme=f"{environ['wsgi.url_scheme']} {environ.get('HTTP_X_FORWARDED_PROTO', '')}",
        host=environ.get("HTTP_HOST", ""),
        path=environ.get("PATH_INFO", ""),
        query=environ.get("QUERY_STRING", ""),
        spares_data=environ.get("HTTP_SAVE_DATA") == "on",
    )


def _fits(headers: Headers) -> bool:
    """Is it a text whose length is known and small? Streams and pictures are not for this shelf."""
    said = {name.lower(): value for name, value in headers}
    length = said.get("content-length", "")
    return length.isdigit() and int(length) <= LARGEST_PAGE and said.get("content-type", "").startswith(COMPRESSED)


def _joined(parts: Iterable[bytes]) -> bytes:
    try:
        return b"".join(parts)
    finally:
        if close := getattr(parts, "close", None):
            close()


def _no_writing(_data: bytes) -> None:
    raise NotImplementedError("Django returns its pages; it does not write them.")


def _answer(page: Page, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    copy = page.copy(_coding(environ.get("HTTP_ACCEPT_ENCODING", "")))
    if page.came_out_well and _is_known(copy.etag, environ.get("HTTP_IF_NONE_MATCH", "")):
        silent = {"content-length", "content-encoding", "content-type"}
        start_response("304 Not Modified", [header for header in copy.headers if header[0].lower() not in silent])
        return []
    start_response(page.status, copy.headers)
    return [copy.body]


def _is_known(etag: str, known: str) -> bool:
    """Does the visitor have this very page? (RFC 9110, section 13.1.2: compared weakly.)"""
    return known.strip() == "*" or etag in (one.strip().removeprefix("W/") for one in known.split(","))


@lru_cache(maxsize=256)
def _coding(accepted: str) -> str:
    """Return the best coding that a visitor reads, "" for none."""
    refused = ("q=0", "q=0.0", "q=0.00", "q=0.000")
    offers = [[part.strip() for part in offer.split(";")] for offer in accepted.lower().split(",")]
    read = {name for name, *weights in offers if not any(weight in refused for weight in weights)}
    return next((coding for coding in CODINGS if coding in read), "")
