"""Two pages are made at a time, and a phone that sends slowly keeps nobody from getting one."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier, Event, Lock
from time import monotonic
from typing import IO, Any

from rembuk.web.turns import Turns, make_in_turns
from rembuk.web.whole_bodies import LARGEST_WAITED_FOR, take_whole_bodies

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


def sent(body: IO[bytes], length: int) -> dict[str, Any]:
    return {"CONTENT_LENGTH": str(length), "wsgi.input": body}


def test_two_pages_are_made_at_the_same_time_and_never_a_third() -> None:
    pages = Pages(company=2)  # Each waits for another one to be made beside it.
    door = make_in_turns(pages, at_once=2)

    with ThreadPoolExecutor(8) as phones:
        for _one in range(8):
            phones.submit(door, sent(BytesIO(), 0), None)  # type: ignore[arg-type]

    assert (len(pages.read), pages.most) == (8, 2)


def test_who_waits_longest_has_the_next_turn_also_before_somebody_who_just_came() -> None:
    turns, order = Turns(1), list[int]()

    def take_a_turn(number: int) -> None:
        with turns:
            order.append(number)

    with ThreadPoolExecutor(4) as phones:
        with turns:
            for number in range(4):
                phones.submit(take_a_turn, number)
                until = monotonic() + LONG_ENOUGH
                while turns.waiting <= number:
                    assert monotonic() < until
        take_a_turn(4)

    assert order == [0, 1, 2, 3, 4]


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


def test_a_body_larger_than_any_resident_sends_is_not_gathered_in_memory() -> None:
    class Uploaded(BytesIO):
        largest = 0

        def read(self, size: int | None = -1, /) -> bytes:
            self.largest = max(self.largest, size or 0)
            return super().read(size)

    body = Uploaded(b"x")
    reading = take_whole_bodies(lambda _environ, _start: [])

    reading(sent(body, LARGEST_WAITED_FOR + 1), None)  # type: ignore[arg-type]

    assert body.largest == 0
