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
from rembuk.engines.allocation.shared_funds import FundedOutcome, Purchase

FORMAT = "rembuk-count-1"
FUNDED_FORMAT = "rembuk-funds-1"


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


class FundedRound(Round):
    """One purchase with what each fund gave; mandatory projects stand first, at a price of zero."""

    paid: dict[str, str]


class FundedTranscript(TypedDict):
    """What is published with a count of several funds; the hash in `conditions` is known before the vote."""

    format: str
    rule: str
    parameters: dict[str, str | int]
    ballots: str
    conditions: dict[str, object]
    voters: int
    budget: int
    endowment: str
    rounds: list[FundedRound]
    spent: int


def funded_transcript(election: Election, outcome: FundedOutcome) -> FundedTranscript:
    """Return the course of a count by equal shares of several funds."""
    return FundedTranscript(
        format=FUNDED_FORMAT,
        rule="equal-shares",
        parameters=outcome.parameters,
        ballots=election.hash,
        conditions=outcome.conditions.published() | {"hash": outcome.conditions.hash(election)},
        voters=election.ballots.voters,
        budget=election.budget,
        endowment=ratio(outcome.endowment),
        rounds=[_funded_round(election, purchase) for purchase in outcome.purchases],
        spent=sum(_cost(election, project) for project in outcome.winners),
    )


def _funded_round(election: Election, purchase: Purchase) -> FundedRound:
    paid = {fund: ratio(amount) for fund, amount in purchase.paid}
    cost, price = _cost(election, purchase.project), ratio(purchase.price)
    return FundedRound(project=purchase.project, cost=cost, price=price, paid=paid)


def _cost(election: Election, project: str) -> int:
    return election.costs[election.number[project]]


def ratio(value: Fraction) -> str:
    """Return a fraction as "p/q", whole numbers with a denominator of 1."""
    return f"{value.numerator}/{value.denominator}"


def _rounds(election: Election, run: Run) -> list[Round]:
    return [
        Round(project=election.projects[project].id, cost=election.costs[project], price=ratio(price))
        for project, price in zip(run.bought, run.prices, strict=True)
    ]
