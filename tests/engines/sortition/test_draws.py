"""Draws that everybody can draw again: from the seed alone, evenly, and never by whoever keeps the secret."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from hashlib import sha256
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.engines.sortition import NotADraw, Proof, check_draw, digest_of_list, draw, order_of, seal, seed_of

NAMES = tuple(f"W-{number:02}" for number in range(1, 21))
SECRET, WORD = "rahasia contoh", "dadu 3 5 1 6"

names = st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=8), unique=True, max_size=30)


def proof(seats: int = 5) -> Proof:
    drawn = draw(NAMES, seats, seed_of(SECRET, WORD))
    return Proof(seal(SECRET), NAMES, seats, SECRET, WORD, tuple(drawn))


def test_a_seal_is_plain_sha256():
    # FIPS 180-4, the published example of one block.
    assert seal("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_every_pair_of_six_is_drawn_about_equally_often():
    # Chi-square with 14 degrees of freedom; 36.12 is its 99.9th percentile, and the seeds are fixed.
    runs, people = 3_000, tuple("ABCDEF")
    counts = Counter(frozenset(draw(people, 2, f"seed {run}")) for run in range(runs))
    expected = runs / 15

    surprise = sum((counts[frozenset(pair)] - expected) ** 2 / expected for pair in combinations(people, 2))

    assert len(counts) == 15
    assert surprise < 36.12


@given(names, st.text(st.characters(codec="utf-8")), st.data())
def test_the_order_of_the_list_makes_no_difference(people, seed, data):
    seats = data.draw(st.integers(0, len(people)))
    shuffled = data.draw(st.permutations(people))

    assert draw(people, seats, seed) == draw(shuffled, seats, seed)
    assert digest_of_list(people) == digest_of_list(shuffled)


@given(names.filter(bool), st.text(st.characters(codec="utf-8")))
def test_whoever_drops_out_moves_nobody_else(people, seed):
    order = order_of(people, seed)

    assert order_of(order[1:], seed) == order[1:]


@given(names, st.text(st.characters(codec="utf-8")))
def test_the_slow_way_draws_the_same(people, seed):
    left, slow = list(people), []
    while left:
        best = min(left, key=lambda name: (int(sha256(f"{seed}:{name}".encode()).hexdigest(), 16), name))
        slow.append(best)
        left.remove(best)

    assert order_of(people, seed) == slow


@pytest.mark.parametrize(
    ("people", "seats", "why"),
    [
        (["A", "A"], 1, "The list names somebody twice."),
        (["A", ""], 1, "The list has an empty line."),
        (["A"], 2, "2 cannot be drawn out of 1."),
        (["A"], -1, "-1 cannot be drawn out of 1."),
    ],
)
def test_a_list_that_cannot_be_drawn_from_is_refused(people, seats, why):
    with pytest.raises(NotADraw, match=why):
        draw(people, seats, "seed")


def test_a_true_proof_holds():
    assert check_draw(proof()) == ""


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"secret": "lain"}, "The secret is not the one that was sealed before the draw."),
        ({"word": "dadu 1 1 1 1"}, "Place 1 is not who the seed draws."),
        ({"names": (*NAMES, "W-01")}, "The list names somebody twice."),
        ({"drawn": proof().drawn[:4]}, "Place 5 is not who the seed draws."),
        ({"drawn": (*proof().drawn, "W-99")}, "Place 6 is not who the seed draws."),
        ({"drawn": (*proof().drawn[:2], "W-99", *proof().drawn[3:])}, "Place 3 is not who the seed draws."),
    ],
)
def test_whatever_is_changed_afterwards_is_named(change, why):
    assert check_draw(replace(proof(), **change)) == why
