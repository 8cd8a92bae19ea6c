"""Random small elections, counted here and by pabutools, to the last tie."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

# pabutools has no types, so its three modules are not checked.
from pabutools.election import (  # type: ignore[import-untyped]
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    Cardinality_Sat,
    CardinalProfile,
    Cost_Sat,
    Instance,
    Project,
)
from pabutools.rules import (  # type: ignore[import-untyped]
    greedy_utilitarian_welfare,
    method_of_equal_shares,
    sequential_phragmen,
)
from pabutools.tiebreaking import lexico_tie_breaking  # type: ignore[import-untyped]

from rembuk.engines.allocation import (
    Completion,
    Election,
    EqualShares,
    Order,
    Utility,
    count_equal_shares,
    count_greedy,
    count_phragmen,
)
from tests.engines.allocation.elections import small_elections

# pabutools has no types.
Theirs = tuple[Any, Any]


def _theirs(election: Election) -> Theirs:
    projects = [Project(project.id, project.cost) for project in election.projects]
    instance = Instance(projects, budget_limit=election.budget)
    points = election.kind == "points"
    ballots: list[Any] = []
    for marks, weight in election.ballots.rows():
        scores = {projects[number]: value for number, value in marks}
        ballots += [CardinalBallot(scores) if points else ApprovalBallot(scores) for _ in range(weight)]
    profile = CardinalProfile if points else ApprovalProfile
    return instance, profile(ballots, instance=instance)


def _differences(
    ours: Callable[[Election], list[str]], theirs: Callable[..., Any], *, points: bool = False
) -> list[tuple[str, list[str], list[str]]]:
    different = []
    for election in small_elections(points=points):
        # pabutools adds projects without any support at the end of some rules; here nobody gets what nobody wants.
        wanted = {project.id for project, votes in zip(election.projects, election.votes, strict=True) if votes}
        counted = theirs(*_theirs(election), tie_breaking=lexico_tie_breaking)
        expected = [project.name for project in counted if project.name in wanted]
        if ours(election) != expected:
            different.append((election.canonical_text(), ours(election), expected))
    return different


SATISFACTIONS = [
    (Utility.COST, Cost_Sat),
    (Utility.COUNT, Cardinality_Sat),
    (Utility.POINTS, Additive_Cardinal_Sat),
]


@pytest.mark.parametrize(("utility", "satisfaction"), SATISFACTIONS)
def test_equal_shares_agrees(utility: Utility, satisfaction: type) -> None:
    def ours(election: Election) -> list[str]:
        return list(count_equal_shares(election, EqualShares(utility)).winners)

    def theirs(*election: Any, **options: Any) -> Any:
        return method_of_equal_shares(*election, sat_class=satisfaction, **options)

    assert _differences(ours, theirs, points=utility is Utility.POINTS) == []


@pytest.mark.parametrize(("utility", "satisfaction"), SATISFACTIONS)
def test_add1_agrees(utility: Utility, satisfaction: type) -> None:
    def ours(election: Election) -> list[str]:
        return list(count_equal_shares(election, EqualShares(utility, Completion.ADD1)).winners)

    def theirs(*election: Any, **options: Any) -> Any:
        return method_of_equal_shares(*election, sat_class=satisfaction, voter_budget_increment=1, **options)

    assert _differences(ours, theirs, points=utility is Utility.POINTS) == []


@pytest.mark.parametrize(("order", "satisfaction"), [(Order.VOTES, Cost_Sat), (Order.DENSITY, Cardinality_Sat)])
def test_greedy_agrees(order: Order, satisfaction: type) -> None:
    def ours(election: Election) -> list[str]:
        return list(count_greedy(election, order).winners)

    def theirs(*election: Any, **options: Any) -> Any:
        return greedy_utilitarian_welfare(*election, sat_class=satisfaction, **options)

    assert _differences(ours, theirs) == []


def test_phragmen_agrees() -> None:
    def ours(election: Election) -> list[str]:
        # pabutools returns them sorted by id, not in the order of purchase.
        return sorted(count_phragmen(election).winners)

    assert _differences(ours, sequential_phragmen) == []
