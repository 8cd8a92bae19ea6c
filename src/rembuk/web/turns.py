"""Two pages are made at a time and one thing is written, however many phones are served, in the order they ask.

One interpreter makes one page, the other waits for the disk meanwhile. More would only take the interpreter from each
other: over 100,000 needs eight at a time made a fifth fewer lists in a second, and the slowest took twice as long.
The same threads do all of it, because each holds 4 MB: what its connection knows of the tables. SQLite has one writer:
two threads that write wait for each other there and take the interpreter from each other at every question, so that a
voice took a seventh more work.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

AT_ONCE: Final = 2
READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def make_in_turns(pages: WSGIApplication, *, at_once: int = AT_ONCE, one_writes: bool = False) -> WSGIApplication:
    """Let so many threads make the pages, and the others wait; a stream is read by the one that sends it.

    With `one_writes`, one more thread does all that is sent, and no other does.
    """
    makers = ThreadPoolExecutor(at_once, thread_name_prefix="pages")
    writers = ThreadPoolExecutor(1, thread_name_prefix="writes") if one_writes else makers

    def in_turn(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        turn = makers if environ["REQUEST_METHOD"] in READING else writers
        return turn.submit(_made, pages, environ, start_response).result()

    return in_turn


def _made(pages: WSGIApplication, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Make a page to its end, so that what it has opened is closed by the thread that opened it."""
    parts = pages(environ, start_response)
    if getattr(parts, "streaming", True):
        return parts
    page = [b"".join(parts)]
    parts.close()  # type: ignore[attr-defined]  # Django's responses have it.
    return page
