"""Random negotiations, and the slow and obvious way to solve them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from itertools import chain, combinations, count
from random import Random

import numpy as np

from rembuk.engines.negotiation import Deal, Project, Table, deal_of

# A twentieth by default; REMBUK_CASES=10000 tries them all, in about a minute.
CASES = int(os.environ.get("REMBUK_CASES", "500"))


def random_table(seed: int, most: int) -> Table:
    """Return a small table with every kind of condition, many of them with ties, some of them impossible."""
    random = Random(seed)
    funds = {f"fund{number}": random.randint(0, 60) for number in range(random.randint(1, 3))}
    ids = [f"p{number:02}" for number in range(random.randint(0, most))]
    greatest = random.choice([1, 3, 20, 10**6])
    projects = tuple(random_project(random, id_, sorted(funds), greatest) for id_ in ids)
    pairs = [frozenset(pair) for pair in combinations(ids, 2)]
    return Table(
        projects,
        funds,
        duties=frozenset(id_ for id_ in ids if random.random() < 0.04),
        refused=frozenset(id_ for id_ in ids if random.random() < 0.04),
        conflicts=frozenset(random.sample(pairs, min(len(pairs), random.choice([0, 0, 1, 3])))),
        needs={one: frozenset({other}) for one, other in map(sorted, pairs) if random.random() < 0.02},
    )


def possible_table(seed: int, most: int) -> Table:
    """Return such a table whose duties can be met."""
    seeds = count(seed * 1_000)
    return next(table for table in (random_table(each, most) for each in seeds) if len(possible_bundles(table)))


def random_project(random: Random, id_: str, funds: list[str], greatest: int) -> Project:
    """Return a project that costs a few or many rupiah and has scores up to `greatest`, often the same as others."""
    return Project(
        id_,
        random.randint(1, random.choice([3, 30])),
        random.randint(0, greatest),
        random.randint(0, random.choice([2, 17])),
        frozenset(random.sample(funds, random.randint(1, len(funds)))),
    )


def possible_bundles(table: Table) -> np.ndarray:
    """Return every bundle that keeps all conditions, one per row, as yes or no for each project."""
    projects = len(table.projects)
    bundles = (np.arange(2**projects)[:, None] >> np.arange(projects) & 1).astype(bool)
    column = {project.id: place for place, project in enumerate(table.projects)}
    fits = np.ones(len(bundles), bool)
    for group in groups(table.funds):
        costs = np.array([each.cost if each.funds <= set(group) else 0 for each in table.projects], int)
        fits &= bundles @ costs <= sum(table.funds[fund] for fund in group)
    for id_ in table.duties:
        fits &= bundles[:, column[id_]]
    for id_ in table.refused:
        fits &= ~bundles[:, column[id_]]
    for one, other in table.conflicts:
        fits &= ~(bundles[:, column[one]] & bundles[:, column[other]])
    for id_, needed in table.needs.items():
        for other in needed:
            fits &= ~bundles[:, column[id_]] | bundles[:, column[other]]
    return bundles[fits]


def groups(funds: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Return all groups of at least one fund."""
    return chain.from_iterable(combinations(funds, size) for size in range(1, len(funds) + 1))


def brute_frontier(table: Table) -> tuple[Deal, ...]:
    """Return the frontier by looking at every bundle."""
    bundles = possible_bundles(table)
    scores = bundles @ np.array([(each.residents, each.government) for each in table.projects], int).reshape(-1, 2)
    pairs = set(map(tuple, scores.tolist()))
    best = [pair for pair in pairs if not any(beats(other, pair) for other in pairs)]
    return tuple(cheapest(table, bundles[(scores == pair).all(axis=1)]) for pair in sorted(best, reverse=True))


def beats(other: tuple[int, int], pair: tuple[int, int]) -> bool:
    return other != pair and other[0] >= pair[0] and other[1] >= pair[1]


def cheapest(table: Table, bundles: np.ndarray) -> Deal:
    ids = [project.id for project in table.projects]
    deals = [deal_of(table, frozenset(np.array(ids)[bundle].tolist())) for bundle in bundles]
    return min(deals, key=lambda deal: (deal.cost, [ids.index(id_) for id_ in deal.projects]))
