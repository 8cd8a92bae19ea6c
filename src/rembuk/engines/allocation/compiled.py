# SPDX-License-Identifier: Apache-2.0
"""Equal shares by a kernel that numba compiles: the same answers, sooner. Only who asks for it imports this module.

The kernel buys as `Market` and `Purses` do, with the bounds and the test of the proof in `purses.py`. It never decides
what that test leaves open: there it stops, the market decides one round exactly, and the kernel goes on from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import isnan

import numpy as np

from rembuk.engines.allocation.columns import Columns, State, columns_of
from rembuk.engines.allocation.equal_shares import Market, Run, Table, Told
from rembuk.engines.allocation.kernel import ALIKE, DOUBT, begin, go_on, replay


@dataclass(frozen=True, eq=False)
class CompiledTable(Table):
    """A table whose runs are compiled."""

    @cached_property
    def columns(self) -> Columns:
        """All that the kernel reads."""
        return columns_of(self)

    def run(self, endowment: Fraction) -> Run:
        """Buy by the kernel, and by the market what the kernel leaves open."""
        state = self._state()
        count, done = begin(self.columns, float(endowment), state)
        if not done:
            count = self._finish(Market(self, endowment), state, count)
        return Run(self, endowment, tuple(state.bought[:count].tolist()))

    def _state(self) -> State:
        size = len(self.columns.costs)
        return State(np.empty(len(self.weights)), np.empty(2), np.empty(size), np.empty(size, np.int64))

    def told(self, run: Run, endowment: Fraction) -> Told | None:
        """Follow the run by the kernel at both ends."""
        most = float(run.endowment), float(endowment)
        verdict, reach = replay(self.columns, np.array(run.bought, np.int64), most, self._state(), self._state())
        return None if verdict == DOUBT else Told(verdict == ALIKE, None if isnan(reach) else reach)

    def _finish(self, market: Market, state: State, count: int) -> int:
        """Let market and kernel take turns; return how many were bought."""
        done = False
        while not done:
            _hand_over(state, count, market)
            cheapest = market.cheapest()
            if cheapest is None:
                break
            market.buy(cheapest)
            _take_back(state, count, market)
            count, done = go_on(self.columns, market.purses.most, state, count + 1)
        return count


def _hand_over(state: State, count: int, market: Market) -> None:
    purses = market.purses
    purses.balance, purses.bought = state.balance, state.bought[:count].tolist()
    purses.error, purses.debt = state.doubts.tolist()
    market.ask([(state.asked[project], project) for project in np.flatnonzero(np.isfinite(state.asked)).tolist()])


def _take_back(state: State, count: int, market: Market) -> None:
    purses = market.purses
    state.balance[:], state.bought[count] = purses.balance, purses.bought[-1]
    state.doubts[:] = purses.error, purses.debt
    state.asked[:] = np.inf
    for least, project in market.asked:
        state.asked[project] = least
