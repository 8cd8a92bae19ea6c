# SPDX-License-Identifier: Apache-2.0
"""What may be funded together: earmarked funds, quotas, conflicts, prerequisites and mandatory projects.

Each reason against a set of projects carries the numbers that prove it. For funds it is a group of funds for which
Hall's inequality (1935) fails: what only this group may pay for costs more than the group holds. By max-flow and
min-cut, the funds can pay for a set exactly when no group fails.
"""

from __future__ import annotations

import hashlib
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

    At most one project of each conflict is funded; a project only with all that `needs` names for it.
    """

    funds: Mapping[str, int]
    eligible: Mapping[str, frozenset[str]] = field(default_factory=dict)
    quotas: tuple[Quota, ...] = ()
    conflicts: tuple[frozenset[str], ...] = ()
    needs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    mandatory: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not 1 <= len(self.funds) <= MOST_FUNDS or min(self.funds.values()) < 0:
            raise BadElection(f"Between one and {MOST_FUNDS} funds are shared, none of them negative.")
        if any(not funds or funds - self.funds.keys() for funds in self.eligible.values()):
            raise BadElection("A project names no fund, or one that does not exist.")

    def funds_of(self, project: str) -> frozenset[str]:
        """The funds that may pay for a project."""
        return self.eligible.get(project, frozenset(self.funds))

    def hash(self, election: Election) -> str:
        """SHA-256 of the election's canonical text and one line for each condition: the same for any order."""
        text = election.canonical_text() + "".join(f"{line}\n" for line in sorted(self._lines()))
        return hashlib.sha256(text.encode()).hexdigest()

    def _lines(self) -> Iterator[str]:
        yield from (f"fund {name} {amount}" for name, amount in self.funds.items())
        yield from (f"eligible {name} {_listed(funds)}" for name, funds in self.eligible.items())
        yield from (f"quota {quota.name} {quota.most} {_listed(quota.projects)}" for quota in self.quotas)
        yield from (f"conflict {_listed(group)}" for group in self.conflicts)
        yield from (f"needs {name} {_listed(others)}" for name, others in self.needs.items())
        yield from (f"mandatory {name}" for name in self.mandatory)


def _listed(names: Collection[str]) -> str:
    return ",".join(sorted(names))


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
    for size in range(1, len(conditions.funds) + 1):
        for group in map(frozenset, combinations(sorted(conditions.funds), size)):
            bound = [project for project in costs if conditions.funds_of(project) <= group]
            needed = sum(costs[project] for project in bound)
            available = sum(conditions.funds[fund] for fund in group)
            if needed > available and not any(smaller <= group for smaller in short):
                short.append(group)
                yield Refusal(Reason.FUNDS, tuple(bound), tuple(sorted(group)), needed, available)


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
    if lacking := conditions.mandatory - costs.keys():
        yield Refusal(Reason.MANDATORY, tuple(sorted(lacking)))
