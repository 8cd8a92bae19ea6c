"""Phones that write, lose the answer and send again, and sometimes send again though they had it."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from random import Random
from typing import BinaryIO

from rembuk.cli.chaos.history import Deed, Outcome

HOST = "127.0.0.1"
PATIENCE_SECONDS = 5.0
# Longer than anything that was killed takes to come back: whoever waits so long is answered.
LONGEST_WAIT_SECONDS = 90.0
SENT_AGAIN = 0.1
GIVES_UP = 0.05
MOVED = 302
ACCEPTED = frozenset({200, 201, MOVED})
REFUSED = frozenset({400, 403, 409, 413, 422})


@dataclass(frozen=True)
class Answer:
    """What came back: a status, 0 where nothing did, and what the thing is called by now."""

    status: int
    name: str = ""


@dataclass(frozen=True)
class Window:
    """Where each deed is handed in, how it is written down, and what an answer calls it: a page, or where it leads.

    `name` raises ValueError for an answer that says nothing, as one does that was cut off on its way.
    """

    path: Callable[[Deed], str]
    headers: Callable[[Deed], dict[str, str]]
    body: Callable[[Deed], bytes]
    name: Callable[[bytes], str]


@dataclass
class Crowd:
    """Clients side by side that do their deeds until none is left."""

    ports: Sequence[int]
    window: Window
    deeds: Sequence[Deed]
    seed: int
    count: int = 8
    _waiting: queue.SimpleQueue[Deed] = field(default_factory=queue.SimpleQueue)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        """Let them all begin."""
        for deed in self.deeds:
            self._waiting.put(deed)
        for number in range(self.count):
            # The same clients each time are the point.
            random, port = Random(f"{self.seed}:{number}"), self.ports[number % len(self.ports)]  # noqa: S311
            self._threads.append(threading.Thread(target=self._work, args=(random, port), daemon=True))
        for thread in self._threads:
            thread.start()

    def is_done(self) -> bool:
        """Has every client done its last deed?"""
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self, random: Random, port: int) -> None:
        while True:
            try:
                deed = self._waiting.get_nowait()
            except queue.Empty:
                return
            do(deed, self.window, port, random)


def do(deed: Deed, window: Window, port: int, random: Random) -> None:
    """Send a deed until an answer comes; a few give up where none does, and a few go on after one did."""
    gives_up = random.random() < GIVES_UP
    until = time.monotonic() + LONGEST_WAIT_SECONDS
    while time.monotonic() < until:
        answer = _sent(deed, window, port)
        deed.answers[answer.status] += 1
        if answer.status in ACCEPTED:
            deed.outcome = Outcome.ACKNOWLEDGED
            deed.names.add(answer.name)
            if random.random() >= SENT_AGAIN:
                return
        elif answer.status in REFUSED:
            deed.outcome = Outcome.REFUSED if deed.outcome is Outcome.UNKNOWN else deed.outcome
            return
        elif answer.status == 0 and gives_up:
            return
        else:
            time.sleep(random.uniform(0.05, 0.5))


class _WholeLines:
    """Reads lines that came whole; http.client takes a head that was cut off for all of it, and half a name with it."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source

    def readline(self, size: int = -1) -> bytes:
        line = self._source.readline(size)
        if not line.endswith(b"\n"):
            raise IncompleteRead(line)
        return line

    def __getattr__(self, name: str) -> object:
        return getattr(self._source, name)


class _WholeResponse(HTTPResponse):
    """An answer that came whole; otherwise none came."""

    def begin(self) -> None:
        self.fp = _WholeLines(self.fp)  # type: ignore[assignment]  # as much of a file as is read from it
        super().begin()


def _sent(deed: Deed, window: Window, port: int) -> Answer:
    connection = HTTPConnection(HOST, port, timeout=PATIENCE_SECONDS)
    connection.response_class = _WholeResponse
    try:
        connection.request("POST", window.path(deed), window.body(deed), window.headers(deed))
        response = connection.getresponse()
        page = response.read()
        said = response.headers.get("Location", "").encode() if response.status == MOVED else page
    except (OSError, HTTPException):
        return Answer(0)
    finally:
        connection.close()
    if response.status not in ACCEPTED:
        return Answer(response.status)
    try:
        return Answer(response.status, window.name(said))
    except ValueError:
        return Answer(0)
