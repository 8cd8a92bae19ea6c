# SPDX-License-Identifier: Apache-2.0
"""A way to pay mandatory projects from earmarked funds that leaves as much flexible money as it can, in whole rupiah.

Projects are paid in the order of their ids, each first from the fund that the fewest other projects may use. A fund
gives as much as leaves all mandatory projects payable. By Hall's inequalities that is the least room of all groups of
funds with this fund in them but not all funds of the project: what the group holds less what only it may pay for. If
less were due from it, flexible money would be used up first; if more, the inequality of that group would break.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from rembuk.engines.allocation.conditions import Conditions, groups_of, refusals
from rembuk.engines.allocation.election import BadElection, Election

Payments = dict[str, dict[str, int]]  # what each fund gives to each project


def divide_duties(election: Election, conditions: Conditions, projects: Collection[str]) -> Payments:
    """Return what each fund may give to each mandatory project, to be decided on and put into the conditions."""
    if unknown := set(projects) - election.number.keys():
        raise BadElection(f"There are no such projects: {sorted(unknown)}")
    if against := refusals(election, replace(conditions, mandatory={}), projects):
        raise BadElection(f"The mandatory projects cannot all be funded: {against[0]}")
    duties = _Duties(election, conditions, projects)
    return {project: duties.pay(project) for project in sorted(projects)}


class _Duties:
    """What is left in each fund, and still due for each mandatory project."""

    def __init__(self, election: Election, conditions: Conditions, projects: Collection[str]) -> None:
        self.left = dict(conditions.funds)
        self.due = {project: election.costs[election.number[project]] for project in projects}
        self.funds_of = conditions.funds_of
        self.groups = list(groups_of(conditions.funds))
        others = election.number.keys() - set(projects)
        self.uses = Counter(fund for project in others for fund in self.funds_of(project))

    def pay(self, project: str) -> dict[str, int]:
        """Pay one project in full."""
        funds = sorted(self.funds_of(project), key=lambda fund: (self.uses[fund], fund))
        return {fund: self._give(project, fund) for fund in funds}

    def _give(self, project: str, fund: str) -> int:
        elsewhere = [group for group in self.groups if fund in group and not self.funds_of(project) <= group]
        amount = min([self.due[project], *map(self._room, elsewhere)])
        self.left[fund] -= amount
        self.due[project] -= amount
        return amount

    def _room(self, group: frozenset[str]) -> int:
        bound = sum(due for project, due in self.due.items() if self.funds_of(project) <= group)
        return sum(self.left[fund] for fund in group) - bound
