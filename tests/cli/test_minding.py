"""A worker that dies is followed by another, and one that works is let finish when pages are no longer served."""

from __future__ import annotations

from collections.abc import Iterable

from structlog.testing import capture_logs

from rembuk.cli.minding import LONGEST_PAUSE, keep_working


class Clock:
    """Waits in no time, and says stop after as many waits as it was told."""

    def __init__(self, waits: int) -> None:
        self.left = waits
        self.waited: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.left -= 1
        self.waited.append(timeout)
        return self.left <= 0


class Worker:
    """Works for as many looks as it was told, then is dead; None works until it is stopped."""

    def __init__(self, looks: int | None) -> None:
        self.looks = looks
        self.code: int | None = None

    def poll(self) -> int | None:
        if self.looks == 0:
            self.code = 1
        elif self.looks:
            self.looks -= 1
        return self.code

    def terminate(self) -> None:
        self.code = -15

    def wait(self, timeout: float | None = None) -> int:
        assert (timeout, self.code) == (10, -15)
        return -15


def minded(lives: Iterable[int | None], waits: int) -> tuple[list[Worker], list[float]]:
    """Mind workers with these lives; return those that were started, and the pauses that the log tells of."""
    started: list[Worker] = []
    to_come = iter(lives)

    def start() -> Worker:
        started.append(Worker(next(to_come)))
        return started[-1]

    with capture_logs() as lines:
        keep_working(start, Clock(waits))
    return started, [line["next_in_seconds"] for line in lines if line["event"] == "worker ended"]


def test_a_worker_that_dies_is_followed_by_another_until_pages_are_no_longer_served():
    started, pauses = minded([0, None], waits=4)

    assert [worker.code for worker in started] == [1, -15]
    assert pauses == [1]


def test_each_death_is_followed_by_a_longer_pause_up_to_a_minute():
    _started, pauses = minded([0] * 9, waits=9)

    assert pauses == [1, 2, 4, 8, 16, 32, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]


def test_who_worked_for_long_is_followed_soon():
    _started, pauses = minded([0, 0, 100, 0], waits=104)

    assert pauses == [1, 2, 1, 2]


def test_told_to_stop_between_two_workers_none_is_started():
    started, _pauses = minded([0], waits=1)

    assert len(started) == 1
