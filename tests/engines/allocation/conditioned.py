"""Small invented elections of several funds, with quotas, conflicts, prerequisites and mandatory projects."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from rembuk.engines.allocation import Conditions, Election, Quota, divide_duties, refusals
from tests.engines.allocation.elections import small_elections


def _subsets(chance: random.Random, names: list[str], most: int) -> frozenset[str]:
    return frozenset(chance.sample(names, min(len(names), chance.randint(1, most))))


def random_conditions(chance: random.Random, election: Election) -> Conditions:
    """Three funds that add up to the budget, and one quota, conflict and prerequisite; nothing mandatory."""
    ids = [project.id for project in election.projects]
    first, second = sorted(chance.choices(range(election.budget + 1), k=2))
    funds = {"a": first, "b": second - first, "c": election.budget - second}
    return Conditions(
        funds,
        {project: _subsets(chance, list(funds), 3) for project in ids},
        (Quota("dusun", _subsets(chance, ids, 4), chance.randint(1, election.budget)),),
        (_subsets(chance, ids, 3),),
        {ids[-1]: frozenset(ids[:1]) - {ids[-1]}},
    )


def conditioned_elections(*, points: bool = False) -> Iterator[tuple[Election, Conditions]]:
    """As many small elections as are asked for; in some of them a project is mandatory."""
    chance = random.Random(2026)
    for election in small_elections(points=points):
        conditions = random_conditions(chance, election)
        yield election, _with_duty(conditions, election, chance.choice(election.projects).id)


def _with_duty(conditions: Conditions, election: Election, project: str) -> Conditions:
    if refusals(election, conditions, [project]):
        return conditions
    return replace(conditions, mandatory=divide_duties(election, conditions, [project]))
