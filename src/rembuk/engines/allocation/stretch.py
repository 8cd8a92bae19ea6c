# SPDX-License-Identifier: Apache-2.0
"""Does every endowment between two buy the same? One run at the higher one tells, with a certificate.

Lemma. Buy a fixed sequence k_1 .. k_r at endowment b. Each balance is then non-decreasing in b, and each price
non-increasing. Proof, by induction over purchases: sum of w * min(x(b), rho * u) is non-decreasing in b for each rho,
so its root rho(b) falls as b grows; and max(0, x - rho * u) is non-decreasing in x and non-increasing in rho.

So whoever is rich for a project at b (keeps something after paying) is rich at B > b. The rich of both ends are
therefore the same people if they have the same power, the sum of w * u, because each adds to it.

Straight rounds. Let the winners of rounds 1 .. i each have the same rich at b and at B. Then balances before round
i + 1, and prices of these winners, are affine in the endowment between b and B. Proof, by induction over rounds: with
affine balances x, let the price be p(y) = (c - sum over the poor of w * x(y)) / power of the rich, which is affine. At
both ends the poor hold at most p * u and the rich at least that. Both are affine inequalities, so they hold between,
and p is the price there. The poor then hold 0 and the rich x - p * u, affine again.

Theorem. Let b buy k_1 .. k_r and let B > b buy the same sequence. In each round i, let every other project that can be
paid for at B be out of the way in one of two manners:
1. its price at B is above the price of k_i at b, or equal to it and it loses the tie;
2. rounds 1 .. i are straight, and it has the same rich at b and at B.
Then every endowment y between b and B buys the same sequence. Proof, by induction over rounds. 1: k_i has at most its
price of b at y, the other at least its price of B. 2: the other has an affine price by the same argument, k_i too, and
k_i comes first at both ends; so the difference is nowhere negative between, and zero there only if zero at both ends,
where the tie decides alike. After the last round nothing can be paid for at B, so nothing at y.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from rembuk.engines.allocation.equal_shares import Market, Run
from rembuk.engines.allocation.purses import Purses, Quote


class Stretch:
    """All endowments from that of a run to a higher one.

    `alike` is the run at the higher one if all certainly buy the same. Otherwise `reach` is the part of the stretch
    after which something seems to change, where straight lines through both ends meet: a hint, never a proof.
    """

    def __init__(self, run: Run, endowment: Fraction) -> None:
        self.run, self.endowment = run, endowment
        self.reach: float | None = None
        told = run.table.told(run, endowment)
        if told is None:
            self.alike = self._replay()
        else:
            self.alike = replace(run, endowment=endowment, written=None) if told.alike else None
            self.reach = told.reach

    def _replay(self) -> Run | None:
        self._market = Market(self.run.table, self.endowment)
        self._low = Purses(self.run.table.claims, self.run.table.weights, self.run.endowment)
        self._straight = True
        quotes: list[Quote] = []
        for place, before in enumerate(self.run.quotes):
            cheapest = self._market.cheapest(before.high)
            if cheapest is None or cheapest.project != before.project:
                self._stopped_by(cheapest, place)
                return None
            self._straight = self._straight and _same_rich(before, cheapest)
            standing = next((one for one in self._market.rivals if not self._is_out_of_the_way(one, place)), None)
            if standing is not None:
                self._stopped_by(standing, place)
                return None
            self._market.buy(cheapest)
            quotes.append(cheapest)
        affordable = self._market.cheapest()
        self._stopped_by(affordable, len(quotes))
        return replace(self.run, endowment=self.endowment, written=tuple(quotes)) if affordable is None else None

    def _is_out_of_the_way(self, rival: Quote, place: int) -> bool:
        before = self.run.quotes[place]
        if rival.low > before.high:
            return True
        if self._straight and _same_rich(self._before(rival.project, place), rival):
            return True
        return rival.high >= before.low and self._exactly_after(rival, place)

    def _exactly_after(self, rival: Quote, place: int) -> bool:
        before, ranks = self.run.quotes[place], self.run.table.ranks
        price = before.exact if before.exact is not None else self.run.prices[place]
        exact = self._market.exactly(rival).exact
        return exact is not None and (exact, ranks[rival.project]) > (price, ranks[before.project])

    def _before(self, project: int, place: int) -> Quote | None:
        """What a project cost in this round at the lower end."""
        for quote in self.run.quotes[len(self._low.bought) : place]:
            self._low.buy(quote)
        return self._low.quote(project)

    def _stopped_by(self, rival: Quote | None, place: int) -> None:
        """Guess from both ends where the rival gets in the way."""
        if rival is None:
            return
        below = self._before(rival.project, place)
        if below is None or place == len(self.run.quotes):
            self._guess_solvency(rival.project)
            return
        winner = self._market.purses.quote(self.run.bought[place])
        if winner is not None:
            self._guess(below.low - self.run.quotes[place].low, rival.low - winner.low)

    def _guess_solvency(self, project: int) -> None:
        cost = self.run.table.claims[project].cost
        self._guess(cost - self._low.held_for(project), cost - self._market.purses.held_for(project))

    def _guess(self, gap_below: float, gap_above: float) -> None:
        if gap_above < 0 < gap_below:
            self.reach = gap_below / (gap_below - gap_above)


def _same_rich(below: Quote | None, above: Quote) -> bool:
    if below is None or below.terms is None or above.terms is None:
        return False
    return below.terms.power == above.terms.power
