"""Each number of an explanation is checked by counting again with that number changed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice, product

import pytest

from rembuk.engines.allocation import Election, EqualShares, Project, Utility, count_equal_shares, hold_election
from rembuk.engines.allocation.contests import greatest
from rembuk.engines.allocation.equal_shares import Run, equal_shares
from rembuk.engines.allocation.explain import (
    ShareExplained,
    WinnerExplained,
    endowment_to_win,
    explain_share,
    explain_winner,
    next_change,
)
from rembuk.engines.allocation.lookback import Lookback
from rembuk.engines.allocation.losers import LoserExplained, explain_loser, explain_losers
from tests.engines.allocation.contests import SlowContests
from tests.engines.allocation.elections import small_elections

UTILITIES = [Utility.COST, Utility.COUNT]


def _run(election: Election, utility: Utility = Utility.COST) -> Run:
    run = count_equal_shares(election, EqualShares(utility)).run
    assert run is not None
    return run


def _losers(utility: Utility) -> Iterator[tuple[Election, Run, int]]:
    for election in islice(small_elections(), 80):
        run = _run(election, utility)
        for project in range(len(election.projects)):
            if project not in run.bought:
                yield election, run, project


def _wins(election: Election, utility: Utility, project: int) -> bool:
    return project in _run(election, utility).bought


def _at_cost(election: Election, project: int, cost: int) -> Election:
    projects = list(election.projects)
    projects[project] = replace(projects[project], cost=cost)
    return Election(tuple(projects), election.budget, election.ballots)


@pytest.mark.parametrize("utility", UTILITIES)
def test_a_loser_wins_at_the_cost_that_is_named_and_not_one_rupiah_above(utility: Utility) -> None:
    for election, run, project in _losers(utility):
        cost = explain_loser(run, project).cost_to_win

        assert cost == 0 or _wins(_at_cost(election, project, cost), utility, project)
        assert not _wins(_at_cost(election, project, cost + 1), utility, project)


@pytest.mark.parametrize("utility", UTILITIES)
def test_no_fewer_supporters_than_named_make_a_loser_win(utility: Utility) -> None:
    for election, run, project in islice(_losers(utility), 60):
        named = explain_loser(run, project).supporters_to_add

        assert named == _fewest_by_trying(election, utility, project)


def _fewest_by_trying(election: Election, utility: Utility, project: int) -> int | None:
    """Try all ways to add supporters, a number from each distinct ballot."""
    rows = [
        ([election.projects[number].id for number, _ in marks], weight) for marks, weight in election.ballots.rows()
    ]
    name = election.projects[project].id
    found = [
        sum(added)
        for added in _ways([0 if name in vote else weight for vote, weight in rows])
        if _wins(_with_added(election, rows, name, added), utility, project)
    ]
    return min(found) if found else None


def _ways(most: list[int]) -> Iterator[tuple[int, ...]]:
    if not most:
        yield ()
        return
    for rest in _ways(most[1:]):
        yield from ((count, *rest) for count in range(most[0] + 1))


def _with_added(election: Election, rows: list[tuple[list[str], int]], name: str, added: tuple[int, ...]) -> Election:
    votes = []
    for (vote, weight), count in zip(rows, added, strict=True):
        votes += [[*vote, name]] * count + [vote] * (weight - count)
    return hold_election(election.projects, election.budget, votes)


def _share_of(run: Run, ballot: int) -> ShareExplained:
    claims = enumerate(run.table.claims)
    values = {number: int(claim.values[claim.members == ballot].sum()) for number, claim in claims}
    return explain_share(run, values)


@pytest.mark.parametrize("utility", [*UTILITIES, Utility.POINTS])
def test_a_share_and_what_is_left_of_it_add_up(utility: Utility) -> None:
    for election in small_elections(points=utility is Utility.POINTS):
        run = _run(election, utility)

        shares = [_share_of(run, ballot) for ballot in range(len(run.table.weights))]

        assert {sum(paid for _, paid in share.payments) + share.left for share in shares} == {run.endowment}
        weights = run.table.weights.tolist()
        paid = sum(int(w) * (run.endowment - share.left) for w, share in zip(weights, shares, strict=True))
        assert paid == run.spent


def test_the_supporters_of_a_loser_spent_on_rivals_what_they_no_longer_hold() -> None:
    for _, run, project in _losers(Utility.COST):
        claim = run.table.claims[project]
        left = [_share_of(run, ballot).left for ballot in claim.members.tolist()]
        each = zip(claim.weights.tolist(), left, strict=True)
        spent = sum((int(weight) * (run.endowment - rest) for weight, rest in each), Fraction(0))

        rivals = explain_loser(run, project).rivals

        assert abs(sum(amount for _, amount in rivals) - spent) <= Fraction(len(run.bought))


@pytest.mark.parametrize("utility", [*UTILITIES, Utility.POINTS])
def test_all_losers_at_once_hear_what_exact_purses_say_about_each(utility: Utility) -> None:
    for election in small_elections(points=utility is Utility.POINTS):
        run = _run(election, utility)
        losers = [project for project in range(len(election.projects)) if project not in run.bought]

        explained = explain_losers(run)

        assert explained == {project: _slowly_explained(run, project) for project in losers}


def _slowly_explained(run: Run, project: int) -> LoserExplained:
    """The obvious version: every round in exact purses, and the best over all of them."""
    contests, rounds = SlowContests(run), range(len(run.bought) + 1)
    cost, voters = run.table.claims[project].cost, int(run.table.weights.sum())
    asked = [contests.of(project, place) for place in rounds]
    needed = 1 + min(greatest(contest.not_with_added, 0, voters, 1) for contest in asked)
    paid = [(rival, contests.paid(project, place)) for place, rival in enumerate(run.bought)]
    return LoserExplained(
        cost_to_win=max(greatest(contest.at_cost, 0, cost, 1) for contest in asked),
        supporters_to_add=needed if needed <= voters else None,
        rivals=tuple(sorted((pair for pair in paid if pair[1]), key=lambda pair: (-pair[1], pair[0]))),
    )


@pytest.mark.parametrize("utility", [*UTILITIES, Utility.POINTS])
def test_losers_of_a_larger_election_hear_the_same(utility: Utility) -> None:
    chance = random.Random(7)
    for _ in range(4):
        projects = [Project(f"p{number:02}", chance.randint(50, 3000)) for number in range(30)]
        liked = [chance.sample(projects, chance.randint(1, 9)) for _ in range(120)]
        votes = [{project.id: chance.choice([1, 1, 2, 5]) for project in projects} for projects in liked]
        if utility is not Utility.POINTS:
            votes = [dict.fromkeys(vote, 1) for vote in votes]
        election = hold_election(projects, 12_000, votes, "points" if utility is Utility.POINTS else "approval")
        run = _run(election, utility)
        losers = [project for project in range(len(projects)) if project not in run.bought]

        explained = explain_losers(run)

        assert explained == {project: _slowly_explained(run, project) for project in losers}


@pytest.mark.parametrize("utility", [*UTILITIES, Utility.POINTS])
def test_losers_hear_the_same_when_floating_point_doubts_all_it_says(
    utility: Utility, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("accounts", "contests", "costs_to_win", "lookback", "losers", "supporters_to_add"):
        monkeypatch.setattr(f"rembuk.engines.allocation.{module}.EPS", 2.0**-6)
    for election in small_elections(points=utility is Utility.POINTS):
        run = _run(election, utility)
        losers = [project for project in range(len(election.projects)) if project not in run.bought]

        explained = explain_losers(run)

        assert explained == {project: _slowly_explained(run, project) for project in losers}


@pytest.mark.parametrize("utility", [*UTILITIES, Utility.POINTS])
@pytest.mark.parametrize("error", [0.0, 1e6])
def test_a_contest_is_decided_as_by_the_purses_of_all_ballots(utility: Utility, error: float) -> None:
    for election in islice(small_elections(points=utility is Utility.POINTS), 60):
        run = _run(election, utility)
        losers = [project for project in range(len(election.projects)) if project not in run.bought]
        if not losers:
            continue
        look, slow = Lookback(run, losers), SlowContests(run)
        # As much in doubt as this, each purse is looked at alone.
        look.stages.all = [replace(stage, error=stage.error + error) for stage in look.stages.all]
        for (number, project), place in product(enumerate(losers), range(len(run.bought) + 1)):
            contest, known = look.contest(number, place), slow.of(project, place)
            cost = election.costs[project]

            assert contest.to_beat == known.to_beat
            for asked in {1, cost // 3 + 1, cost // 2, cost - 1, cost} - {0}:
                assert contest.at_cost(asked) == known.at_cost(asked)
            for count in range(election.ballots.voters + 1):
                assert contest.not_with_added(count) == known.not_with_added(count)
            if place < len(run.bought):
                assert look.accounts.paid(look.claims[number], place) == slow.paid(project, place)


def test_the_greatest_number_is_found_from_any_guess() -> None:
    for most, answer, guess in product(range(1, 20), range(20), range(-3, 25)):
        if answer <= most:
            assert greatest(answer.__ge__, 0, most, guess) == answer


def test_a_winner_names_who_paid_in_full_and_who_gave_all() -> None:
    projects = [Project("jalan", 600), Project("posyandu", 440)]
    votes = [["jalan"]] * 4 + [["jalan", "posyandu"]] * 2 + [["posyandu"]] * 4
    run = _run(hold_election(projects, 1100, votes))

    assert explain_winner(run, 0) == WinnerExplained(1, Fraction(100), Fraction(6), 6, 0)
    assert explain_winner(run, 1) == WinnerExplained(2, Fraction(105), Fraction(88, 21), 4, 2)


def test_the_next_change_is_the_first_when_counting_up_by_one_rupiah() -> None:
    for election in small_elections():
        run = _run(election)
        if max(election.costs) < 1000 and (change := next_change(run)):
            endowment = run.endowment + 1
            while (ahead := equal_shares(run.table, endowment)).bought == run.bought:
                endowment += 1

            assert (change.endowment, change.bought) == (endowment, ahead.bought)


def test_a_project_enters_at_the_first_endowment_that_buys_it() -> None:
    for election, run, project in _losers(Utility.COST):
        if not run.table.claims[project].total_power:
            assert endowment_to_win(run, project) is None
        elif max(election.costs) < 1000:
            endowment = run.endowment + 1
            while project not in equal_shares(run.table, endowment).bought:
                endowment += 1

            assert endowment_to_win(run, project) == endowment
