# SPDX-License-Identifier: Apache-2.0
"""Equal shares of several earmarked funds: every voter holds an equal share of each.

A project is paid from what its supporters hold in the funds that may pay for it, at the least price per utility, as in
`equal_shares.py`; with one fund and no further condition it is the same count, price by price. A payer gives first
from the fund that the fewest other open projects may use (ties by the fund's id), so that flexible money is left.

Mandatory projects are paid before anything is shared, as the conditions say, at a price of zero to their supporters.
What a quota or a conflict forbids drops out; what lacks a prerequisite waits. With such conditions the guarantees of
equal shares no longer hold in general (Masarik, Pierczynski, Skowron 2024). Everything is exact and in plain whole
numbers over one common denominator: made for a village, not for a city.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rembuk.engines.allocation.claims import Claim, Tie, Utility, claims_of, tie_ranks
from rembuk.engines.allocation.conditions import Conditions, Reason, Refusal, refusals
from rembuk.engines.allocation.election import BadElection, Election
from rembuk.engines.allocation.ledger import least_price
from rembuk.engines.allocation.outcome import spelled


@dataclass(frozen=True, slots=True)
class Purchase:
    """A project, its price per utility, and what each fund gave, by the fund's id."""

    project: str
    price: Fraction
    paid: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class FundedOutcome:
    """Purchases in order, mandatory ones first, and for each project that a condition kept out, the first reason.

    `endowment` is each voter's share of all funds together, after the mandatory projects were paid.
    """

    parameters: dict[str, str | int]
    conditions: Conditions
    endowment: Fraction
    purchases: tuple[Purchase, ...]
    refused: tuple[tuple[str, Refusal], ...]

    @property
    def winners(self) -> tuple[str, ...]:
        """The projects in order of purchase."""
        return tuple(purchase.project for purchase in self.purchases)


def count_shared_funds(
    election: Election, conditions: Conditions, utility: Utility = Utility.COST, tie: tuple[Tie, ...] = (Tie.ID,)
) -> FundedOutcome:
    """Return what equal shares of all funds buy; the funds add up to the budget."""
    if sum(conditions.funds.values()) != election.budget:
        raise BadElection("The funds together are the budget.")
    _refuse_unpaid_duties(election, conditions)
    return _Count(election, conditions, utility, tie).outcome()


def _refuse_unpaid_duties(election: Election, conditions: Conditions) -> None:
    for project, given in conditions.mandatory.items():
        if project not in election.number or sum(given.values()) != election.costs[election.number[project]]:
            raise BadElection(f"The funds give exactly its cost to a mandatory project; not so to {project}.")
    if against := refusals(election, conditions, conditions.mandatory):
        raise BadElection(f"The mandatory projects may not be funded together: {against[0]}")


