"""Keeping a worker at work beside the pages: when it dies, another takes its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

import structlog

SECONDS_BETWEEN_LOOKS: Final = 1.0
SHORTEST_PAUSE: Final = 1.0
# Who worked for longer than this did not die of what killed the last one: the next one comes soon again.
LONGEST_PAUSE: Final = 60.0

log = structlog.get_logger("rembuk.cli")


class Worker(Protocol):
    """What is needed of a subprocess.Popen."""

    def poll(self) -> int | None: ...
    def terminate(self) -> None: ...
    def wait(self, timeout: float | None = None) -> int: ...


class Stop(Protocol):
    """What is needed of a threading.Event: wait, and say whether it was set."""

    def wait(self, timeout: float | None = None) -> bool: ...


def keep_working(start: Callable[[], Worker], stop: Stop) -> None:
    """Have a worker at work until told to stop; after each death the next one waits twice as long for its turn."""
    pause = SHORTEST_PAUSE
    while True:
        worker = start()
        seconds = _watch(worker, stop)
        if (code := worker.poll()) is None:
            worker.terminate()
            worker.wait(timeout=10)
            return
        pause = SHORTEST_PAUSE if seconds > LONGEST_PAUSE else pause
        log.warning("worker ended", code=code, next_in_seconds=pause)
        if stop.wait(pause):
            return
        pause = min(2 * pause, LONGEST_PAUSE)


def _watch(worker: Worker, stop: Stop) -> float:
    """Return for how many seconds a worker worked, once it has ended or is to be stopped."""
    seconds = 0.0
    while worker.poll() is None and not stop.wait(SECONDS_BETWEEN_LOOKS):
        seconds += SECONDS_BETWEEN_LOOKS
    return seconds
