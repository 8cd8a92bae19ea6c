# SPDX-License-Identifier: Apache-2.0
"""Equal shares in loops that numba compiles, with the bounds and the test of the proof in `purses.py`.

What that test leaves open is not decided here; each function then says `DOUBT`. Ties are decided where nobody gives all
they hold: prices then are a whole number over a whole number, and are compared by products below 2^53, which are exact.

While the search for a price goes on, the price found so far is never above the true one, whoever is taken for poor:
if S gives all it holds and the others pay p per value, sum of w * x over S + p * R = c, then all together pay at most c
at p. So a project is left for later as soon as that price is above one that another project has for sure.

All that is compiled together stands in this file: what numba keeps is compiled again only when this file changes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rembuk.engines.allocation.claims import Floats
from rembuk.engines.allocation.columns import Columns, State, compiled
from rembuk.engines.allocation.election import LARGEST, Indices
from rembuk.engines.allocation.purses import EPS

NEVER, LATER, DOUBT, SURE, ALIKE, CHANGED = range(6)
NOBODY, UNDECIDED = -1, -2

# The columns of a quote.
LOW, HIGH, PRICE, GAP, POWER, GIVEN = range(6)


class Sums(NamedTuple):
    """What the supporters hold; of it what the poor give and their power; the richest of them, the poorest other."""

    total: float
    given: float
    lost: float
    most_poor: float
    least_rich: float


@compiled
def _scan(columns: Columns, project: int, balance: Floats, bound: float) -> Sums:
    """Sum up what those hold who hold less per value than the bound, and what the others do."""
    given = kept = lost = most_poor = 0.0
    least_rich = np.inf
    for place in range(columns.starts[project], columns.starts[project + 1]):
        member = columns.members[place]
        held, weight = balance[member], columns.weights[member]
        value = columns.values[place] if len(columns.values) else 1.0
        limit = held / value
        if limit < bound:
            given += weight * held
            lost += weight * value
            most_poor = max(most_poor, limit)
        else:
            kept += weight * held
            least_rich = min(least_rich, limit)
    return Sums(given + kept, given, lost, most_poor, least_rich)


@compiled
def _quote(columns: Columns, state: State, project: int, best: float, quote: Floats) -> int:
    """Write a quote down as `Purses.quote` would, or say why there is no such quote."""
    cost, scale = columns.costs[project], columns.scales[project]
    error, debt = state.doubts
    bound = state.asked[project] * scale
    rounding = (columns.sizes[project] + 4) * EPS
    sums = _scan(columns, project, state.balance, bound)
    doubt = rounding * sums.total + debt
    if sums.total + doubt < cost:
        return NEVER
    if sums.total - doubt < cost:
        return DOUBT
    while True:
        power = columns.power[project] - sums.lost
        if power <= 0 or sums.given >= cost:
            return DOUBT
        price = (cost - sums.given) / power
        gap = (rounding * cost + min(debt, sums.lost * error)) / power + 2 * EPS * price
        spread = gap + 2 * EPS * price
        margin = spread + error
        if sums.least_rich > price + margin:
            break
        if price <= bound:
            return DOUBT
        if (price - spread) / scale > best:
            state.asked[project] = (price - spread) / scale
            return LATER
        bound = price
        sums = _scan(columns, project, state.balance, bound)
    quote[:] = (price - spread) / scale, (price + spread) / scale, price, gap, power, sums.given
    return SURE if sums.most_poor < price - margin else DOUBT


@compiled
def _next(asked: Floats, fresh: NDArray[np.bool]) -> int:
    """The project that may cost least of those not asked in this round."""
    least, found = np.inf, NOBODY
    for project in range(len(asked)):
        if asked[project] < least and not fresh[project]:
            least, found = asked[project], project
    return found


@compiled
def _ask(columns: Columns, state: State, floor: float, quotes: Floats, fresh: NDArray[np.bool]) -> tuple[float, bool]:
    """Ask all whose old price is not above floor or best new one; return that one, and whether all answers are sure."""
    best = np.inf
    fresh[:] = False
    while True:
        project = _next(state.asked, fresh)
        if project == NOBODY or state.asked[project] > max(best, floor):
            return best, True
        answer = _quote(columns, state, project, max(best, floor), quotes[project])
        if answer == DOUBT:
            return best, False
        if answer == NEVER:
            state.asked[project] = np.inf
        elif answer == SURE:
            fresh[project] = True
            state.asked[project] = quotes[project, LOW]
            best = min(best, quotes[project, HIGH])


@compiled
def _first(columns: Columns, quotes: Floats, fresh: NDArray[np.bool], best: float) -> int:
    """The first of the nearest quotes."""
    found, alone = NOBODY, True
    for project in range(len(fresh)):
        if fresh[project] and quotes[project, LOW] <= best:
            alone = found == NOBODY
            found = project if alone else _before(columns, found, quotes[found], project, quotes[project])
            if found == UNDECIDED:
                break
    return found


@compiled
def _cheapest(columns: Columns, state: State, floor: float, quotes: Floats, fresh: NDArray[np.bool]) -> int:
    best, sure = _ask(columns, state, floor, quotes, fresh)
    return _first(columns, quotes, fresh, best) if sure else UNDECIDED


@compiled
def _before(columns: Columns, one: int, quote: Floats, other: int, rival: Floats) -> int:
    """Which of two comes first, if nobody gives all they hold for either, so that both prices are units / power."""
    left, right = columns.units[one] * rival[POWER], columns.units[other] * quote[POWER]
    if quote[GIVEN] > 0 or rival[GIVEN] > 0 or max(left, right) >= LARGEST:
        return UNDECIDED
    if left == right:
        return one if columns.ranks[one] < columns.ranks[other] else other
    return one if left < right else other


@compiled
def _pay(columns: Columns, most: float, state: State, project: int, quote: Floats) -> None:
    """Let the supporters pay, and enter what the bounds grow by."""
    price, gap, cost = quote[PRICE], quote[GAP], columns.costs[project]
    for place in range(columns.starts[project], columns.starts[project + 1]):
        member = columns.members[place]
        value = columns.values[place] if len(columns.values) else 1.0
        state.balance[member] = max(state.balance[member] - price * value, 0.0)
    state.doubts[0] += gap * columns.largest[project] + EPS * most
    state.doubts[1] += (columns.sizes[project] + 8) * EPS * cost + EPS * columns.power[project] * most
    state.asked[project] = np.inf


@compiled
def _open(columns: Columns, most: float, state: State) -> None:
    """Give everybody the endowment. No project costs less than where all its supporters pay in full."""
    state.balance[:] = most
    state.doubts[0] = EPS * most
    state.doubts[1] = EPS * most * columns.weights.sum()
    for project in range(len(columns.costs)):
        power = columns.power[project]
        state.asked[project] = columns.units[project] / power * (1 - 2.0**-51) if power > 0 else np.inf


@compiled
def begin(columns: Columns, most: float, state: State) -> tuple[int, bool]:
    """Buy from the first round on."""
    _open(columns, most, state)
    return go_on(columns, most, state, 0)


@compiled
def go_on(columns: Columns, most: float, state: State, count: int) -> tuple[int, bool]:
    """Buy until a round is in doubt or nothing can be paid for; say how many were bought, and whether that is all."""
    size = len(columns.costs)
    quotes, fresh = np.empty((size, 6)), np.zeros(size, np.bool_)
    while True:
        first = _cheapest(columns, state, 0.0, quotes, fresh)
        if first < 0:
            return count, first == NOBODY
        _pay(columns, most, state, first, quotes[first])
        state.bought[count] = first
        count += 1


class Ends(NamedTuple):
    """Two runs side by side, at a lower and a higher endowment, with the quotes of the present round."""

    below: State
    above: State
    old: Floats
    new: Floats
    fresh: NDArray[np.bool]


@compiled
def replay(
    columns: Columns, bought: Indices, most: tuple[float, float], below: State, above: State
) -> tuple[int, float]:
    """Follow a run at two endowments as `Stretch` does: ALIKE, CHANGED or DOUBT, and where lines meet; nan: nowhere."""
    size = len(columns.costs)
    ends = Ends(below, above, np.empty((size, 6)), np.empty((size, 6)), np.zeros(size, np.bool_))
    _open(columns, most[0], below)
    _open(columns, most[1], above)
    straight = True
    for winner in bought:
        verdict, rival, straight = _compare(columns, ends, winner, straight)
        if verdict != ALIKE:
            return verdict, _meeting(columns, ends, winner, rival)
        _pay(columns, most[0], below, winner, ends.old[winner])
        _pay(columns, most[1], above, winner, ends.new[winner])
    rival = _cheapest(columns, above, 0.0, ends.new, ends.fresh)
    if rival < 0:
        return ALIKE if rival == NOBODY else DOUBT, np.nan
    return CHANGED, _affording(columns, ends, rival)


@compiled
def _compare(columns: Columns, ends: Ends, winner: int, straight: bool) -> tuple[int, int, bool]:  # noqa: FBT001 - numba.
    """One round at both ends: a verdict, the rival that decides it, and whether all rounds are straight until now."""
    if _quote_below(columns, ends, winner) != SURE:
        return DOUBT, NOBODY, straight
    first = _cheapest(columns, ends.above, ends.old[winner, HIGH], ends.new, ends.fresh)
    if first != winner:
        return DOUBT if first == UNDECIDED else CHANGED, first, straight
    straight = straight and ends.old[winner, POWER] == ends.new[winner, POWER]
    for rival in range(len(ends.fresh)):
        near = ends.fresh[rival] and rival != winner and ends.new[rival, LOW] <= ends.old[winner, HIGH]
        if near and not (straight and _has_same_rich(columns, ends, rival)):
            verdict = _comes_after(columns, ends, winner, rival)
            if verdict != ALIKE:
                return verdict, rival, straight
    return ALIKE, NOBODY, straight


@compiled
def _quote_below(columns: Columns, ends: Ends, project: int) -> int:
    """Ask at the lower end, where no price is less."""
    asked = ends.below.asked
    asked[project] = max(asked[project], ends.above.asked[project])
    return _quote(columns, ends.below, project, np.inf, ends.old[project])


@compiled
def _has_same_rich(columns: Columns, ends: Ends, rival: int) -> bool:
    return _quote_below(columns, ends, rival) == SURE and ends.old[rival, POWER] == ends.new[rival, POWER]


@compiled
def _comes_after(columns: Columns, ends: Ends, winner: int, rival: int) -> int:
    """ALIKE if the rival costs as much above as the winner below, or more, and loses a tie."""
    before, now = ends.old[winner], ends.new[rival]
    first = _before(columns, winner, before, rival, now) if now[HIGH] >= before[LOW] else rival
    return DOUBT if first == UNDECIDED else ALIKE if first == winner else CHANGED


@compiled
def _meeting(columns: Columns, ends: Ends, winner: int, rival: int) -> float:
    """The part of the stretch after which the rival seems to cost less, or to be paid for at all."""
    answer = _quote_below(columns, ends, rival) if rival >= 0 else DOUBT
    if answer == NEVER:
        return _affording(columns, ends, rival)
    if answer != SURE or _quote(columns, ends.above, winner, np.inf, ends.new[winner]) != SURE:
        return np.nan
    old, new = ends.old[:, LOW], ends.new[:, LOW]
    return _crossing(old[rival] - old[winner], new[rival] - new[winner])


@compiled
def _affording(columns: Columns, ends: Ends, rival: int) -> float:
    cost, less = columns.costs[rival], _scan(columns, rival, ends.below.balance, 0.0).total
    return _crossing(cost - less, cost - _scan(columns, rival, ends.above.balance, 0.0).total)


@compiled
def _crossing(gap_below: float, gap_above: float) -> float:
    return gap_below / (gap_below - gap_above) if gap_above < 0 < gap_below else np.nan
