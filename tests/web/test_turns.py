"""Two pages are made at a time and one thing is written, and a phone that sends slowly keeps nobody else waiting."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier, Event, Lock, get_ident
from typing import IO, Any

import pytest
from django.core.exceptions import BadRequest

from rembuk.web.turns import make_in_turns
from rembuk.web.whole_bodies import LARGEST, LARGEST_IN_MEMORY, PART, take_whole_bodies

LONG_ENOUGH = 20


class Pages:
    """An application that counts how many of its pages are made at the same time, and keeps what they read."""

    def __init__(self, company: int = 1) -> None:
        self.now = self.most = 0
        self.read: list[bytes] = []
        self._counting = Lock()
        self._company = Barrier(company)

    def __call__(self, environ: dict[str, Any], _start: object) -> Iterable[bytes]:  # Any: as WSGI has it.
        with self._counting:
            self.now += 1
            self.most = max(self.most, self.now)
        self._company.wait(LONG_ENOUGH)
        self.read.append(environ["wsgi.input"].read())
        with self._counting:
            self.now -= 1
        return []


class SlowBody(BytesIO):
    """What a phone with a bad signal sends: its first bytes are waited for."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.is_asked_for, self.comes = Event(), Event()

    def read(self, size: int | None = -1, /) -> bytes:
        self.is_asked_for.set()
        assert self.comes.wait(LONG_ENOUGH)
        return super().read(size)


def sent(body: IO[bytes], length: int, method: str = "POST") -> dict[str, Any]:
    return {"REQUEST_METHOD": method, "CONTENT_LENGTH": str(length), "wsgi.input": body}


def test_two_pages_are_made_at_the_same_time_and_never_a_third() -> None:
    pages = Pages(company=2)  # Each waits for another one to be made beside it.
    door = make_in_turns(pages, at_once=2)

    with ThreadPoolExecutor(8) as phones:
        for _one in range(8):
            phones.submit(door, sent(BytesIO(), 0), None)  # type: ignore[arg-type]

    assert (len(pages.read), pages.most) == (8, 2)


def test_where_one_writes_nothing_else_is_written_meanwhile_and_pages_are_made_beside_it() -> None:
    pages = Pages(company=2)  # What is written waits for a page to be made beside it.
    door = make_in_turns(pages, at_once=1, one_writes=True)

    with ThreadPoolExecutor(8) as phones:
        for method in ["POST", "GET"] * 4:
            phones.submit(door, sent(BytesIO(), 0, method), None)  # type: ignore[arg-type]

    assert (len(pages.read), pages.most) == (8, 2)


class Response(list[bytes]):
    """A response of Django that tells which threads made it and closed it."""

    def __init__(self, *, streaming: bool) -> None:
        super().__init__([b"a ", b"page"])
        self.streaming = streaming
        self.made_by, self.closed_by = get_ident(), 0

    def close(self) -> None:
        self.closed_by = get_ident()


def test_a_page_is_closed_by_the_thread_that_made_it() -> None:
    made = list[Response]()

    def page(_environ: object, _start: object) -> Response:
        made.append(Response(streaming=False))
        return made[0]

    parts = make_in_turns(page)(sent(BytesIO(), 0), None)  # type: ignore[arg-type]

    assert list(parts) == [b"a page"]
    assert made[0].made_by == made[0].closed_by != get_ident()


def test_a_stream_is_read_and_closed_by_whoever_sends_it() -> None:
    door = make_in_turns(lambda _environ, _start: Response(streaming=True))

    parts = door(sent(BytesIO(), 0), None)  # type: ignore[arg-type]

    assert isinstance(parts, Response)
    assert (list(parts), parts.closed_by) == ([b"a ", b"page"], 0)


def test_what_goes_wrong_in_a_page_reaches_the_server() -> None:
    def broken(_environ: object, _start: object) -> list[bytes]:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        make_in_turns(broken)(sent(BytesIO(), 0), None)  # type: ignore[arg-type]


def test_while_a_phone_is_sending_others_get_their_pages() -> None:
    pages, slow = Pages(), SlowBody(b"slow")
    door = take_whole_bodies(make_in_turns(pages, at_once=1))

    with ThreadPoolExecutor(1) as phone:
        sending = phone.submit(door, sent(slow, 4), None)  # type: ignore[arg-type]
        assert slow.is_asked_for.wait(LONG_ENOUGH)
        door(sent(BytesIO(b"quick"), 5), None)  # type: ignore[arg-type]
        slow.comes.set()
        sending.result(LONG_ENOUGH)

    assert pages.read == [b"quick", b"slow"]


class Uploaded(BytesIO):
    """A body that tells how much was asked of it at once."""

    largest = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.largest = max(self.largest, len(self.getvalue()) if size is None or size < 0 else size)
        return super().read(size)


def test_a_large_body_waits_in_a_file_until_all_of_it_is_here() -> None:
    body, pages = Uploaded(b"x" * (LARGEST_IN_MEMORY + 1)), Pages()

    take_whole_bodies(pages)(sent(body, LARGEST_IN_MEMORY + 1), None)  # type: ignore[arg-type]

    assert (len(pages.read[0]), body.largest) == (LARGEST_IN_MEMORY + 1, PART)


def test_of_a_body_that_no_page_takes_nothing_is_read() -> None:
    body, pages = Uploaded(b"x"), Pages()

    with pytest.raises(BadRequest):
        take_whole_bodies(pages)(sent(body, LARGEST + 1), None)  # type: ignore[arg-type]

    assert (body.largest, pages.read) == (0, [])
