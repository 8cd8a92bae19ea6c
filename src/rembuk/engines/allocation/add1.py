# SPDX-License-Identifier: Apache-2.0
"""Raising the endowment in steps until the money is used, without walking the steps one by one.

Between two endowments often nothing changes. One run at the higher one certifies that (module `stretch`, with the
proof), and answers for all steps between. A first jump is as long as the last stretch without a change. Jumps double
while they succeed; when one fails, the next ends just before the change that it hinted at. A single step needs no
certificate, it is the walk itself.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from rembuk.engines.allocation.equal_shares import Run, Table
from rembuk.engines.allocation.stretch import Stretch

Accept = Callable[[Run], bool]


def walk(table: Table, start: Fraction, step: int, *, done: Accept, too_much: Accept) -> Run:
    """Raise the endowment by `step` until `done`; return the last run before `too_much`, if that comes first."""
    run = table.run(start)
    if too_much(run):
        return run
    stride = _Stride()
    while not done(run):
        if stride.jump > 1:
            run = _leap(run, step, stride)
            continue
        ahead = table.run(run.endowment + step)
        if too_much(ahead):
            return run
        stride.stepped(same=ahead.bought == run.bought)
        run = ahead
    return run


def _leap(run: Run, step: int, stride: _Stride) -> Run:
    """Jump if that is certainly allowed, else stay."""
    stretch = Stretch(run, run.endowment + stride.jump * step)
    if stretch.alike is None:
        stride.stopped(stretch.reach)
        return run
    stride.jumped()
    return stretch.alike


class _Stride:
    """How many steps to try next."""

    def __init__(self) -> None:
        self.jump = 1
        self._unchanged = 0
        self._hints = 0

    def stepped(self, *, same: bool) -> None:
        """After a single step: as far again as before the last change, or a little further if nothing changed."""
        # Where each step buys something else, as in a small currency, a longer jump would only be tried in vain.
        self.jump = 2 if same else max(1, self._unchanged)
        self._unchanged = self._unchanged + 1 if same else 0

    def jumped(self) -> None:
        """After a jump: twice as far, or the single step that the hint says comes before a change."""
        self._unchanged += self.jump
        self.jump = 1 if self._hints else 2 * self.jump
        self._hints = 0

    def stopped(self, reach: float | None) -> None:
        """After a failure: to just before the change that was hinted at, or half as far."""
        if reach is None:
            self._hints, self.jump = 0, max(1, self.jump // 2)
            return
        # Where lines bend, each hint is too far again, by less and less. The fourth in a row is trusted half as much.
        part = reach / (reach + 2 ** max(0, self._hints - 2) * (1 - reach))
        self._hints += 1
        self.jump = max(1, min(self.jump - 1, int(self.jump * part)))
