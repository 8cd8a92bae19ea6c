"""What was cut off on its way is not taken: half a form may be a whole ballot for somebody else.

What somebody sends slowly is waited for out here, where it keeps nobody else from getting a page.
"""

from __future__ import annotations

from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Final

from django.core.exceptions import BadRequest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

# What residents send is smaller: a form, or a part of a picture. More waits in a file.
LARGEST_IN_MEMORY: Final = 1_048_576
# No page takes so much, so nothing of it is read.
LARGEST: Final = 67_108_864
PART: Final = 65_536


class WholeBody:
    """A body that raises BadRequest where it ends before the length that was announced.

    The server hands over what came before a connection broke as if it were all, and Django reads forms from it.
    """

    def __init__(self, body: IO[bytes], announced: int) -> None:
        self._body = body
        self._missing = announced

    def read(self, size: int = -1) -> bytes:
        """Return so many bytes, fewer only where the announced length ends."""
        wanted = self._wanted(size)
        data = self._body.read(wanted) if wanted else b""
        return self._came(data, all_of_it=len(data) == wanted)

    def readline(self, size: int = -1) -> bytes:
        """Return a line, or what is left of the announced length."""
        wanted = self._wanted(size)
        data = self._body.readline(wanted) if wanted else b""
        return self._came(data, all_of_it=len(data) == wanted or data.endswith(b"\n"))

    def _wanted(self, size: int) -> int:
        return self._missing if size < 0 else min(size, self._missing)

    def _came(self, data: bytes, *, all_of_it: bool) -> bytes:
        self._missing -= len(data)
        if not all_of_it:
            raise BadRequest(f"{self._missing} bytes of the body never came.")
        return data


def take_whole_bodies(pages: WSGIApplication) -> WSGIApplication:
    """Let pages see only bodies that came whole, and only once they are here."""

    def whole(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        announced = environ.get("CONTENT_LENGTH", "")
        if not announced.isdecimal():
            return pages(environ, start_response)
        with _arrived(environ["wsgi.input"], int(announced)) as body:
            environ["wsgi.input"] = WholeBody(body, int(announced))
            return pages(environ, start_response)

    return whole


def _arrived(body: IO[bytes], announced: int) -> IO[bytes]:
    """Wait for a body; one that is too large is as if nothing of it came."""
    if announced <= LARGEST_IN_MEMORY:
        return BytesIO(body.read(announced))
    kept = TemporaryFile()  # noqa: SIM115 - whoever asked closes it.
    missing = announced if announced <= LARGEST else 0
    while missing and (part := body.read(min(PART, missing))):
        kept.write(part)
        missing -= len(part)
    kept.seek(0)
    return kept
