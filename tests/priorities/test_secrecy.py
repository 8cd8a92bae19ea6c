"""What leads from a card to a ballot, and what does not."""

from __future__ import annotations

import random
from collections import Counter
from itertools import permutations

import pytest

from rembuk.priorities.secrecy import (
    TooFewBallots,
    ballot_slot,
    card_mark,
    order_of_options,
    publishable,
    receipt,
    shuffled,
)

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
CODE = "KS-7KQ2M4RT"


def test_a_card_has_the_same_slot_each_time_so_that_the_last_ballot_replaces_the_one_before() -> None:
    assert ballot_slot(KEY, CODE) == ballot_slot(KEY, CODE)


def test_neither_the_mark_nor_another_key_gives_the_slot() -> None:
    marks = [ballot_slot(KEY, CODE), card_mark(KEY, CODE), ballot_slot(OTHER_KEY, CODE), card_mark(OTHER_KEY, CODE)]

    assert len(set(marks)) == 4


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        ballot_slot(b"short", CODE)


def test_a_receipt_is_four_groups_of_four() -> None:
    assert [len(group) for group in receipt(ballot_slot(KEY, CODE)).split("-")] == [4, 4, 4, 4]


def test_each_order_is_equally_likely() -> None:
    draw = random.Random(7).randrange
    orders = Counter("".join(shuffled("abc", draw)) for _ in range(6000))

    assert set(orders) == {"".join(order) for order in permutations("abc")}
    # Chi-squared with 5 degrees of freedom stays under 20.5 in 999 of 1,000 honest cases.
    assert sum((count - 1000) ** 2 / 1000 for count in orders.values()) < 20.5


def test_nine_ballots_are_not_published() -> None:
    with pytest.raises(TooFewBallots, match="9"):
        publishable(range(9), random.Random(1).randrange)


def test_ten_ballots_are_published_all_of_them_in_another_order() -> None:
    published = publishable(range(10), random.Random(1).randrange)

    assert sorted(published) == list(range(10))
    assert published != list(range(10))


def test_a_voter_sees_the_same_order_again_and_each_option_comes_first_for_its_share_of_voters() -> None:
    slots = [ballot_slot(KEY, f"card {number}") for number in range(3000)]
    first = Counter(order_of_options(slot, ["bridge", "road", "well"])[0] for slot in slots)

    assert order_of_options(slots[0], ["well", "road", "bridge"]) == order_of_options(
        slots[0], ["bridge", "road", "well"]
    )
    assert {option: 900 < times < 1100 for option, times in first.items()} == dict.fromkeys(first, True)
    assert len(first) == 3
