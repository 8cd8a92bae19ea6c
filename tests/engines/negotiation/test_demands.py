"""Trades, red lines, what they cost and why they clash."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from rembuk.engines.negotiation import (
    Alone,
    Clash,
    Deal,
    Demand,
    Obstacle,
    Price,
    Side,
    Table,
    Trade,
    Wish,
    alone,
    clash,
    deal_of,
    frontier,
    leximin,
    price_of,
    proposed,
    trades,
    with_demands,
)
from tests.engines.negotiation.kampung import KAMPUNG
from tests.engines.negotiation.tables import beats, possible_bundles, possible_table, random_table

HALF = Fraction(1, 2)


def demand(project: str, wish: Wish = Wish.MUST) -> Demand:
    return Demand(Side.RESIDENTS, project, wish)


def test_a_trade_changes_as_little_as_it_can() -> None:
    assert trades(KAMPUNG, deal_of(KAMPUNG, frozenset({"office", "lamps"}))) == (
        Trade((), ("drain",), deal_of(KAMPUNG, frozenset({"drain", "office", "lamps"}))),
        Trade((), ("well",), deal_of(KAMPUNG, frozenset({"office", "well", "lamps"}))),
    )


def test_a_swap_is_found_where_nothing_can_be_added() -> None:
    (trade,) = trades(replace(KAMPUNG, refused=frozenset({"well"})), deal_of(KAMPUNG, frozenset({"road", "lamps"})))

    assert (trade.gives_up, trade.takes_up) == (("road",), ("drain", "office"))


def test_a_deal_on_the_frontier_cannot_be_improved() -> None:
    assert [trades(KAMPUNG, deal) for deal in frontier(KAMPUNG)] == [(), (), (), ()]


@pytest.mark.parametrize("seed", range(120))
def test_trades_are_those_found_by_looking_at_every_bundle(seed: int) -> None:
    table = possible_table(seed, 9)
    deals = _all_deals(table)
    deal = Random(seed).choice(deals)

    better = [other for other in deals if beats(_scores(other), _scores(deal))]
    nearest = min((_apart(deal, other) for other in better), default=0)
    near = {_scores(other) for other in better if _apart(deal, other) == nearest}
    best = {scores for scores in near if not any(beats(other, scores) for other in near)}

    found = trades(table, deal)

    assert {_scores(trade.deal) for trade in found} == best
    assert all(_apart(deal, trade.deal) == nearest for trade in found)
    assert all(set(trade.deal.projects) == {*deal.projects} - {*trade.gives_up} | {*trade.takes_up} for trade in found)


def _all_deals(table: Table) -> list[Deal]:
    ids = [project.id for project in table.projects]
    return [
        deal_of(table, frozenset(id_ for id_, chosen in zip(ids, bundle, strict=True) if chosen))
        for bundle in possible_bundles(table)
    ]


def _scores(deal: Deal) -> tuple[int, int]:
    return deal.residents, deal.government


def _apart(deal: Deal, other: Deal) -> int:
    return len(set(deal.projects) ^ set(other.projects))


def test_a_demand_costs_each_side_what_its_best_deal_loses() -> None:
    # With the well, the best is 19 instead of 23 for the residents, and still 21 for the government.
    price = price_of(KAMPUNG, demand("well"), alone(KAMPUNG, HALF))

    assert price == Price(demand("well"), 4, 0, price.proposal)
    assert price.proposal
    assert price.proposal.deal.projects == ("office", "well", "lamps")


def test_a_demand_that_leaves_no_acceptable_deal_says_so() -> None:
    without = Alone(residents=20, government=12)

    assert price_of(KAMPUNG, demand("road"), without) == Price(demand("road"), None, None, None)


@pytest.mark.parametrize("seed", range(25))
def test_a_demand_never_gains_anything_and_one_that_is_met_anyway_costs_nothing(seed: int) -> None:
    table = possible_table(seed, 8)
    without = Alone(0, 0)
    ends = [set(frontier(table)[0].projects), set(frontier(table)[-1].projects)]

    for project in table.projects:
        for wish in Wish:
            price = price_of(table, demand(project.id, wish), without)
            if price.proposal is None:
                continue
            assert price.residents_loss is not None
            assert price.government_loss is not None
            met = [(project.id in end) == (wish is Wish.MUST) for end in ends]
            assert price.residents_loss == 0 if met[0] else price.residents_loss >= 0
            assert price.government_loss == 0 if met[1] else price.government_loss >= 0


def test_demands_become_conditions_of_every_deal() -> None:
    table = with_demands(KAMPUNG, [demand("road"), demand("well", Wish.NEVER)])

    assert [deal.projects for deal in frontier(table)] == [("road", "lamps")]


def test_demands_that_can_hold_together_do_not_clash() -> None:
    assert clash(KAMPUNG, [demand("road"), demand("well"), demand("office", Wish.NEVER)]) is None


def test_the_fewest_demands_that_want_too_much_money_are_named_with_what_lacks() -> None:
    found = clash(KAMPUNG, [demand("lamps"), demand("well"), demand("road"), demand("drain")])

    assert found == Clash(
        (demand("road"), demand("drain")), Obstacle("money", ("road", "drain"), ("village",), rupiah=20)
    )


def test_a_must_and_a_never_of_one_project_clash_even_by_way_of_a_need() -> None:
    table = replace(KAMPUNG, needs={"office": frozenset({"lamps"})})

    found = clash(table, [demand("well"), demand("office"), demand("lamps", Wish.NEVER)])

    assert found == Clash((demand("office"), demand("lamps", Wish.NEVER)), Obstacle("refused", ("lamps",)))


def test_projects_that_exclude_each_other_clash() -> None:
    table = replace(KAMPUNG, conflicts=frozenset({frozenset({"well", "lamps"})}))

    assert clash(table, [demand("well"), demand("lamps")]) == Clash(
        (demand("well"), demand("lamps")), Obstacle("conflict", ("lamps", "well"))
    )


def test_duties_that_cannot_be_met_clash_without_any_demand() -> None:
    table = replace(KAMPUNG, duties=frozenset({"road", "drain"}))

    assert clash(table, [demand("well")]) == Clash((), Obstacle("money", ("road", "drain"), ("village",), rupiah=20))


@pytest.mark.parametrize("seed", range(60))
def test_the_clash_is_the_smallest_set_for_which_no_bundle_exists(seed: int) -> None:
    table, random = random_table(seed, 9), Random(seed)
    demands = [
        demand(project.id, random.choice([Wish.MUST, Wish.MUST, Wish.NEVER]))
        for project in random.sample(table.projects, min(5, len(table.projects)))
    ]

    smallest = next(
        (
            some
            for size in range(len(demands) + 1)
            for some in combinations(demands, size)
            if not len(possible_bundles(with_demands(table, some)))
        ),
        None,
    )

    found = clash(table, demands)

    assert (found and found.demands) == smallest


def test_the_default_proposal_of_a_met_demand_is_unchanged() -> None:
    without = alone(KAMPUNG, HALF)
    usual = leximin(proposed(frontier(KAMPUNG), without))
    assert usual

    assert price_of(KAMPUNG, demand("lamps"), without).proposal == usual
