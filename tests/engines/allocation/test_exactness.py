"""What must not change an outcome: units, order, doubled voters, jumps instead of steps, floating point."""

from __future__ import annotations

import os
from fractions import Fraction
from itertools import islice

import pytest

from rembuk.engines.allocation import (
    Completion,
    Election,
    EqualShares,
    Project,
    Start,
    Stop,
    Utility,
    count_equal_shares,
    hold_election,
    parse_pb,
    write_pb,
)
from rembuk.engines.allocation.claims import Tie
from rembuk.engines.allocation.completion import first_endowment
from rembuk.engines.allocation.equal_shares import Run, Table, equal_shares
from rembuk.engines.allocation.ledger import Ledger
from tests.engines.allocation.elections import endless_elections, small_elections

# Literal walks over all eight variants of Add1; REMBUK_WALKS=10000 takes minutes.
WALKS = int(os.environ.get("REMBUK_WALKS", "2500"))

UTILITIES = [Utility.COST, Utility.COUNT, Utility.POINTS]


def _table(election: Election, utility: Utility) -> Table:
    return Table(election, utility, (Tie.ID,))


def _slowly(table: Table, endowment: Fraction) -> list[int]:
    """The obvious version: ask everybody in each round, with exact purses only."""
    ledger, left, bought = Ledger(len(table.weights), endowment), set(range(len(table.claims))), []
    while prices := {project: price for project in left if (price := ledger.price(table.claims[project])) is not None}:
        cheapest = min(prices, key=lambda project: (prices[project], table.ranks[project]))
        ledger.buy(table.claims[cheapest])
        left.remove(cheapest)
        bought.append(cheapest)
    return bought


def _step_by_step(election: Election, rules: EqualShares) -> Run:
    """The literal walk of Add1."""
    table, run = _table(election, rules.utility), None
    endowment = first_endowment(election, rules.start)
    wanted = {project for project, score in enumerate(election.scores) if score}
    while True:
        ahead = equal_shares(table, endowment)
        if ahead.spent > election.budget:
            return run or ahead
        run, waiting = ahead, wanted - set(ahead.bought)
        fits = any(election.costs[project] <= election.budget - ahead.spent for project in waiting)
        if not waiting or (rules.stop is Stop.EXHAUSTIVE and not fits):
            return run
        endowment += rules.step


@pytest.mark.parametrize("utility", UTILITIES)
def test_floating_point_with_its_bound_decides_as_exact_purses_do(utility: Utility) -> None:
    tables = [_table(election, utility) for election in small_elections(points=utility is Utility.POINTS)]
    endowments = [Fraction(table.claims[0].cost, 3) for table in tables]

    quick = [list(equal_shares(*case).bought) for case in zip(tables, endowments, strict=True)]

    assert quick == [_slowly(*case) for case in zip(tables, endowments, strict=True)]


@pytest.mark.parametrize("start", Start)
@pytest.mark.parametrize("stop", Stop)
@pytest.mark.parametrize("step", [1, 3])
def test_jumps_with_a_certificate_end_where_the_literal_walk_ends(start: Start, stop: Stop, step: int) -> None:
    rules = EqualShares(Utility.COST, Completion.ADD1, start=start, stop=stop, step=step)
    cheap = (election for election in endless_elections() if max(election.costs) < 1000)
    elections = list(islice(cheap, WALKS // 8))

    jumped = [count_equal_shares(election, rules).run for election in elections]

    walked = [_step_by_step(election, rules) for election in elections]
    assert [(run.bought, run.endowment) for run in jumped if run] == [(run.bought, run.endowment) for run in walked]


def _add1(election: Election, step: int = 1) -> tuple[str, ...]:
    return count_equal_shares(election, EqualShares(completion=Completion.ADD1, step=step)).winners


def _one_by_one(election: Election) -> list[list[str]]:
    rows = [
        ([election.projects[number].id for number, _ in marks], weight) for marks, weight in election.ballots.rows()
    ]
    return [vote for vote, weight in rows for _ in range(weight)]


def test_costs_in_another_unit_choose_the_same() -> None:
    for election in small_elections():
        projects = [Project(project.id, project.cost * 18_000) for project in election.projects]
        dearer = Election(tuple(projects), election.budget * 18_000, election.ballots)

        assert _add1(dearer, step=18_000) == _add1(election)


def test_a_million_steps_of_one_rupiah_are_taken_at_once() -> None:
    projects = [Project("jalan", 600_000_000), Project("talud", 350_000_000)]
    election = hold_election(projects, 1_000_000_000, [["jalan"]] * 70 + [["talud"]] * 30)

    outcome = count_equal_shares(election, EqualShares(completion=Completion.ADD1))

    assert (outcome.winners, outcome.endowment) == (("jalan", "talud"), Fraction(11_666_667))


def test_voting_twice_as_many_changes_nothing_without_completion() -> None:
    for election in small_elections():
        votes = [[election.projects[number].id for number, _ in marks] for marks, _ in election.ballots.rows()]
        once = hold_election(election.projects, election.budget, votes)
        twice = hold_election(election.projects, election.budget, votes + votes)

        assert count_equal_shares(twice, EqualShares()).winners == count_equal_shares(once, EqualShares()).winners


def test_the_order_of_lines_changes_neither_hash_nor_winners() -> None:
    for election in small_elections():
        votes = _one_by_one(election)
        turned = hold_election(reversed(election.projects), election.budget, reversed(votes))

        assert (turned.hash, _add1(turned)) == (election.hash, _add1(election))


def test_a_project_that_nobody_supports_changes_nothing() -> None:
    for election in small_elections():
        votes = _one_by_one(election)
        crowded = hold_election([*election.projects, Project("zz", 1)], election.budget, votes)

        assert _add1(crowded) == _add1(election)


@pytest.mark.parametrize("points", [False, True])
def test_a_written_file_reads_as_the_same_election(points: bool) -> None:
    for election in small_elections(points=points):
        assert parse_pb(write_pb(election)).canonical_text() == election.canonical_text()
