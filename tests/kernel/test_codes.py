"""What a short code promises to somebody who copies it by hand."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.kernel.codes import ALPHABET, LONGEST, SHORTEST, NotACode, is_code, make_code, read_code

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
prefixes = st.text(LETTERS, min_size=2, max_size=4)
codes = st.builds(
    lambda prefix, seed, length: make_code(prefix, Random(seed).randrange, length),
    prefixes,
    st.integers(0, 10**9),
    st.integers(SHORTEST, LONGEST),
)


def drawing(symbols: str) -> Callable[[int], int]:
    """Draw these symbols, one after the other."""
    waiting = iter(symbols)
    return lambda _: ALPHABET.index(next(waiting))


def test_the_alphabet_has_29_symbols_and_no_look_alikes() -> None:
    assert len(set(ALPHABET)) == 29
    assert not set(ALPHABET) & set("01OILSZ")


def test_a_code_is_the_prefix_the_drawn_symbols_and_a_check_symbol() -> None:
    code = make_code("BR", drawing("7KQ2"))

    assert code[:-1] == "BR-7KQ2"
    assert code[-1] in ALPHABET
    assert len(make_code("KB", drawing("7KQ2MM"), 6)) == len("KB-") + 7


def test_the_check_symbol_is_the_one_reckoned_by_hand() -> None:
    # From the right, weights 2 to 7: 2 (value 0), Q (21), K (17), 7 (5), R (22), B (9); the prefix has two letters.
    # The sum is 359, and M (18) makes it 377, which is 13 times 29.
    assert 2 * 0 + 3 * 21 + 4 * 17 + 5 * 5 + 6 * 22 + 7 * 9 + 4 * 2 == 359
    assert make_code("BR", drawing("7KQ2")) == "BR-7KQ2M"


@pytest.mark.parametrize("prefix", ["", "B", "br", "B7", "BANGU", "B-"])
def test_a_prefix_that_is_no_prefix_is_refused(prefix: str) -> None:
    with pytest.raises(ValueError, match="two to four capital letters"):
        make_code(prefix, drawing("7KQ2"))


@pytest.mark.parametrize("length", [SHORTEST - 1, LONGEST + 1])
def test_a_code_that_would_be_too_short_or_too_long_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="4 to 11 drawn symbols"):
        make_code("BR", drawing("2" * 20), length)


@given(codes)
def test_a_code_reads_as_itself(code: str) -> None:
    assert read_code(code) == code


@given(codes)
def test_a_code_is_read_in_small_letters_with_spaces_with_a_hash_and_without_its_dash(code: str) -> None:
    assert read_code(code.lower()) == code
    assert read_code(f"  #{code} ") == code
    assert read_code(" ".join(code)) == code
    assert read_code(code.replace("-", "")) == code
    assert read_code(code.replace("-", " – ")) == code


def test_letters_left_out_of_the_alphabet_are_read_as_the_figures_they_look_like() -> None:
    code = make_code("BR", drawing("5252"))

    assert read_code("BR-SZSZ" + code[-1]) == code


def test_full_width_and_invisible_characters_do_not_matter() -> None:
    code = make_code("BR", drawing("7KQ2"))

    assert read_code("ＢＲ\u200b-７ＫＱ２\ufeff" + code[-1]) == code


@pytest.mark.parametrize("length", [SHORTEST, 5, LONGEST])
@pytest.mark.parametrize("prefix", ["BR", "KB", "SZ", "ILO", "LTNG"])
def test_every_single_wrong_symbol_shows(prefix: str, length: int) -> None:
    code = make_code(prefix, Random(f"{prefix}{length}").randrange, length)

    for place in range(len(code)):
        if code[place] == "-":
            continue
        symbols = LETTERS if place < len(prefix) else ALPHABET
        for wrong in set(symbols) - {code[place]}:
            assert not is_code(code[:place] + wrong + code[place + 1 :])


def test_every_swap_of_two_neighbours_shows_over_the_whole_alphabet() -> None:
    for left in ALPHABET:
        for right in set(ALPHABET) - {left}:
            body = make_code("BR", drawing(f"{left}{right}{right}{left}"))
            for place in range(len(body) - 1):
                swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
                assert swapped == body or not is_code(swapped) or read_code(swapped) == body


@given(st.text(LETTERS, min_size=2, max_size=2), st.integers(0, 10**9))
def test_a_wrong_symbol_shows_without_the_dash_too(prefix: str, seed: int) -> None:
    code = make_code(prefix, Random(seed).randrange).replace("-", "")

    for place in range(2, len(code)):
        for wrong in set(ALPHABET) - {code[place]}:
            assert not is_code(code[:place] + wrong + code[place + 1 :])


@given(prefixes, st.integers(0, 10**9), st.integers(SHORTEST, LONGEST))
def test_a_missing_dash_has_exactly_one_place(prefix: str, seed: int, length: int) -> None:
    code = make_code(prefix, Random(seed).randrange, length)
    symbols = code.replace("-", "")

    readings = [f"{symbols[:size]}-{symbols[size:]}" for size in (2, 3, 4)]

    assert [reading for reading in readings if is_code(reading) and read_code(reading) == reading] == [code]


@pytest.mark.parametrize(
    "text", ["", "BR", "BR-", "BR-7KQ", "7KQ2M", "BR-7KQ0M", "halo apa kabar", "-7KQ2M", "#", "--"]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    assert not is_code(text)
    with pytest.raises(NotACode):
        read_code(text)


@given(st.text())
def test_any_text_is_either_a_code_or_refused(text: str) -> None:
    assert not is_code(text) or read_code(read_code(text)) == read_code(text)
