"""The codes on cards: read from any way of typing them, and nothing else is a card."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.kernel.codes import ALPHABET, NotACode, make_code
from rembuk.priorities.cards import draw_card_code, read_card_code

seeds = st.integers(0, 2**32)


@given(seeds)
def test_a_code_has_eight_symbols_and_is_read_with_and_without_its_prefix(seed: int) -> None:
    code = draw_card_code(random.Random(seed).randrange)

    symbols = code.removeprefix("KS-")
    assert len(symbols) == 8
    assert {read_card_code(text) for text in (code, symbols, f" {symbols[:4]} {symbols[4:]} ", symbols.lower())} == {
        code
    }


@given(seeds, st.integers(0, 7), st.integers(1, len(ALPHABET) - 1))
def test_one_wrong_symbol_shows(seed: int, place: int, shift: int) -> None:
    symbols = draw_card_code(random.Random(seed).randrange).removeprefix("KS-")
    wrong = ALPHABET[(ALPHABET.index(symbols[place]) + shift) % len(ALPHABET)]

    with pytest.raises(NotACode):
        read_card_code(symbols[:place] + wrong + symbols[place + 1 :])


def test_the_number_of_a_voice_is_not_a_card() -> None:
    with pytest.raises(NotACode):
        read_card_code(make_code("BR", random.Random(1).randrange))


def test_a_longer_number_is_not_a_card() -> None:
    with pytest.raises(NotACode):
        read_card_code(make_code("KS", random.Random(1).randrange, 9))
