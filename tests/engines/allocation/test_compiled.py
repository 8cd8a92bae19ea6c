"""The compiled kernel answers as NumPy and the exact purses do, on whatever is hard to decide."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

import pytest

from rembuk.cli.rupiah_race import generated_election
from rembuk.engines.allocation import (
    Completion,
    Election,
    EqualShares,
    Project,
    Start,
    Stop,
    Tie,
    Utility,
    count_equal_shares,
    explain_losers,
    hold_election,
)
from rembuk.engines.allocation.equal_shares import Market, Table
from rembuk.engines.allocation.purses import Quote
from rembuk.engines.allocation.stretch import Stretch
from tests.engines.allocation.elections import endless_elections, oracle, real_election, small_elections

compiled = pytest.importorskip(
    "rembuk.engines.allocation.compiled", reason="numba is not installed", exc_type=ImportError
)

UTILITIES = [Utility.COST, Utility.COUNT, Utility.POINTS]
TIES = [(Tie.ID,), (Tie.VOTES, Tie.COST, Tie.ID), (Tie.COST, Tie.ID)]


def _pair(election: Election, utility: Utility, tie: tuple[Tie, ...] = (Tie.ID,)) -> tuple[Table, Table]:
    return Table(election, utility, tie), compiled.CompiledTable(election, utility, tie)


@pytest.fixture
def left_open(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A one for each round that the kernel left to the market."""
    rounds: list[int] = []
    cheapest = Market.cheapest

    def counted(market: Market, floor: float = 0.0) -> Quote | None:
        rounds.append(1)
        return cheapest(market, floor)

    monkeypatch.setattr(Market, "cheapest", counted)
    return rounds


@pytest.mark.parametrize("tie", TIES)
@pytest.mark.parametrize("utility", UTILITIES)
def test_the_kernel_buys_the_same_at_the_same_prices(utility: Utility, tie: tuple[Tie, ...]) -> None:
    for election in small_elections(points=utility is Utility.POINTS):
        table, quick = _pair(election, utility, tie)
        for share in (Fraction(election.budget, 7), Fraction(election.costs[0], 3), Fraction(election.budget)):
            run, same = table.run(share), quick.run(share)

            assert (same.bought, same.prices, same.spent) == (run.bought, run.prices, run.spent)
            assert [quote.project for quote in same.quotes] == list(run.bought)


def test_what_the_bounds_leave_open_is_decided_exactly_and_the_kernel_goes_on(left_open: list[int]) -> None:
    projects = [Project("balai", 30), Project("jalan", 95), Project("pasar", 95), Project("talud", 27)]
    votes = [["balai", "jalan", "pasar"]] * 5 + [["jalan", "pasar"]] * 10 + [["talud"]] * 3
    _, quick = _pair(hold_election(projects, 180, votes), Utility.COUNT)

    # After the balai five people have 4 left and give all of it; jalan and pasar then cost the others 7.50 alike.
    assert (quick.run(Fraction(10)).bought, left_open) == ((0, 1, 3), [1])


def test_ties_of_people_who_pay_alike_are_decided_by_the_kernel(left_open: list[int]) -> None:
    projects = [Project(name, 12) for name in ("balai", "jalan", "pasar")]
    _, quick = _pair(hold_election(projects, 39, [["balai", "jalan", "pasar"]] * 3), Utility.COUNT)

    assert (quick.run(Fraction(13)).bought, left_open) == ((0, 1, 2), [])


@pytest.mark.parametrize("cost", [2**53 - 1, 2**53 - 2, 10**15])
def test_huge_costs_and_many_people_are_counted_alike(cost: int) -> None:
    projects = [Project("jalan", cost), Project("pasar", cost - 1), Project("talud", cost // 3)]
    votes = [["jalan", "pasar"]] * 1001 + [["jalan", "pasar", "talud"]] * 1000 + [["pasar", "talud"]]
    for utility in (Utility.COST, Utility.COUNT):
        table, quick = _pair(hold_election(projects, cost, votes), utility)
        for people in (1000, 1001, 2001, 2002):
            share = Fraction(cost, people)

            assert quick.run(share).bought == table.run(share).bought


@pytest.mark.parametrize("votes", [[], [[]], [["jalan"]]])
def test_nobody_and_no_support_buy_nothing(votes: list[list[str]]) -> None:
    election = hold_election([Project("jalan", 10), Project("pasar", 5)], 9, votes)

    assert [table.run(Fraction(9)).bought for table in _pair(election, Utility.COST)] == [(), ()]


@pytest.mark.parametrize("start", Start)
@pytest.mark.parametrize("stop", Stop)
@pytest.mark.parametrize("utility", UTILITIES)
def test_add1_ends_at_the_same_endowment(start: Start, stop: Stop, utility: Utility) -> None:
    rules = EqualShares(utility, Completion.ADD1, start=start, stop=stop)
    cheap = (one for one in endless_elections(points=utility is Utility.POINTS) if max(one.costs) < 1000)

    for election in islice(cheap, 100):
        outcomes = [count_equal_shares(election, rules, kind) for kind in (Table, compiled.CompiledTable)]

        assert len({(outcome.winners, outcome.endowment) for outcome in outcomes}) == 1


def test_a_walk_of_a_million_steps_ends_at_the_same_endowment() -> None:
    rules = EqualShares(completion=Completion.ADD1)
    for draw in range(3):
        election = generated_election(draw, voters=700, projects=12)
        outcomes = [count_equal_shares(election, rules, kind) for kind in (Table, compiled.CompiledTable)]

        assert len({(outcome.winners, outcome.endowment) for outcome in outcomes}) == 1


def test_a_stretch_is_certified_where_the_market_certifies_it_and_hints_at_the_same_part() -> None:
    answers = []
    for draw in range(40):
        election = generated_election(draw, voters=60, projects=8)
        for table in _pair(election, Utility.COST):
            low = table.run(Fraction(election.budget, 60))
            told = [Stretch(low, low.endowment * Fraction(1000 + more, 1000)) for more in (1, 5, 20, 80)]
            answers.append([(stretch.alike is None, stretch.reach and round(stretch.reach, 6)) for stretch in told])

    assert answers[::2] == answers[1::2]


def test_losers_are_told_the_same() -> None:
    for election in islice(small_elections(), 50):
        run, same = (table.run(Fraction(election.budget, 3)) for table in _pair(election, Utility.COST))

        assert explain_losers(same) == explain_losers(run)


def test_real_elections_are_counted_alike() -> None:
    for name in sorted(oracle())[::4]:
        election = real_election(name)
        utility = Utility.POINTS if election.kind == "points" else Utility.COST
        table, quick = _pair(election, utility)
        share = Fraction(election.budget, election.ballots.voters)

        assert quick.run(share).bought == table.run(share).bought, name
