"""People who write while everything is about to be lost."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from rembuk.cli.bench import servers
from rembuk.cli.bench.load import Request
from rembuk.cli.serving import LOOPBACK

if TYPE_CHECKING:
    from rembuk.cli.bench.scenarios import Ground

WRITERS = 4


@contextmanager
def people_writing(ground: Ground) -> Iterator[Writers]:
    """Serve, let people write, and in the end kill the server as a power cut would."""
    from rembuk.cli.bench.scenarios import submit
    from rembuk.journeys.village_year import TENANT
    from rembuk.tenancy import in_tenant

    with in_tenant(TENANT):
        requests = list(submit(ground))
    with servers.rembuk(page_cache=True) as server:
        writers = Writers(server.port, requests)
        try:
            yield writers
        finally:
            for pid in server.processes():
                os.kill(pid, signal.SIGKILL)
            writers.stop()


class Writers:
    """Some phones that send one voice after the other, and remember which numbers they were given, and when."""

    def __init__(self, port: int, requests: list[Request]) -> None:
        self._port = port
        self._waiting = iter(requests)
        self._given: dict[str, float] = {}
        self._lock = Lock()
        self._stop = Event()
        self._threads = [Thread(target=self._write) for _ in range(WRITERS)]
        for thread in self._threads:
            thread.start()

    def acknowledged(self) -> dict[str, float]:
        """Return the numbers that were given out so far, each with its moment (seconds of the monotonic clock)."""
        with self._lock:
            return dict(self._given)

    def stop(self) -> None:
        """Wait until nobody writes any more."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _write(self) -> None:
        phone = HTTPConnection(LOOPBACK, self._port, timeout=30)
        try:
            while not self._stop.is_set() and (request := self._next()) is not None:
                phone.request(request.method, request.path, request.body, dict(request.headers))
                answer = phone.getresponse()
                told = json.loads(answer.read())
                if answer.status == 201:
                    with self._lock:
                        self._given[told["code"]] = time.monotonic()
        except (OSError, HTTPException):
            return  # The server was killed, as planned; what was not acknowledged counts for nothing.
        finally:
            phone.close()

    def _next(self) -> Request | None:
        with self._lock:
            return next(self._waiting, None)
