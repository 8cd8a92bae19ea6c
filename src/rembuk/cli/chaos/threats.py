"""Processes that are killed and stopped at seeded moments, and started again as a service manager does."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

PAUSE_SECONDS = 2.0
LOOK_SECONDS = 0.1


class WouldNotStart(RuntimeError):
    """A process did not come up; it is tried again."""


Start = Callable[[], "subprocess.Popen[bytes]"]


@dataclass
class Threatened:
    """A process with all its children; `start` leads it into a group of its own."""

    name: str
    start: Start
    process: subprocess.Popen[bytes] | None = None

    def tend(self) -> None:
        """Start it when it is not there."""
        if self.process is None or self.process.poll() is not None:
            with suppress(WouldNotStart):
                self.process = self.start()

    def kill(self) -> None:
        """End it at once, with all its children."""
        self._signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def pause(self) -> None:
        """Let it stand still for a moment, as a machine does that swaps or loses its disk."""
        self._signal(signal.SIGSTOP)
        time.sleep(PAUSE_SECONDS)
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


@dataclass
class Threats:
    """Who is threatened, and what has been done to them."""

    targets: Sequence[Threatened]
    random: Random
    every_seconds: float
    struck: Counter[str] = field(default_factory=Counter)

    def strike_until(self, is_over: Callable[[], bool]) -> None:
        """Kill or stop one after the other and start again what is gone, until it is over; then all are there."""
        due = self._next()
        while not is_over():
            self.tend()
            if time.monotonic() >= due:
                self._strike()
                due = self._next()
            time.sleep(LOOK_SECONDS)
        self.tend()

    def tend(self) -> None:
        """Start what is gone."""
        for target in self.targets:
            target.tend()

    def end(self) -> None:
        """Kill them all, those first that need the others."""
        for target in reversed(self.targets):
            target.kill()

    def _next(self) -> float:
        return time.monotonic() + self.every_seconds * self.random.uniform(0.5, 1.5)

    def _strike(self) -> None:
        target = self.random.choice(self.targets)
        # Death is the harder test, so it comes more often.
        blow = self.random.choice((target.kill, target.kill, target.pause))
        blow()
        self.struck[f"{target.name} {'killed' if blow == target.kill else 'stopped'}"] += 1
