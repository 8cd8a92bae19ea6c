# SPDX-License-Identifier: Apache-2.0
"""What may be funded together: earmarked funds, quotas, conflicts, prerequisites and mandatory projects.

Each reason against a set of projects carries the numbers that prove it. For funds it is a group of funds for which
Hall's inequality (1935) fails: what only this group may pay for costs more than the group holds. By max-flow and
min-cut, the funds can pay for a set exactly when no group fails.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from rembuk.engines.allocation.election import BadElection, Election

MOST_FUNDS = 6


@dataclass(frozen=True, slots=True)
class Quota:
    """The most that projects of a category or a hamlet may cost together."""

    name: str
    projects: frozenset[str]
    most: int


@dataclass(frozen=True)
class Conditions:
    """Funds in rupiah, the funds that may pay for each project (all, where it is not named), and what else binds.

    At most one project of each conflict is funded; a project only with all that `needs` names for it. A mandatory
    project is paid before the vote, with what `mandatory` says that each fund gives to it.
    """

    funds: Mapping[str, int]
    eligible: Mapping[str, frozenset[str]] = field(default_factory=dict)
    quotas: tuple[Quota, ...] = ()
    conflicts: tuple[frozenset[str], ...] = ()
    needs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    mandatory: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 1 <= len(self.funds) <= MOST_FUNDS or min(self.funds.values()) < 0:
            raise BadElection(f"Between one and {MOST_FUNDS} funds are shared, none of them negative.")
        if any(not funds or funds - self.funds.keys() for funds in self.eligible.values()):
            raise BadElection("A project names no fund, or one that does not exist.")
        for project, given in self.mandatory.items():
            if given.keys() - self.funds_of(project) or min(given.values(), default=0) < 0:
                raise BadElection(f"A fund that may not gives to {project}, or one gives less than nothing.")
        if min(self.shared().values()) < 0:
            raise BadElection("A fund gives more to mandatory projects than it holds.")

    def funds_of(self, project: str) -> frozenset[str]:
        """The funds that may pay for a project."""
        return self.eligible.get(project, frozenset(self.funds))

    def shared(self) -> dict[str, int]:
        """What is left of each fund after the mandatory projects, to be shared by the voters."""
        given = self.mandatory.values()
        return {fund: held - sum(paid.get(fund, 0) for paid in given) for fund, held in self.funds.items()}

    def published(self) -> dict[str, object]:
        """Return them as JSON values, the same for any order in which they were given."""
        return {
            "funds": dict(self.funds),
            "eligible": _sorted_values(self.eligible),
            "quotas": sorted([quota.name, quota.most, sorted(quota.projects)] for quota in self.quotas),
            "conflicts": sorted(map(sorted, self.conflicts)),
            "needs": _sorted_values(self.needs),
            "mandatory": {name: dict(given) for name, given in self.mandatory.items()},
        }

    def hash(self, election: Election) -> str:
        """SHA-256 of the election's canonical text and of the published conditions, keys sorted."""
        text = election.canonical_text() + json.dumps(self.published(), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def _sorted_values(names: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    return {name: sorted(values) for name, values in names.items()}


class Reason(StrEnum):
    """Why projects are not funded together."""

    FUNDS = "funds"
    QUOTA = "quota"
    CONFLICT = "conflict"
    NEEDS = "needs"
    MANDATORY = "mandatory"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason, the projects it concerns, and the funds or the quota that they would exceed.

    For funds and quotas the projects cost `needed` together, and there are `available` rupiah for them. For
    prerequisites and mandatory projects, the projects are those that are missing.
    """

    reason: Reason
    projects: tuple[str, ...]
    names: tuple[str, ...] = ()
    needed: int = 0
    available: int = 0


def refusals(election: Election, conditions: Conditions, chosen: Collection[str]) -> tuple[Refusal, ...]:
    """Return everything that forbids a set of projects; nothing if it may be funded."""
    costs = {project: election.costs[election.number[project]] for project in sorted(chosen)}
    return (
        *_beyond_funds(conditions, costs),
        *_beyond_quotas(conditions, costs),
        *_conflicting(conditions, costs),
        *_missing(conditions, costs),
    )


def _beyond_funds(conditions: Conditions, costs: Mapping[str, int]) -> Iterator[Refusal]:
    """Yield each group of funds that is short while no smaller group within it is."""
    short: list[frozenset[str]] = []
    for group in groups_of(conditions.funds):
        bound = [project for project in costs if conditions.funds_of(project) <= group]
        needed = sum(costs[project] for project in bound)
        available = sum(conditions.funds[fund] for fund in group)
        if needed > available and not any(smaller <= group for smaller in short):
            short.append(group)
            yield Refusal(Reason.FUNDS, tuple(bound), tuple(sorted(group)), needed, available)


def groups_of(funds: Collection[str]) -> Iterator[frozenset[str]]:
    """Yield every group of funds, the smaller ones first."""
    for size in range(1, len(funds) + 1):
        yield from map(frozenset, combinations(sorted(funds), size))


def _beyond_quotas(conditions: Conditions, costs: Mapping[str, int]) -> Iterator[Refusal]:
    for quota in conditions.quotas:
        bound = [project for project in costs if project in quota.projects]
        if (needed := sum(costs[project] for project in bound)) > quota.most:
            yield Refusal(Reason.QUOTA, tuple(bound), (quota.name,), needed, quota.most)


def _conflicting(conditions: Conditions, costs: Mapping[str, int]) -> Iterator[Refusal]:
    for group in conditions.conflicts:
        if len(both := [project for project in costs if project in group]) > 1:
            yield Refusal(Reason.CONFLICT, tuple(both))


def _missing(conditions: Conditions, costs: Mapping[str, int]) -> Iterator[Refusal]:
    for project in costs:
        if lacking := conditions.needs.get(project, frozenset()) - costs.keys():
            yield Refusal(Reason.NEEDS, tuple(sorted(lacking)), (project,))
    if unpaid := conditions.mandatory.keys() - costs.keys():
        yield Refusal(Reason.MANDATORY, tuple(sorted(unpaid)))
