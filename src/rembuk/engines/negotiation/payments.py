# SPDX-License-Identifier: Apache-2.0
"""Which fund pays how much for which project, to the rupiah."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from rembuk.engines.negotiation.table import Project, Table


@dataclass(frozen=True)
class Payment:
    """What one fund gives for one project."""

    project: str
    fund: str
    rupiah: int


Step = tuple[str, str]


class _Books:
    """What is left in each fund, and what each fund gives for each project so far."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.left = dict(table.funds)
        self.paid: dict[Step, int] = {}

    def pay(self, project: Project) -> bool:
        """Pay a project in full, moving earlier payments to other funds if need be; say whether it worked."""
        missing = project.cost
        while missing:
            way = self._way_to_money(project.id)
            if not way:
                return False
            missing -= self._move(way, missing)
        return True

    def _way_to_money(self, start: str) -> list[Step]:
        """Return steps (project, fund) from the start to a fund with money, as few as can be; empty if there is no way.

        The fund of each step may pay for its project, and already pays something for the project of the next step.
        """
        ways: dict[str, list[Step]] = {start: []}
        seen: set[str] = set()
        waiting = deque([start])
        while waiting:
            project = waiting.popleft()
            for fund in sorted(self.table[project].funds - seen):
                seen.add(fund)
                way = [*ways[project], (project, fund)]
                if self.left[fund]:
                    return way
                found = [other for other in self._paid_from(fund) if other not in ways]
                ways |= dict.fromkeys(found, way)
                waiting += found
        return []

    def _paid_from(self, fund: str) -> list[str]:
        return sorted(project for (project, payer), rupiah in self.paid.items() if payer == fund and rupiah)

    def _move(self, way: list[Step], wanted: int) -> int:
        """Let the fund of each step pay more for its project, and less for the project of the next step."""
        relieved = [(project, fund) for (_, fund), (project, _) in pairwise(way)]
        rupiah = min(wanted, self.left[way[-1][1]], *(self.paid[step] for step in relieved))
        for step in way:
            self.paid[step] = self.paid.get(step, 0) + rupiah
        for step in relieved:
            self.paid[step] -= rupiah
        self.left[way[-1][1]] -= rupiah
        return rupiah


def payments(table: Table, projects: Iterable[str]) -> tuple[Payment, ...] | None:
    """Return who pays what for these projects; None when the funds cannot pay for all of them.

    Augmenting paths of Edmonds and Karp (1972), so it finds a way whenever there is one. Projects that few funds may
    pay for come first.
    """
    wanted = frozenset(projects)
    books = _Books(table)
    order = sorted(table.projects, key=lambda project: len(project.funds))
    if not all(books.pay(project) for project in order if project.id in wanted):
        return None
    place = {project.id: number for number, project in enumerate(table.projects)}
    made = [Payment(project, fund, rupiah) for (project, fund), rupiah in books.paid.items() if rupiah]
    return tuple(sorted(made, key=lambda payment: (place[payment.project], payment.fund)))
