# SPDX-License-Identifier: Apache-2.0
"""Why a project won, where a resident's share went, and what it takes to change the count: as numbers.

All of it follows the run that decided, at its endowment. Why projects did not win is in `losers.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    """What a voter paid for each project that was bought, in that order, and what was left."""

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


def explain_share(run: Run, values: Mapping[int, int]) -> ShareExplained:
    """Say how the share of a voter was spent whose ballot gives these projects one, or these points."""
    payments: list[tuple[int, Fraction]] = []
    held = run.endowment
    for project, price in zip(run.bought, run.prices, strict=True):
        if value := values.get(project):
            payments.append((project, min(held, price * run.table.claims[project].scale * value)))
            held -= payments[-1][1]
    return ShareExplained(tuple(payments), held)


def next_change(run: Run, step: int = 1) -> Run | None:
    """Return the first run, raising the endowment by steps, that buys something else; None once all is bought."""
    if len(run.bought) == sum(claim.total_power > 0 for claim in run.table.claims):
        return None

    def changed(ahead: Run) -> bool:
        return ahead.bought != run.bought

    return walk(run.table, run.endowment, step, done=changed, too_much=_never)


def endowment_to_win(run: Run, project: int, step: int = 1) -> Fraction | None:
    """Return the first endowment, raising it by steps, that buys a project; None for one that nobody supports."""
    if not run.table.claims[project].total_power:
        return None
    return walk(run.table, run.endowment, step, done=lambda ahead: project in ahead.bought, too_much=_never).endowment


def _never(_run: Run) -> bool:
    return False
