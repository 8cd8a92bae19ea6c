# SPDX-License-Identifier: Apache-2.0
"""What lies on the negotiation table: projects, funds, duties, and what excludes or needs what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import combinations

# Sums of this size still fit into 64 bits when two of them are added.
LARGEST_SUM = 2**62
MOST_FUNDS = 6


class NotATable(ValueError):
    """What was laid on the table contradicts itself; the message says where."""


class Side(StrEnum):
    """Who negotiates: the residents or the government."""

    RESIDENTS = "residents"
    GOVERNMENT = "government"


@dataclass(frozen=True)
class Project:
    """Something to build: its whole cost in rupiah, what it is worth to each side, and the funds that may pay for it.

    The two scores are on scales of their own and are never added or compared with each other.
    """

    id: str
    cost: int
    residents: int
    government: int
    funds: frozenset[str]

    def worth(self, side: Side) -> int:
        """Return its score for a side."""
        return self.residents if side is Side.RESIDENTS else self.government


@dataclass(frozen=True)
class Table:
    """A negotiation: which bundles of projects are possible, and what each side thinks of them.

    `funds` maps a fund to its amount in rupiah. `duties` are in every bundle; `refused` are in none. At most one of
    each pair in `conflicts` is built. A project is built only with every project that `needs` names for it. Raises
    NotATable when ids are doubled or unknown, when an amount is negative, a cost not positive, or sums leave 64 bits.
    """

    projects: tuple[Project, ...]
    funds: Mapping[str, int]
    duties: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    conflicts: frozenset[frozenset[str]] = frozenset()
    needs: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for fault in _faults(self):
            raise NotATable(fault)

    def __getitem__(self, project: str) -> Project:
        return self._by_id[project]

    @cached_property
    def _by_id(self) -> dict[str, Project]:
        return {project.id: project for project in self.projects}

    def with_demands(self, *, must: Iterable[str] = (), never: Iterable[str] = ()) -> Table:
        """Return the same table with more projects that every bundle has, and more that none has."""
        return replace(self, duties=self.duties | frozenset(must), refused=self.refused | frozenset(never))

    def with_needed(self, chosen: Iterable[str]) -> frozenset[str]:
        """Return the projects with all that they need, and what those need in turn."""
        found: set[str] = set()
        waiting = list(chosen)
        while waiting:
            project = waiting.pop()
            if project not in found:
                found.add(project)
                waiting += self.needs.get(project, ())
        return frozenset(found)

    def cost(self, chosen: Iterable[str]) -> int:
        """Return what the projects cost together."""
        wanted = frozenset(chosen)
        return sum(project.cost for project in self.projects if project.id in wanted)

    def worth(self, chosen: Iterable[str], side: Side) -> int:
        """Return the sum of the projects' scores for a side."""
        wanted = frozenset(chosen)
        return sum(project.worth(side) for project in self.projects if project.id in wanted)


def fund_groups(table: Table) -> Iterator[frozenset[str]]:
    """Yield every non-empty group of funds, small groups first, in the order of their ids."""
    names = sorted(table.funds)
    for size in range(1, len(names) + 1):
        yield from map(frozenset, combinations(names, size))


def _faults(table: Table) -> Iterator[str]:
    ids = [project.id for project in table.projects]
    yield from (f"Project {id_!r} is named twice." for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1}))
    yield from _unknown(table, frozenset(ids))
    yield from _amounts(table)
    if len(table.funds) > MOST_FUNDS:
        yield f"{len(table.funds)} funds are more than {MOST_FUNDS}; join those with the same purpose."


def _unknown(table: Table, ids: frozenset[str]) -> Iterator[str]:
    named = table.duties | table.refused | frozenset().union(*table.conflicts, *table.needs.values(), table.needs)
    yield from (f"Project {id_!r} is named in a condition but is not on the table." for id_ in sorted(named - ids))
    for project in table.projects:
        if not project.funds:
            yield f"{project.id!r} names no fund that may pay for it."
        yield from (
            f"{project.id!r} names the unknown fund {id_!r}." for id_ in sorted(project.funds - set(table.funds))
        )
    if any(len(pair) != 2 for pair in table.conflicts):
        yield "A conflict is between two different projects."


def _amounts(table: Table) -> Iterator[str]:
    for project in table.projects:
        if project.cost <= 0:
            yield f"{project.id!r} must cost more than nothing."
        if project.residents < 0 or project.government < 0:
            yield f"A score of {project.id!r} is negative; refuse a project instead."
    yield from (f"Fund {id_!r} is negative." for id_, amount in sorted(table.funds.items()) if amount < 0)
    sums = [sum(table.funds.values()), sum(project.cost for project in table.projects)]
    sums += [sum(project.worth(side) for project in table.projects) for side in Side]
    if max(sums) >= LARGEST_SUM:
        yield "The amounts or scores add up to more than 2^62."
