"""Sending attempts, and judging what comes back: no failure, no long thought, no traceback."""

from __future__ import annotations

import logging
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client

from rembuk.web.fuzz.attempts import Attempt, attempt
from rembuk.web.fuzz.site import Site, body_of, client_with, taken_back

# Of the processor, because a busy machine makes every answer late.
LONGEST_SECONDS = 2.0
MOST_SHOWN = 20
NOTHING_RAISED = (None, None, None)


@dataclass(frozen=True)
class Finding:
    """An attempt that broke something: what broke, and where."""

    attempt: Attempt
    what: str
    trace: str = ""

    @property
    def place(self) -> str:
        """Return the line that failed, which tells one fault from another."""
        lines = [line.strip() for line in self.trace.splitlines() if line.strip().startswith("File ")]
        return lines[-1] if lines else ""


@dataclass
class Tally:
    """What a campaign has seen."""

    seed: int
    attempts: int = 0
    findings: list[Finding] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    answers: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0
    written: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.seed,
            self.attempts + other.attempts,
            self.findings + other.findings,
            self.kinds + other.kinds,
            self.answers + other.answers,
            max(self.slowest, other.slowest),
            self.written + other.written,
        )

    def line(self, seconds: float) -> str:
        """Return all of it in one line."""
        answers = ", ".join(f"{count:,} x {status}" for status, count in sorted(self.answers.items()))
        return (
            f"{self.attempts:,} requests with seed {self.seed} in {seconds:.0f} s: {len(self.findings)} findings, "
            f"slowest {self.slowest:.2f} s of the processor, {self.written:,} reached a write ({answers})."
        )


def run_campaign(site: Site, *, seed: int, numbers: Iterable[int]) -> Tally:
    """Send the attempts with these numbers and return what was seen."""
    tally = Tally(seed)
    site.prepare()
    with _watched_log() as logged:
        for number in numbers:
            _try(attempt(site, seed, number), site, tally, logged)
    return tally


def _try(tried: Attempt, site: Site, tally: Tally, logged: list[logging.LogRecord]) -> None:
    # What one attempt counted, such as wrong passwords, is not held against the next.
    cache.clear()
    logged.clear()
    with taken_back(), _watched_writes() as writes:
        began = time.thread_time()
        answer = sent(tried, client_with(site.session(tried.visitor)))
        body_of(answer)
        seconds = time.thread_time() - began
    tally.attempts += 1
    tally.kinds[tried.kind] += 1
    tally.answers[answer.status_code] += 1
    tally.slowest = max(tally.slowest, seconds)
    tally.written += bool(writes)
    tally.findings += _faults(tried, answer, seconds, logged)


def sent(tried: Attempt, client: Client) -> HttpResponseBase:
    """Send an attempt and return its answer."""
    # The path is handed over as a server does; the client's own parsing would stumble over some.
    return client.generic(
        tried.method,
        "/",
        tried.body,
        tried.content_type,
        headers=tried.headers,
        PATH_INFO=tried.path,
        QUERY_STRING=tried.query,
    )


def _faults(
    tried: Attempt, answer: HttpResponseBase, seconds: float, logged: list[logging.LogRecord]
) -> Iterator[Finding]:
    raised = getattr(answer, "exc_info", None)
    if answer.status_code >= 500:
        trace = "".join(traceback.format_exception(*raised)) if raised else ""
        yield Finding(tried, f"answered {answer.status_code}: {raised[1]!r:.200}" if raised else "answered 5xx", trace)
    if seconds > LONGEST_SECONDS:
        yield Finding(tried, f"took {seconds:.1f} s of the processor")
    for record in logged:
        yield Finding(
            tried, "left a traceback in the log", logging.Formatter().formatException(record.exc_info or NOTHING_RAISED)
        )


@contextmanager
def _watched_log() -> Iterator[list[logging.LogRecord]]:
    handler, root = _Tracebacks(logging.ERROR), logging.getLogger()
    root.addHandler(handler)
    try:
        yield handler.records
    finally:
        root.removeHandler(handler)


class _Tracebacks(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            self.records.append(record)


@contextmanager
def _watched_writes() -> Iterator[list[str]]:
    writes: list[str] = []

    # Any: what a database driver takes and gives is its own affair.
    def watch(execute: Callable[..., Any], sql: str, *others: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            writes.append(sql)
        return execute(sql, *others)

    with connection.execute_wrapper(watch):
        yield writes


def told(findings: list[Finding]) -> Iterator[str]:
    """Yield each fault once, with how often it came and how to see it again."""
    first = {(one.what.partition(":")[0], one.place): one for one in reversed(findings)}
    often = Counter((one.what.partition(":")[0], one.place) for one in findings)
    for key, one in list(first.items())[-MOST_SHOWN:]:
        yield f"{one.attempt}\n  {one.what}\n  {one.place or 'no line of code'}; {often[key]} times"
