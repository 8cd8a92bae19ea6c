# SPDX-License-Identifier: Apache-2.0
"""The course of a count as JSON values: enough for a stranger to check it against the ballots.

Fractions are written "p/q" in lowest terms. `verifier.py` checks a transcript without anything else of this package.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypedDict

from rembuk.engines.allocation.election import Election
from rembuk.engines.allocation.equal_shares import Run
from rembuk.engines.allocation.outcome import Outcome

FORMAT = "rembuk-count-1"


class NoTranscript(ValueError):
    """Only a count by equal shares without greedy completion has a transcript."""


class Round(TypedDict):
    """One purchase: the price per unit of utility, and what it costs."""

    project: str
    cost: int
    price: str


class Transcript(TypedDict):
    """What is published with a count."""

    format: str
    rule: str
    parameters: dict[str, str | int]
    ballots: str
    voters: int
    budget: int
    endowment: str
    rounds: list[Round]
    spent: int


def transcript(election: Election, outcome: Outcome) -> Transcript:
    """Return the course of a count by equal shares."""
    if outcome.run is None or outcome.parameters["completion"] == "greedy":
        raise NoTranscript("Only a count by equal shares without greedy completion has a transcript.")
    return Transcript(
        format=FORMAT,
        rule=outcome.rule,
        parameters=outcome.parameters,
        ballots=election.hash,
        voters=election.ballots.voters,
        budget=election.budget,
        endowment=ratio(outcome.run.endowment),
        rounds=_rounds(election, outcome.run),
        spent=outcome.spent,
    )


def ratio(value: Fraction) -> str:
    """Return a fraction as "p/q", whole numbers with a denominator of 1."""
    return f"{value.numerator}/{value.denominator}"


def _rounds(election: Election, run: Run) -> list[Round]:
    return [
        Round(project=election.projects[project].id, cost=election.costs[project], price=ratio(price))
        for project, price in zip(run.bought, run.prices, strict=True)
    ]
