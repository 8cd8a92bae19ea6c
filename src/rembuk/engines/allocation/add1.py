# SPDX-License-Identifier: Apache-2.0
"""Raising the endowment in steps until the money is used, without walking the steps one by one.

Between two endowments often nothing changes. This is certified as follows.

Lemma. Buy a fixed sequence k_1 .. k_r at endowment b. Each balance is then non-decreasing in b, and each price
non-increasing. Proof, by induction over purchases: sum of w * min(x(b), rho * u) is non-decreasing in b for each rho,
so its root rho(b) falls as b grows; and max(0, x - rho * u) is non-decreasing in x and non-increasing in rho.

Theorem. Let b buy k_1 .. k_r at prices p_1 .. p_r, let B > b buy the same sequence, and at B, in each round i, let
every other project that can be paid for have a price above p_i, or equal to p_i and lose the tie. Then every endowment
between b and B buys the same sequence. Proof, by induction over rounds, for y in [b, B]: k_i has a price of at most
p_i at y, another project one of at least its price at B, which is above p_i (or equal, and it loses the tie). After
the last round nothing can be paid for at B, so nothing at y.

So one run at B answers for all steps from b to B. Jumps begin after a step that changed nothing, double while they
succeed and halve when they fail; a single step needs no certificate, it is the walk itself.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from rembuk.engines.allocation.equal_shares import Market, Run, Table, equal_shares
from rembuk.engines.allocation.purses import Quote

Accept = Callable[[Run], bool]


def walk(table: Table, start: Fraction, step: int, *, done: Accept, too_much: Accept) -> Run:
    """Raise the endowment by `step` until `done`; return the last run before `too_much`, if that comes first."""
    run = equal_shares(table, start)
    if too_much(run):
        return run
    jump = 1
    while not done(run):
        ahead = run_certainly_alike(run, run.endowment + jump * step) if jump > 1 else None
        if ahead is not None:
            run, jump = ahead, jump * 2
        elif jump > 1:
            jump //= 2
        else:
            ahead = equal_shares(table, run.endowment + step)
            if too_much(ahead):
                return run
            # Where each step buys something else, as in a small currency, a longer jump would only be tried in vain.
            run, jump = ahead, 2 if ahead.bought == run.bought else 1
    return run


def run_certainly_alike(run: Run, endowment: Fraction) -> Run | None:
    """Return the run at a higher endowment if everything between certainly buys the same, else None."""
    market = Market(run.table, endowment)
    quotes: list[Quote] = []
    for place, before in enumerate(run.quotes):
        cheapest = market.cheapest(before.high)
        if cheapest is None or cheapest.project != before.project:
            return None
        if not all(_comes_after(rival, run, place, market) for rival in market.rivals):
            return None
        market.buy(cheapest)
        quotes.append(cheapest)
    return Run(run.table, endowment, tuple(quotes)) if market.cheapest() is None else None


def _comes_after(rival: Quote, run: Run, place: int, market: Market) -> bool:
    before, ranks = run.quotes[place], run.table.ranks
    if rival.low > before.high:
        return True
    if rival.high < before.low:
        return False
    price = before.exact if before.exact is not None else run.prices[place]
    exact = market.exactly(rival).exact
    return exact is not None and (exact, ranks[rival.project]) > (price, ranks[before.project])
