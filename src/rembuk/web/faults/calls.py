"""Counting the calls that leave the process, and failing at one of them."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection

FILE_EVENTS = frozenset({"open", "os.mkdir", "os.remove", "os.rename", "os.truncate", "os.listdir"})


class Calls:
    """How many calls there were; the one with the number `failing` fails."""

    def __init__(self, failing: int = 0) -> None:
        self.count = 0
        self.failing = failing

    def pass_by(self, error: Exception) -> None:
        """Count one call, or fail with the error."""
        self.count += 1
        if self.count == self.failing:
            raise error

    def around_sql(self, execute: Callable[..., Any], *statement: Any) -> Any:  # Any: the driver's own affair.
        """Count a statement."""
        self.pass_by(OperationalError("the database went away"))
        return execute(*statement)


_at_work: list[Calls] = []


@contextmanager
def counted(failing: int = 0) -> Iterator[Calls]:
    """Count every call until the block ends, and let one fail."""
    _listen()
    calls = Calls(failing)
    with connection.execute_wrapper(calls.around_sql), _around_commits(calls):
        _at_work.append(calls)
        try:
            yield calls
        finally:
            _at_work.remove(calls)


@contextmanager
def _around_commits(calls: Calls) -> Iterator[None]:
    # A commit is a call like another, and Django shows it nowhere else.
    commit = connection._commit  # type: ignore[attr-defined]  # noqa: SLF001 - as said above.

    def counted_commit() -> None:
        calls.pass_by(OperationalError("the database went away"))
        commit()

    connection._commit = counted_commit  # type: ignore[attr-defined]  # noqa: SLF001 - as said above.
    try:
        yield
    finally:
        connection._commit = commit  # type: ignore[attr-defined]  # noqa: SLF001 - as said above.


@cache
def _listen() -> None:
    """Hear of every file and every connection that Python opens; an audit hook stays until the process ends."""
    sys.addaudithook(_heard)


def _heard(event: str, arguments: tuple[Any, ...]) -> None:  # Any: each event has its own.
    if not _at_work:
        return
    if event == "socket.connect" or (event in FILE_EVENTS and str(arguments[0]).startswith(str(settings.MEDIA_ROOT))):
        for calls in _at_work:
            calls.pass_by(OSError(errno.ENOSPC, "no space left"))
