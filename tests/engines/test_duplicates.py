"""Wishes that may be one need are suggested with their reasons, place by place; joining them is left to people."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from rembuk.engines.similarity import (
    ALIKE,
    SURELY_ALIKE,
    Pair,
    Reason,
    Union,
    Wish,
    propose_unions,
    similarity,
    suggest_pairs,
)
from rembuk.engines.similarity.likeness import are_elsewhere, sketch_of

HERE, THERE = "18.02.01.2001", "18.02.01.2002"
CONCRETE = Wish("concrete", "Rabat beton gang Dusun III RT 07 panjang 180 meter", HERE)
RIGID = Wish("rigid", "rigid gang dsn 3 rt 7, 180 m", HERE)
WELL = Wish("well", "Sumur bor untuk musala", HERE)
LIST = (CONCRETE, WELL, RIGID)

TEXTS = (
    "Rabat beton gang dusun 3",
    "cor gang dsn 3",
    "rigid gang dusun 4",
    "Sumur bor untuk musala",
    "ngebor sumur langgar",
    "jalan rusak",
    "jalan rusak dusun 3",
    "siring mampet",
    "",
)
wishes = st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from([HERE, THERE])), max_size=12).map(
    lambda drawn: [Wish(number, text, place) for number, (text, place) in enumerate(drawn)]
)


def test_two_wordings_of_one_need_are_a_pair_with_its_reason() -> None:
    assert suggest_pairs(LIST) == (
        Pair(
            "concrete",
            "rigid",
            Fraction(1),
            Reason(shared=("180m", "cor", "gang"), places=("dusun3", "rt7"), only_first=(), only_second=()),
        ),
    )


def test_a_reason_names_what_only_one_of_them_has() -> None:
    wide = Wish("wide", "Rabat beton gang Dusun III lebar 2 meter", HERE)

    (pair,) = suggest_pairs([CONCRETE, wide])

    assert pair.reason == Reason(("cor", "gang"), ("dusun3",), only_first=("180m", "rt7"), only_second=("2m", "lebar"))


def test_the_same_words_in_another_kampung_are_no_pair() -> None:
    assert suggest_pairs([CONCRETE, Wish("there", CONCRETE.text, THERE)]) == ()


def test_the_same_words_at_another_hamlet_are_no_pair_however_low_the_bound() -> None:
    lamps = [Wish("third", "lampu jalan dusun 3", HERE), Wish("fourth", "lampu jalan dusun 4", HERE)]

    assert suggest_pairs(lamps, at_least=Fraction(1, 100)) == ()


def test_the_most_alike_come_first() -> None:
    well = Wish("another well", "Sumur bor untuk langgar dusun 1", HERE)

    found = suggest_pairs([WELL, well, CONCRETE, RIGID])

    assert [(pair.first, pair.second) for pair in found] == [("concrete", "rigid"), ("well", "another well")]


@given(wishes)
def test_nothing_is_missed_that_comparing_all_with_all_would_find(listed: list[Wish[int]]) -> None:
    found = {(pair.first, pair.second): pair.likeness for pair in suggest_pairs(listed)}

    assert found == {
        (left.key, right.key): similarity(left.text, right.text)
        for left, right in combinations(listed, 2)
        if left.place == right.place
        and similarity(left.text, right.text) >= ALIKE
        and not are_elsewhere(sketch_of(left.text), sketch_of(right.text))
    }


# --- unions ----------------------------------------------------------------------------------------------------------


def test_only_what_is_surely_alike_is_proposed_as_one() -> None:
    near = Wish("near", "Sumur bor untuk langgar dusun 1 dan kelompok tani", HERE)

    proposed = propose_unions([*LIST, near])

    assert ALIKE <= similarity(WELL.text, near.text) < SURELY_ALIKE
    assert proposed == (Union(("concrete", "rigid"), suggest_pairs(LIST), Fraction(1)),)


def test_a_chain_shows_how_little_its_ends_are_alike() -> None:
    texts = ("pagar makam", "pagar makam lama", "pagar makam lama timur", "makam lama timur bambu")
    chain = [Wish(number, text, HERE) for number, text in enumerate(texts)]

    (proposed,) = propose_unions(chain, at_least=Fraction(2, 3))

    assert proposed.keys == (0, 1, 2, 3)
    assert [(pair.first, pair.second) for pair in proposed.pairs] == [(0, 1), (0, 2), (1, 2), (2, 3)]
    assert proposed.weakest == similarity(texts[0], texts[3]) < Fraction(1, 2)


@given(wishes)
def test_unions_share_no_wish_and_hold_every_sure_pair(listed: list[Wish[int]]) -> None:
    proposed = propose_unions(listed)

    members = [key for union in proposed for key in union.keys]
    assert len(members) == len(set(members))
    assert sorted((pair.first, pair.second) for union in proposed for pair in union.pairs) == sorted(
        (pair.first, pair.second) for pair in suggest_pairs(listed, at_least=SURELY_ALIKE)
    )
