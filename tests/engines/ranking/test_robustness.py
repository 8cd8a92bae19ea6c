"""A proposal stays between its best and its worst place, however the weights move together."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.engines.ranking import Criterion, Line, Placed, Proposal, Rubric, Span, rank, spans

IDS = ("need", "reach", "poor")


def rubric(*weights: int) -> Rubric:
    return Rubric(
        (), tuple(Criterion(id_, weight, Line(0, 100)) for id_, weight in zip(IDS, weights, strict=False) if weight)
    )


def proposal(id_: str, *values: int) -> Proposal:
    return Proposal(id_, frozenset(), dict(zip(IDS, values, strict=False)))


# Totals: 64, 62 and 20.
KNOWN = (proposal("road", 80, 40), proposal("well", 50, 80), proposal("gate", 20, 20))


def test_neighbours_that_another_weight_exchanges_share_two_places_and_the_last_keeps_its_own() -> None:
    # For the road speak 6·30 = 180, against it 4·40 = 160. A tenth less is 162 and a tenth more 176.
    assert spans(rank(rubric(6, 4), KNOWN), 10) == (
        Span("road", 1, best=1, worst=2),
        Span("well", 2, best=1, worst=2),
        Span("gate", 3, best=3, worst=3),
    )


def test_weights_that_move_less_leave_every_place_firm() -> None:
    # 180 less five percent is 171, 160 more five percent 168.
    found = spans(rank(rubric(6, 4), KNOWN), 5)

    assert [(each.proposal, each.is_firm) for each in found] == [("road", True), ("well", True), ("gate", True)]


def test_proposals_equal_in_everything_keep_the_order_of_the_rule_for_ties() -> None:
    ranking = rank(rubric(6, 4), (proposal("b", 50, 50), proposal("a", 50, 50)))

    assert spans(ranking) == (Span("a", 1, best=1, worst=1), Span("b", 2, best=2, worst=2))


def test_weights_that_balance_two_proposals_at_the_edge_settle_nothing() -> None:
    # 5·30 less a fifth is 120, and so is 4·25 more a fifth.
    ranking = rank(rubric(5, 4), (proposal("road", 80, 40), proposal("well", 50, 65)))

    assert [(each.best, each.worst) for each in spans(ranking)] == [(1, 2), (1, 2)]


def test_nothing_to_rank_has_no_places() -> None:
    assert spans(rank(rubric(6, 4), ())) == ()


@pytest.mark.parametrize("percent", [-1, 100])
def test_weights_do_not_vanish(percent: int) -> None:
    with pytest.raises(ValueError, match="Weights move by 0 to 99 percent"):
        spans(rank(rubric(6, 4), KNOWN), percent)


VALUES = st.lists(st.tuples(*[st.integers(0, 10)] * 3), min_size=1, max_size=6)


@given(VALUES, st.tuples(*[st.integers(1, 9)] * 3), st.sampled_from([1, 20, 60]))
def test_no_way_to_move_the_weights_leads_beyond_the_places_that_were_named(
    values: list[tuple[int, int, int]], weights: tuple[int, int, int], percent: int
) -> None:
    known = [proposal(f"p{number}", *each) for number, each in enumerate(values)]
    named = {each.proposal: each for each in spans(rank(rubric(*weights), known), percent)}

    for moves in product((100 - percent, 100, 100 + percent), repeat=3):
        moved = rank(rubric(*(weight * move for weight, move in zip(weights, moves, strict=True))), known)
        for id_, place in moved.places.items():
            assert named[id_].best <= place <= named[id_].worst


@given(VALUES, st.tuples(*[st.integers(1, 9)] * 3))
def test_two_proposals_share_their_places_only_if_some_weights_make_them_equal_or_exchange_them(
    values: list[tuple[int, int, int]], weights: tuple[int, int, int]
) -> None:
    pair = [proposal(f"p{number}", *each) for number, each in enumerate((values * 2)[:2])]
    first, *_ = spans(rank(rubric(*weights), pair), 20)
    corners = [
        rank(rubric(*(weight * move for weight, move in zip(weights, moves, strict=True))), pair)
        for moves in product((80, 120), repeat=3)
    ]

    leads = [_lead(corner.placed, first.proposal) for corner in corners]
    equal = len({tuple(each.values.values()) for each in pair}) == 1
    assert first.is_firm == (equal or min(leads) > 0)


def _lead(placed: tuple[Placed, ...], proposal_id: str) -> Fraction:
    total = {each.proposal: each.total for each in placed}
    mine = total.pop(proposal_id)
    return mine - max(total.values())
