"""Proposals depend on what each side could do alone, not on anybody's units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from rembuk.engines.negotiation import (
    Alone,
    Deal,
    NothingPossible,
    Payment,
    Project,
    Proposed,
    Side,
    Table,
    alone,
    frontier,
    leximin,
    nash,
    payments,
    proposed,
    two_sided_shares,
)
from tests.engines.negotiation.kampung import KAMPUNG
from tests.engines.negotiation.tables import possible_bundles, possible_table, random_table

HALF = Fraction(1, 2)


def with_half(table: Table) -> tuple[Proposed, ...]:
    return proposed(frontier(table), alone(table, HALF))


def test_alone_each_side_does_the_best_with_its_share() -> None:
    # With 40 + 15 the lamps are the best for both: neither road, nor well, nor two projects can be paid for.
    assert alone(KAMPUNG, HALF) == Alone(residents=8, government=6)
    assert alone(KAMPUNG, Fraction(1)) == Alone(residents=23, government=0)
    assert alone(KAMPUNG, Fraction(0)) == Alone(residents=0, government=21)


def test_how_far_each_deal_goes_is_what_a_pencil_finds() -> None:
    # From 8 to 23 for the residents and from 6 to 21 for the government: 15 steps each.
    assert [(int(choice.residents * 15), int(choice.government * 15)) for choice in with_half(KAMPUNG)] == [
        (15, 6),
        (11, 11),
        (10, 13),
        (6, 15),
    ]


def test_the_three_proposals_may_differ_and_are_shown_side_by_side() -> None:
    choices = with_half(KAMPUNG)

    fair, product = leximin(choices), nash(choices)

    assert fair
    assert product
    assert fair.deal.projects == ("drain", "well", "lamps")  # 11 and 11 steps.
    assert product.deal.projects == ("office", "well", "lamps")  # 10 · 13 > 11 · 11.
    assert two_sided_shares(KAMPUNG, HALF).deal.projects == ("drain", "office", "lamps")


def test_a_deal_that_a_side_would_refuse_is_not_proposed() -> None:
    choices = proposed(frontier(KAMPUNG), Alone(residents=15, government=18))

    assert [choice.deal.projects for choice in choices] == [("office", "well", "lamps")]
    assert choices[0].residents == choices[0].government == 1


def test_without_an_acceptable_deal_nothing_is_proposed() -> None:
    choices = proposed(frontier(KAMPUNG), Alone(residents=23, government=21))

    assert choices == ()
    assert leximin(choices) is None
    assert nash(choices) is None


def test_of_equal_proposals_the_cheaper_and_then_the_first_is_named() -> None:
    ways = (HALF, HALF)
    dear, late, first = (Proposed(Deal((id_,), cost, 1, 1), *ways) for id_, cost in (("a", 9), ("z", 5), ("b", 5)))

    assert leximin([dear, late, first]) is first
    assert nash([late, dear, first]) is first


@pytest.mark.parametrize("seed", range(40))
def test_where_no_conditions_bind_a_deal_that_both_accept_exists(seed: int) -> None:
    table = replace(possible_table(seed, 10), conflicts=frozenset())

    for share in (Fraction(0), Fraction(1, 3), HALF, Fraction(1)):
        assert proposed(frontier(table), alone(table, share)) != ()


@pytest.mark.parametrize("seed", range(40))
def test_other_units_for_one_side_change_no_proposal(seed: int) -> None:
    table = possible_table(seed, 10)
    other = replace(table, projects=tuple(replace(each, government=each.government * 1_000) for each in table.projects))

    for rule in (leximin, nash):
        ours, theirs = rule(with_half(table)), rule(with_half(other))
        assert (ours and ours.deal.projects) == (theirs and theirs.deal.projects)
    assert two_sided_shares(table, HALF).purchases == two_sided_shares(other, HALF).purchases


def test_duties_are_paid_before_anything_is_shared() -> None:
    table = replace(KAMPUNG, duties=frozenset({"road"}))

    # 20 + 30 are left: 10 + 15 for each side alone buy nothing more.
    assert alone(table, HALF) == Alone(residents=3, government=6)
    assert two_sided_shares(table, HALF).deal.projects == ("road", "well", "lamps")


def test_duties_that_cannot_be_met_leave_nothing_to_negotiate() -> None:
    table = replace(KAMPUNG, duties=frozenset({"road", "drain"}))

    with pytest.raises(NothingPossible):
        alone(table, HALF)
    with pytest.raises(NothingPossible):
        two_sided_shares(table, HALF)


def test_two_sided_shares_say_who_paid_what() -> None:
    wanted = Project("wanted", 30, residents=1, government=2, funds=frozenset({"village"}))
    other = Project("other", 40, residents=1, government=0, funds=frozenset({"village"}))

    found = two_sided_shares(Table((wanted, other), {"village": 100}), HALF)

    # Worth 1/2 and 1: price 30 / (3/2) = 20, so 10 and 20. Then the residents alone pay 40 for 1/2: price 80.
    assert [(each.project, each.price, each.residents, each.government) for each in found.purchases] == [
        ("wanted", Fraction(20), Fraction(10), Fraction(20)),
        ("other", Fraction(80), Fraction(40), Fraction(0)),
    ]


def test_with_all_the_money_the_residents_alone_decide_by_worth_for_money() -> None:
    found = two_sided_shares(KAMPUNG, Fraction(1)).purchases

    # 8/20, 8/40, then 7/50; the well's 3/30 no longer fits.
    assert [each.project for each in found] == ["lamps", "drain", "office"]
    assert all(each.government == 0 for each in found)


@pytest.mark.parametrize("seed", range(60))
def test_purchases_are_possible_fully_paid_and_within_each_share(seed: int) -> None:
    table = possible_table(seed, 12)

    found = two_sided_shares(table, Fraction(1, 3))

    assert list(found.deal.projects) in [_named(table, bundle) for bundle in possible_bundles(table)]
    assert all(each.residents + each.government == table[each.project].cost for each in found.purchases)
    left = sum(table.funds.values()) - table.cost(table.with_needed(table.duties))
    assert sum(each.residents for each in found.purchases) <= Fraction(left, 3)


@pytest.mark.parametrize("seed", range(60))
def test_the_price_is_the_least_at_which_the_project_is_paid(seed: int) -> None:
    table = replace(random_table(seed, 8), duties=frozenset(), conflicts=frozenset(), needs={})
    held = {side: HALF * sum(table.funds.values()) for side in Side}
    one_fund = replace(
        table,
        projects=tuple(replace(each, funds=frozenset({"all"})) for each in table.projects),
        funds={"all": sum(table.funds.values())},
    )

    for each in two_sided_shares(one_fund, HALF).purchases:
        worth = {
            side: Fraction(table[each.project].worth(side), sum(other.worth(side) for other in table.projects) or 1)
            for side in Side
        }
        assert _raised(held, worth, each.price) == table[each.project].cost
        assert _raised(held, worth, each.price * Fraction(999, 1000)) < table[each.project].cost
        held = {
            Side.RESIDENTS: held[Side.RESIDENTS] - each.residents,
            Side.GOVERNMENT: held[Side.GOVERNMENT] - each.government,
        }


def _raised(held: Mapping[Side, Fraction], worth: Mapping[Side, Fraction], price: Fraction) -> Fraction:
    return sum((min(held[side], price * worth[side]) for side in Side), Fraction(0))


def _named(table: Table, bundle: list[bool]) -> list[str]:
    return [project.id for project, chosen in zip(table.projects, bundle, strict=True) if chosen]


def test_the_funds_pay_each_project_in_full_and_never_more_than_they_hold() -> None:
    assert payments(KAMPUNG, ["drain", "office", "lamps"]) == (
        Payment("drain", "village", 40),
        Payment("office", "donor", 30),
        Payment("office", "village", 20),
        Payment("lamps", "village", 20),
    )
    assert payments(KAMPUNG, ["road", "drain"]) is None


@pytest.mark.parametrize("seed", range(150))
def test_the_funds_pay_exactly_for_what_no_group_of_funds_forbids(seed: int) -> None:
    table = replace(random_table(seed, 7), duties=frozenset(), refused=frozenset(), conflicts=frozenset(), needs={})
    possible = {tuple(_named(table, bundle)) for bundle in possible_bundles(table)}

    for number in range(2 ** len(table.projects)):
        chosen = tuple(each.id for place, each in enumerate(table.projects) if number >> place & 1)
        made = payments(table, chosen)

        assert (made is not None) == (chosen in possible)
        if made is not None:
            assert {id_: sum(each.rupiah for each in made if each.project == id_) for id_ in chosen} == {
                id_: table[id_].cost for id_ in chosen
            }
            assert all(each.fund in table[each.project].funds for each in made)
            assert all(
                sum(each.rupiah for each in made if each.fund == fund) <= held for fund, held in table.funds.items()
            )
