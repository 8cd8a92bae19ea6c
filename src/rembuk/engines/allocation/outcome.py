# SPDX-License-Identifier: Apache-2.0
"""The answer of a rule, with the parameters that it was asked with: all that must be published to repeat it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from rembuk.engines.allocation.claims import Tie
from rembuk.engines.allocation.election import Election
from rembuk.engines.allocation.equal_shares import Run


@dataclass(frozen=True, eq=False)
class Outcome:
    """Winners in order of selection, what they cost together, and for equal shares the run behind them."""

    rule: str
    parameters: dict[str, str | int]
    winners: tuple[str, ...]
    spent: int
    run: Run | None = None

    @property
    def endowment(self) -> Fraction | None:
        """What each voter held at the start, where the rule gives voters something."""
        return self.run.endowment if self.run else None


def outcome_of(
    election: Election, rule: str, parameters: dict[str, str | int], chosen: list[int], run: Run | None = None
) -> Outcome:
    """Name the chosen projects and sum up their costs."""
    winners = tuple(election.projects[project].id for project in chosen)
    return Outcome(rule, parameters, winners, sum(election.costs[project] for project in chosen), run)


def spelled(tie: tuple[Tie, ...]) -> str:
    """Return a tie rule in full: the id decides last."""
    return ",".join([*(name for name in tie if name is not Tie.ID), Tie.ID])
