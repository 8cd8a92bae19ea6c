"""With equal shares of one fund, two sides buy what pabutools' method of equal shares buys for two voters."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from rembuk.engines.negotiation import Project, Side, Table, two_sided_shares

election = pytest.importorskip("pabutools.election")
rules = pytest.importorskip("pabutools.rules")
fractions = pytest.importorskip("pabutools.fractions")


@pytest.fixture(autouse=True)
def _exact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fractions, "FRACTION", "gmpy2")


@pytest.mark.parametrize("seed", range(100))
def test_purchases_and_their_order_are_those_of_pabutools(seed: int) -> None:
    random = Random(seed)
    # Scores of nine digits leave no ties, whose rule is another one.
    projects = tuple(
        Project(
            f"p{number}",
            random.randint(1, 100),
            random.choice([0, random.randint(1, 10**9), random.randint(1, 10**9)]),
            random.choice([0, random.randint(1, 10**9), random.randint(1, 10**9)]),
            frozenset({"village"}),
        )
        for number in range(random.randint(2, 12))
    )
    held = random.randint(50, 400)

    ours = two_sided_shares(Table(projects, {"village": held}), Fraction(1, 2))

    assert [each.project for each in ours.purchases] == _bought_by_pabutools(projects, held)


def _bought_by_pabutools(projects: tuple[Project, ...], held: int) -> list[str]:
    candidates = {project.id: election.Project(project.id, project.cost) for project in projects}
    instance = election.Instance(candidates.values(), budget_limit=held)
    ballots = [
        election.CardinalBallot({
            candidates[project.id]: fractions.frac(project.worth(side), _sum(projects, side)) for project in projects
        })
        for side in Side
    ]
    profile = election.CardinalProfile(ballots, instance=instance)
    chosen = rules.method_of_equal_shares(instance, profile, sat_class=election.Additive_Cardinal_Sat)
    return [str(candidate) for candidate in chosen]


def _sum(projects: tuple[Project, ...], side: Side) -> int:
    return sum(project.worth(side) for project in projects) or 1
