"""How far two outcomes are apart: in rupiah, in pairs, from the top."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.engines.ranking import Apart, TauB, kendall_tau_b, money_apart, rank_biased_overlap
from rembuk.engines.ranking.distances import NotComparable

COSTS = {"road": 60, "drain": 40, "office": 50}
lists = st.permutations("abcdef")
places = st.lists(st.integers(1, 3), min_size=5, max_size=5).map(lambda found: dict(zip("abcde", found, strict=True)))


def test_two_funded_sets_are_apart_by_the_rupiah_that_only_one_gives() -> None:
    assert money_apart(COSTS, ["road", "drain"], ["office", "drain"]) == Apart(110, Fraction(110, 190))
    assert money_apart(COSTS, ["road"], ["road"]) == Apart(0, Fraction(0))
    assert money_apart(COSTS, [], []) == Apart(0, Fraction(0))
    assert money_apart(COSTS, ["road"], ["office"]).share == 1


def test_money_apart_keeps_the_triangle_inequality() -> None:
    sets = [["road"], ["road", "office"], ["drain"]]

    way = sum(money_apart(COSTS, one, other).rupiah for one, other in pairwise(sets))

    assert money_apart(COSTS, sets[0], sets[-1]).rupiah <= way


def test_tau_b_is_reckoned_as_kendall_did() -> None:
    # Pairs: ab tied left; ac same; ad same; bc same; bd same; cd opposite. (4 - 1) / sqrt(5 · 6).
    found = kendall_tau_b({"a": 1, "b": 1, "c": 3, "d": 4}, {"a": 1, "b": 2, "c": 4, "d": 3})

    assert found == TauB(same=4, opposite=1, tied_left=1, tied_right=0, pairs=6)
    assert found.signed_square == Fraction(9, 30)
    assert float(found) == pytest.approx(0.5477225575)


@given(places, places)
def test_tau_b_is_symmetric_lies_within_one_and_turns_with_one_side(
    left: dict[str, int], right: dict[str, int]
) -> None:
    forth, back = kendall_tau_b(left, right), kendall_tau_b(right, left)
    turned = kendall_tau_b({id_: -place for id_, place in left.items()}, right)

    assert forth.signed_square == back.signed_square == -turned.signed_square
    assert -1 <= float(forth) <= 1


def test_rankings_of_different_things_are_not_compared() -> None:
    with pytest.raises(NotComparable, match=r"^Ranked on one side only: b, c\.$"):
        kendall_tau_b({"a": 1, "b": 2}, {"a": 1, "c": 2})


def test_a_ranking_that_ties_everything_agrees_with_nothing() -> None:
    assert float(kendall_tau_b({"a": 1, "b": 1}, {"a": 1, "b": 2})) == 0


def test_the_overlap_is_reckoned_as_the_docstring_says() -> None:
    # Common: 0 of 1, 2 of 2. At p = 1/2: 1·1/4 + 1·(0·1/2 + 1·1/4).
    assert rank_biased_overlap("ab", "ba", Fraction(1, 2)) == Fraction(1, 2)


@given(lists, lists)
def test_the_overlap_is_the_endless_sum_whose_tail_agrees_like_the_last_place(
    left: list[str], right: list[str]
) -> None:
    patience = Fraction(1, 2)

    def agreement(depth: int) -> Fraction:
        return Fraction(len(set(left[:depth]) & set(right[:depth])), min(depth, len(left)))

    endless = sum((1 - patience) * patience ** (depth - 1) * agreement(depth) for depth in range(1, 120))

    assert float(rank_biased_overlap(left, right, patience)) == pytest.approx(float(endless))
    assert rank_biased_overlap(left, right) == rank_biased_overlap(right, left)
    assert rank_biased_overlap(left, left) == 1


def test_the_overlap_of_nothing_is_whole_and_with_nothing_is_none() -> None:
    assert rank_biased_overlap([], []) == 1
    assert rank_biased_overlap([], ["a"]) == 0
    assert rank_biased_overlap(["a"], ["b"]) == 0


def test_a_difference_at_the_top_counts_more_than_one_at_the_end() -> None:
    assert rank_biased_overlap("bacdef", "abcdef") < rank_biased_overlap("abcdfe", "abcdef") < 1
