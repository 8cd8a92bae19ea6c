"""What another weight would change, and who is near the cut line."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from rembuk.engines.ranking import (
    Change,
    Criterion,
    CutLine,
    Line,
    Proposal,
    Rubric,
    Shift,
    Tipping,
    affordable_places,
    cut_line,
    rank,
    shifts,
)

RUBRIC = Rubric((), tuple(Criterion(id_, weight, Line(0, 100)) for id_, weight in (("need", 6), ("reach", 4))))


def proposal(id_: str, need: int, reach: int) -> Proposal:
    return Proposal(id_, frozenset(), {"need": need, "reach": reach})


# Totals: 64, 62 and 20.
KNOWN = (proposal("road", 80, 40), proposal("well", 50, 80), proposal("gate", 20, 20))


def test_a_weight_that_moves_by_a_fifth_names_the_places_that_change() -> None:
    up = (Change("well", 2, 1), Change("road", 1, 2))

    # need x 0.8: 4.8·80 + 4·40 = 544 < 4.8·50 + 4·80 = 560; reach x 1.2: 6·80 + 4.8·40 = 672 < 6·50 + 4.8·80 = 684.
    assert shifts(RUBRIC, KNOWN) == (
        Shift("need", -20, up),
        Shift("need", 20, ()),
        Shift("reach", -20, ()),
        Shift("reach", 20, up),
    )


def test_the_cut_line_names_both_neighbours_and_what_would_exchange_them() -> None:
    # The lead of 20 is 6·30 - 4·40: it is gone when 180 falls by a ninth or 160 rises by an eighth.
    assert cut_line(rank(RUBRIC, KNOWN), 1) == CutLine(
        "road", "well", Fraction(2), (Tipping("need", Fraction(-100, 9)), Tipping("reach", Fraction(25, 2)))
    )


def test_no_weight_alone_can_exchange_neighbours_of_whom_one_is_better_in_everything() -> None:
    line = cut_line(rank(RUBRIC, KNOWN), 2)

    assert line == CutLine("well", "gate", Fraction(42), ())


@pytest.mark.parametrize("places", [0, 3, 4])
def test_there_is_no_cut_line_with_nobody_on_one_side(places: int) -> None:
    assert cut_line(rank(RUBRIC, KNOWN), places) is None


@pytest.mark.parametrize("seed", range(40))
def test_just_beyond_a_tipping_the_neighbours_change_places_and_just_before_they_do_not(seed: int) -> None:
    random = Random(seed)
    known = [proposal(f"p{n}", random.randint(0, 100), random.randint(0, 100)) for n in range(6)]
    ranking = rank(RUBRIC, known)
    line = cut_line(ranking, 3)
    assert line

    for tipping in line.tippings:
        for further in (Fraction(99, 100), Fraction(101, 100)):
            places = rank(_moved(tipping.criterion, tipping.percent * further), known).places
            assert (places[line.inside] > places[line.outside]) == (further > 1 and line.margin > 0)


def _moved(criterion: str, percent: Fraction) -> Rubric:
    factor = 1 + percent / 100
    weights = {each.id: each.weight * (factor if each.id == criterion else 1) for each in RUBRIC.criteria}
    scale = factor.denominator
    return replace(
        RUBRIC, criteria=tuple(replace(each, weight=int(weights[each.id] * scale)) for each in RUBRIC.criteria)
    )


def test_money_ends_before_the_first_proposal_that_it_does_not_pay_for() -> None:
    ranking = rank(RUBRIC, KNOWN)
    costs = {"road": 70, "well": 50, "gate": 10}

    assert [affordable_places(ranking, costs, budget) for budget in (69, 70, 119, 120, 130)] == [0, 1, 1, 2, 3]
