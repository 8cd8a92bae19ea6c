# SPDX-License-Identifier: Apache-2.0
"""Equal shares with a named way to use what it leaves over.

`Add1` is four rules, not one: it starts at budget / voters exactly or rounded down, and stops at the first exhaustive
outcome or only before the budget would be exceeded. Cities differ, and winners differ with them, so each is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from rembuk.engines.allocation.add1 import walk
from rembuk.engines.allocation.claims import Tie, Utility
from rembuk.engines.allocation.election import BadElection, Election
from rembuk.engines.allocation.equal_shares import Run, Table
from rembuk.engines.allocation.greedy import Order, fill
from rembuk.engines.allocation.outcome import Outcome, outcome_of, spelled


class Completion(StrEnum):
    """What happens with money that equal shares leaves over."""

    NONE = "none"
    ADD1 = "add1"
    GREEDY = "greedy"


class Start(StrEnum):
    """The first endowment: budget / voters exactly, or rounded down to whole rupiah."""

    EXACT = "exact"
    FLOOR = "floor"


class Stop(StrEnum):
    """The last endowment: the first after which no project fits, or the last that stays within the budget."""

    EXHAUSTIVE = "exhaustive"
    OVERSPEND = "overspend"


@dataclass(frozen=True, slots=True)
class EqualShares:
    """The published parameters of one count by equal shares; the last three concern Add1."""

    utility: Utility = Utility.COST
    completion: Completion = Completion.NONE
    tie: tuple[Tie, ...] = (Tie.ID,)
    start: Start = Start.EXACT
    stop: Stop = Stop.EXHAUSTIVE
    step: int = 1

    def published(self) -> dict[str, str | int]:
        """Return them as they are written down."""
        named: dict[str, str | int] = {"utility": self.utility, "completion": self.completion, "tie": spelled(self.tie)}
        if self.completion is Completion.ADD1:
            named |= {"start": self.start, "stop": self.stop, "step": self.step}
        return named


def count_equal_shares(election: Election, rules: EqualShares, kind: type[Table] = Table) -> Outcome:
    """Return the outcome of the Method of Equal Shares; the kind of table says how it is computed, never what."""
    if rules.step < 1:
        raise BadElection("A step is at least one rupiah.")
    table = kind(election, rules.utility, rules.tie)
    run = _run(election, table, rules)
    chosen = list(run.bought)
    if rules.completion is Completion.GREEDY:
        chosen = fill(election, _GREEDY_ORDER[rules.utility], rules.tie, chosen)
    return outcome_of(election, "equal-shares", rules.published(), chosen, run)


def first_endowment(election: Election, start: Start) -> Fraction:
    """Return each voter's equal share of the budget."""
    share = Fraction(election.budget, max(1, election.ballots.voters))
    return Fraction(int(share)) if start is Start.FLOOR else share


_GREEDY_ORDER = {Utility.COST: Order.VOTES, Utility.COUNT: Order.DENSITY, Utility.POINTS: Order.DENSITY}


def _run(election: Election, table: Table, rules: EqualShares) -> Run:
    if rules.completion is not Completion.ADD1:
        return table.run(first_endowment(election, Start.EXACT))
    finished = _Finished(election, rules.stop)
    share = first_endowment(election, rules.start)
    return walk(table, share, rules.step, done=finished, too_much=lambda run: run.spent > election.budget)


class _Finished:
    """Is there nothing more to raise the endowment for? What nobody supports is never bought, so never waits."""

    def __init__(self, election: Election, stop: Stop) -> None:
        self.budget = election.budget
        self.stop = stop
        self.costs = {project: cost for project, cost in enumerate(election.costs) if election.scores[project]}

    def __call__(self, run: Run) -> bool:
        waiting = self.costs.keys() - set(run.bought)
        if self.stop is Stop.OVERSPEND:
            return not waiting
        return all(self.costs[project] > self.budget - run.spent for project in waiting)