class _Count:
    """Purses of each ballot by fund, counted in 1 / unit rupiah."""

    def __init__(self, election: Election, conditions: Conditions, utility: Utility, tie: tuple[Tie, ...]) -> None:
        self.election, self.conditions = election, conditions
        self.claims, self.ranks = claims_of(election, utility), tie_ranks(election, tie)
        self.parameters: dict[str, str | int] = {"utility": utility, "completion": "none", "tie": spelled(tie)}
        self.funds = {project.id: sorted(conditions.funds_of(project.id)) for project in election.projects}
        self.open = [number for number, claim in enumerate(self.claims) if self._is_open(number, claim)]
        self.refused: dict[str, Refusal] = {}
        self.bought = sorted(conditions.mandatory)
        self.unit = max(1, election.ballots.voters)
        self.purses = [conditions.shared() for _ in election.ballots.weights]

    def _is_open(self, number: int, claim: Claim) -> bool:
        return bool(claim.total_power) and self._id(number) not in self.conditions.mandatory

    def outcome(self) -> FundedOutcome:
        """Buy until nothing open can be paid for."""
        endowment = Fraction(sum(self.conditions.shared().values()), self.unit)
        purchases = [_duty(project, given) for project, given in sorted(self.conditions.mandatory.items())]
        while offers := self._offers():
            price, _, number = min(offers)
            purchases.append(self._buy(number, price))
        waiting = [self._id(number) for number in self.open]
        self.refused |= {project: self._lacking(project) for project in waiting}
        kept_out = tuple(sorted(self.refused.items()))
        return FundedOutcome(self.parameters, self.conditions, endowment, tuple(purchases), kept_out)

    def _offers(self) -> list[tuple[Fraction, int, int]]:
        """Prices with places among equals, of all that may be bought now; drop what never may or can."""
        priced = [(self._price(number), number) for number in self.open if not self._forbidden(number)]
        lost = {number for price, number in priced if price is None}
        self.open = [number for number in self.open if number not in lost and self._id(number) not in self.refused]
        offers = [(price, self.ranks[number], number) for price, number in priced if price is not None]
        return [offer for offer in offers if not self._waits(self._id(offer[2]))]

    def _id(self, number: int) -> str:
        return self.election.projects[number].id

    def _forbidden(self, number: int) -> bool:
        """Does a quota or a conflict keep it out, now and so for good?"""
        reasons = refusals(self.election, self.conditions, [*self.bought, self._id(number)])
        lasting = [reason for reason in reasons if reason.reason in {Reason.QUOTA, Reason.CONFLICT}]
        self.refused |= {self._id(number): reason for reason in lasting[:1]}
        return bool(lasting)

    def _waits(self, project: str) -> bool:
        return bool(self.conditions.needs.get(project, frozenset()) - set(self.bought))

    def _lacking(self, project: str) -> Refusal:
        reasons = refusals(self.election, self.conditions, [*self.bought, project])
        return next(reason for reason in reasons if reason.reason is Reason.NEEDS)

    def _price(self, number: int) -> Fraction | None:
        claim = self.claims[number]
        held = [self._held(ballot, number) for ballot in claim.members.tolist()]
        rows = zip(held, _whole(claim.values.tolist()), _whole(claim.weights.tolist()), strict=True)
        return least_price([row for row in rows if row[0]], claim.cost, claim.scale, self.unit)

    def _held(self, ballot: int, number: int) -> int:
        return sum(self.purses[ballot][fund] for fund in self.funds[self._id(number)])

    def _buy(self, number: int, price: Fraction) -> Purchase:
        project, claim = self._id(number), self.claims[number]
        self.open.remove(number)
        self.bought.append(project)
        per_value = price * claim.scale
        self.unit *= per_value.denominator
        self.purses = [{fund: held * per_value.denominator for fund, held in one.items()} for one in self.purses]
        given = self._charge(claim, int(per_value * self.unit), self._strictest_first(project))
        return Purchase(project, price, tuple((fund, Fraction(amount, self.unit)) for fund, amount in given.items()))

    def _strictest_first(self, project: str) -> list[str]:
        uses = [fund for number in self.open for fund in self.funds[self._id(number)]]
        return sorted(self.funds[project], key=lambda fund: (uses.count(fund), fund))

    def _charge(self, claim: Claim, due: int, funds: Sequence[str]) -> dict[str, int]:
        given = dict.fromkeys(sorted(funds), 0)
        rows = zip(claim.members.tolist(), _whole(claim.values.tolist()), _whole(claim.weights.tolist()), strict=True)
        for ballot, value, people in rows:
            owed = due * value
            for fund in funds:
                part = min(owed, self.purses[ballot][fund])
                self.purses[ballot][fund] -= part
                owed -= part
                given[fund] += part * people
        return given


def _duty(project: str, given: Mapping[str, int]) -> Purchase:
    return Purchase(project, Fraction(0), tuple((fund, Fraction(amount)) for fund, amount in sorted(given.items())))


def _whole(numbers: list[float]) -> list[int]:
    return [int(number) for number in numbers]
