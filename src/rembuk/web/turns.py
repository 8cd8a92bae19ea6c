"""Two pages are made at a time, however many phones are served, and in the order in which they were asked for.

One interpreter makes one page, the other waits for the disk meanwhile. More would only take the interpreter from each
other: over 100,000 needs eight at a time made a fifth fewer lists in a second, and the slowest took twice as long.
The same two threads make all pages, because each holds 4 MB: what its connection knows of the tables.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

AT_ONCE: Final = 2


def make_in_turns(pages: WSGIApplication, *, at_once: int = AT_ONCE) -> WSGIApplication:
    """Let so many threads make the pages, and the others wait; a stream is read by the one that sends it."""
    makers = ThreadPoolExecutor(at_once, thread_name_prefix="pages")

    def in_turn(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return makers.submit(_made, pages, environ, start_response).result()

    return in_turn


def _made(pages: WSGIApplication, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Make a page to its end, so that what it has opened is closed by the thread that opened it."""
    parts = pages(environ, start_response)
    if getattr(parts, "streaming", True):
        return parts
    page = [b"".join(parts)]
    parts.close()  # type: ignore[attr-defined]  # Django's responses have it.
    return page
