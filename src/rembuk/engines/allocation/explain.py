# SPDX-License-Identifier: Apache-2.0
"""Why a project won, where a resident's share went, and what it takes to change the count: as numbers.

All of it follows the run that decided, at its endowment. Why projects did not win is in `losers.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rembuk.engines.allocation.add1 import walk
from rembuk.engines.allocation.equal_shares import Run
from rembuk.engines.allocation.ledger import Ledger


@dataclass(frozen=True, slots=True)
class WinnerExplained:
    """The round, the most that one supporter paid, who paid that and who gave all they had left, in people."""

    round: int
    payment: Fraction
    effective_votes: Fraction
    paid_in_full: int
    gave_all: int


@dataclass(frozen=True, slots=True)
class ShareExplained:
    """What the voter of one ballot paid for each project, and what was left."""

    payments: tuple[tuple[int, Fraction], ...]
    left: Fraction


def explain_winner(run: Run, project: int) -> WinnerExplained:
    """Say what a bought project cost its supporters."""
    claim, place = run.table.claims[project], run.bought.index(project)
    ledger = next(ledger for number, ledger in _rounds(run) if number == place)
    price = run.prices[place] * claim.scale * ledger.denominator
    holdings = ledger.holdings(claim)
    payment = max(min(Fraction(held), price * value) for held, value, _ in holdings) / ledger.denominator
    return WinnerExplained(
        round=place + 1,
        payment=payment,
        effective_votes=claim.cost / payment,
        paid_in_full=sum(people for held, value, people in holdings if held >= price * value),
        gave_all=sum(people for held, value, people in holdings if held <= price * value),
    )


def _rounds(run: Run) -> Iterator[tuple[int, Ledger]]:
    """The exact purses before each round, and after the last one."""
    ledger = Ledger(len(run.table.weights), run.endowment)
    for place, project in enumerate(run.bought):
        yield place, ledger
        ledger.buy(run.table.claims[project])
    yield len(run.bought), ledger


def explain_share(run: Run, ballot: int) -> ShareExplained:
    """Say how the share of one voter with this ballot was spent."""
    payments: list[tuple[int, Fraction]] = []
    held = run.endowment
    for project, price in zip(run.bought, run.prices, strict=True):
        claim = run.table.claims[project]
        for value in claim.values[claim.members == ballot].tolist():
            payments.append((project, min(held, price * claim.scale * int(value))))
            held -= payments[-1][1]
    return ShareExplained(tuple(payments), held)


def next_change(run: Run, step: int = 1) -> Run | None:
    """Return the first run, raising the endowment by steps, that buys something else; None once all is bought."""
    if len(run.bought) == sum(claim.total_power > 0 for claim in run.table.claims):
        return None

    def changed(ahead: Run) -> bool:
        return ahead.bought != run.bought

    return walk(run.table, run.endowment, step, done=changed, too_much=lambda _: False)
