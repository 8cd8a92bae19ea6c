# SPDX-License-Identifier: Apache-2.0
"""Why projects did not win, for all of them in one pass along the run that decided.

A project that did not win would have been bought in round i if its supporters could have paid for it at the price of
that round, or at any price after the last one; before that round nothing would have been different. So each answer is
the best over all rounds (Boehmer et al., IJCAI 2024, define these measures; here they are exact).

What a project's supporters offer in round i, sum of w * min(balance, price * utility), bounds both answers: it costs at
most the offer where it wins, and lacks at least (cost - offer) / (the most that one person gives) supporters. What they
hold, and the price times all their utility, bound the offer. So each loser looks at the round that promises most, asks
whether that promise holds, and lowers by the answer what all rounds promise (`lookback.py`), until one holds that no
other exceeds. All losers take each such step together; whoever is done stays out of the following ones. Ballots that
paid alike are one throughout (`alike.py`).

Offers are floating-point sums. A sum of n terms errs by at most (n + 4) * EPS times itself, the balances in it by at
most `debt` together (see purses.py; the sum over the k richest is 1-Lipschitz in the balances as well), and a price
within `spread` moves it by spread * scale * power. A comparison within that doubt is left to the exact sums of
`accounts.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rembuk.engines.allocation.costs_to_win import costs_to_win
from rembuk.engines.allocation.election import Indices
from rembuk.engines.allocation.equal_shares import Run
from rembuk.engines.allocation.lookback import Lookback
from rembuk.engines.allocation.purses import EPS
from rembuk.engines.allocation.supporters_to_add import supporters_to_add


@dataclass(frozen=True, slots=True)
class LoserExplained:
    """What would have made a project win, and the rivals on which its supporters spent, in rupiah to the nearest.

    `cost_to_win` is the greatest cost at which it wins. `supporters_to_add` is the least number of other voters, one
    point each, whose support would have sufficed; None where that of all would not.
    """

    cost_to_win: int
    supporters_to_add: int | None
    rivals: tuple[tuple[int, int], ...]


def explain_loser(run: Run, project: int) -> LoserExplained:
    """Say what a project lacked that was not bought."""
    if project in run.bought:
        raise ValueError("This project was bought.")
    return _explained(run, [project])[project]


def explain_losers(run: Run) -> dict[int, LoserExplained]:
    """Say what each project lacked that was not bought."""
    return _explained(run, [project for project in range(len(run.table.claims)) if project not in run.bought])


def _explained(run: Run, losers: Sequence[int]) -> dict[int, LoserExplained]:
    if not losers:
        return {}
    look = Lookback(run, losers)
    answers = zip(costs_to_win(look), supporters_to_add(look), _rivals(look), strict=True)
    return {project: LoserExplained(*answer) for project, answer in zip(losers, answers, strict=True)}


def _rivals(look: Lookback) -> list[tuple[tuple[int, int], ...]]:
    """What the supporters of each loser paid for each project that was bought, the most first."""
    paid = look.held[:-1] - look.held[1:]
    doubt = 2 * ((look.sizes + 4) * EPS * look.held.max(axis=0) + look.stages.all[-1].debt)
    rounded = np.rint(paid).astype(np.int64)
    for round_, place in np.argwhere(np.abs(paid - np.floor(paid) - 0.5) <= doubt).tolist():
        rounded[round_, place] = look.accounts.paid(look.claims[place], round_)
    return _most_first(np.array(look.run.bought, np.int64), rounded)


def _most_first(bought: Indices, paid: Indices) -> list[tuple[tuple[int, int], ...]]:
    """For each column, who was paid and how much; among equals the first project."""
    by_number = bought.argsort()
    paid = paid[by_number]
    order = np.argsort(-paid, axis=0, kind="stable")
    rivals = bought[by_number][order].T.tolist()
    amounts = np.take_along_axis(paid, order, axis=0).T.tolist()
    return [
        tuple(pair for pair in zip(*column, strict=True) if pair[1]) for column in zip(rivals, amounts, strict=True)
    ]
