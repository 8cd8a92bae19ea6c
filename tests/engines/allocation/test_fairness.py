"""Nobody is left out whom brute force finds, and nobody is named who was not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest

from rembuk.engines.allocation import (
    Election,
    EqualShares,
    Order,
    Project,
    Unserved,
    Utility,
    count_equal_shares,
    count_greedy,
    find_unserved,
    hold_election,
    is_unserved,
)
from tests.engines.allocation.elections import small_elections

UTILITIES = [Utility.COST, Utility.COUNT]


def _votes(election: Election) -> list[set[str]]:
    rows = (
        ({election.projects[number].id for number, _ in marks}, people) for marks, people in election.ballots.rows()
    )
    return [vote for vote, people in rows for _ in range(people)]


def _left_out(election: Election, winners: tuple[str, ...], utility: Utility) -> Iterator[str]:
    """The obvious version: try every group of voters for every project."""
    votes, cost = _votes(election), {project.id: project.cost for project in election.projects}
    worth = cost if utility is Utility.COST else dict.fromkeys(cost, 1)
    for project in cost.keys() - set(winners):
        fans = [sum(worth[name] for name in vote & set(winners)) for vote in votes if project in vote]
        if any(
            all(
                Fraction((gained + worth[project]) * cost[project], worth[project])
                <= Fraction(size * election.budget, len(votes))
                for gained in group
            )
            for size in range(1, len(fans) + 1)
            for group in combinations(fans, size)
        ):
            yield project


@pytest.mark.parametrize("utility", UTILITIES)
def test_a_group_is_found_exactly_where_trying_all_groups_finds_one(utility: Utility) -> None:
    elections = [election for election in small_elections() if election.ballots.voters <= 10]

    counted = [(election, count_greedy(election, Order.COST).winners) for election in elections]

    found = [[group.project for group in find_unserved(*count, utility)] for count in counted]
    assert found == [sorted(_left_out(*count, utility)) for count in counted]
    assert any(found)


@pytest.mark.parametrize("utility", UTILITIES)
def test_equal_shares_leaves_nobody_unserved(utility: Utility) -> None:
    counted = [(one, count_equal_shares(one, EqualShares(utility)).winners) for one in small_elections()]

    assert {find_unserved(*count, utility) for count in counted} == {()}


def test_a_hamlet_that_gets_nothing_is_named_with_its_share() -> None:
    projects = [Project("jalan", 600), Project("pos", 400), Project("talud", 300)]
    election = hold_election(projects, 1000, [["jalan", "pos"]] * 6 + [["talud"]] * 4)

    unserved = find_unserved(election, count_greedy(election, Order.VOTES).winners, Utility.COST)

    assert unserved == (Unserved("talud", people=4, utility=0, needed=300, share=Fraction(400)),)


def test_a_group_that_was_named_is_found_again_and_a_changed_one_is_not() -> None:
    projects = [Project("jalan", 600), Project("pos", 400), Project("talud", 300)]
    election = hold_election(projects, 1000, [["jalan", "pos"]] * 6 + [["talud"]] * 4)
    winners = ("jalan", "pos")
    (group,) = find_unserved(election, winners, Utility.COST)
    changed = [replace(group, people=5), replace(group, needed=299), replace(group, project="jalan")]

    checked = [is_unserved(election, winners, Utility.COST, claim) for claim in [group, *changed]]

    assert checked == [True, False, False, False]


def test_points_are_refused() -> None:
    election = next(small_elections(points=True))

    with pytest.raises(ValueError, match="approvals"):
        find_unserved(election, (), Utility.POINTS)
