"""How rupiah are read, written and split."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.kernel.money import MOST, NotRupiah, NotShares, parse_rupiah, rupiah, short_rupiah, split_rupiah

amounts = st.integers(-MOST, MOST)
shares = st.lists(st.fractions(0, 1000, max_denominator=1000), min_size=1, max_size=12).filter(any)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Rp 12.500.000", 12_500_000),
        ("Rp12.500.000", 12_500_000),
        ("rp. 12.500.000,-", 12_500_000),
        ("Rp 12.500.000,00", 12_500_000),
        ("Rp 150.000.-", 150_000),
        ("IDR 12,500,000.00", 12_500_000),
        ("12,500,000", 12_500_000),
        ("12 500 000", 12_500_000),
        ("12\u00a0500\u00a0000 rupiah", 12_500_000),
        ("50000000.00", 50_000_000),
        ("50000000", 50_000_000),
        ("1.500", 1_500),
        ("1,500", 1_500),
        ("150,0", 150),
        ("0", 0),
        ("Rp 0,00", 0),
        ("-Rp 5.000", -5_000),
        ("Rp -5.000", -5_000),
        ("−5000", -5_000),
        ("１２.５００", 12_500),
        ("  Rp\t750.000 \n", 750_000),
        ("Rp 1.000.000.000.000.000", 10**15),
        (str(MOST), MOST),
    ],
)
def test_usual_spellings_are_read(text: str, amount: int) -> None:
    assert parse_rupiah(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rp",
        "-",
        "Rp 150.000,50",
        "50000000.01",
        "1.5",
        "12,5 juta",
        "1.50",
        "12.50.000",
        "12.5000",
        "1.500.00",
        "12.500,000",
        "1.500,000.00",
        "--5",
        "-Rp -5",
        "+5",
        "08123456789",
        "0.500",
        "5e6",
        "lima juta",
        "5.000 per orang",
        "Rp 5.000 Rp 6.000",
        "1_000",
        str(MOST + 1),
        "9" * 5_000,
    ],
)
def test_what_is_no_whole_amount_is_refused(text: str) -> None:
    with pytest.raises(NotRupiah):
        parse_rupiah(text)


@given(amounts, st.sampled_from(["id", "en"]))
def test_every_amount_is_read_as_it_was_written(amount: int, language: str) -> None:
    assert parse_rupiah(rupiah(amount, language)) == amount


@given(st.text())
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        amount = parse_rupiah(text)
    except NotRupiah:
        return

    assert parse_rupiah(rupiah(amount)) == amount


def test_amounts_are_written_with_the_marks_of_the_language() -> None:
    assert rupiah(12_500_000) == "Rp 12.500.000"
    assert rupiah(12_500_000, "en") == "Rp 12,500,000"
    assert rupiah(-5_000) == "-Rp 5.000"
    assert rupiah(0) == "Rp 0"
    assert rupiah(10**15) == "Rp 1.000.000.000.000.000"


@pytest.mark.parametrize(
    ("amount", "indonesian", "english"),
    [
        (0, "Rp 0", "Rp 0"),
        (950_000, "Rp 950.000", "Rp 950,000"),
        (999_999, "Rp 999.999", "Rp 999,999"),
        (1_000_000, "Rp 1 juta", "Rp 1 million"),
        (12_500_000, "Rp 12,5 juta", "Rp 12.5 million"),
        (12_549_999, "Rp 12,5 juta", "Rp 12.5 million"),
        (12_550_000, "Rp 12,6 juta", "Rp 12.6 million"),
        (950_000_000, "Rp 950 juta", "Rp 950 million"),
        (999_949_999, "Rp 999,9 juta", "Rp 999.9 million"),
        (999_950_000, "Rp 1 miliar", "Rp 1 billion"),
        (-1_250_000_000, "-Rp 1,3 miliar", "-Rp 1.3 billion"),
        (3_000_000_000_000, "Rp 3 triliun", "Rp 3 trillion"),
        (10**15, "Rp 1.000 triliun", "Rp 1,000 trillion"),
    ],
)
def test_amounts_are_said_in_the_largest_word_that_fits(amount: int, indonesian: str, english: str) -> None:
    assert short_rupiah(amount) == indonesian
    assert short_rupiah(amount, "en") == english


def test_what_is_left_goes_to_the_largest_remainders_and_of_equals_to_the_earlier() -> None:
    assert split_rupiah(100, [Fraction(1, 3)] * 3) == [34, 33, 33]
    assert split_rupiah(10, [Fraction(55), Fraction(27), Fraction(18)]) == [5, 3, 2]
    assert split_rupiah(-100, [Fraction(1, 3)] * 3) == [-34, -33, -33]
    assert split_rupiah(1, [Fraction(0), Fraction(1)]) == [0, 1]


@given(amounts, shares)
def test_the_parts_sum_to_the_whole_and_none_is_a_rupiah_off(total: int, weights: list[Fraction]) -> None:
    parts = split_rupiah(total, weights)

    assert sum(parts) == total
    assert all(abs(part - total * weight / sum(weights)) < 1 for part, weight in zip(parts, weights, strict=True))


@given(st.integers(0, 10**15), shares)
def test_who_has_no_share_gets_nothing_and_a_larger_share_never_gets_less(total: int, weights: list[Fraction]) -> None:
    parts = split_rupiah(total, weights)

    ranked = sorted(zip(weights, parts, strict=True))
    assert [part for _, part in ranked] == sorted(parts)
    assert all(part == 0 for weight, part in ranked if weight == 0)


@pytest.mark.parametrize("weights", [[], [Fraction(0)], [Fraction(2), Fraction(-1)], [Fraction(1), Fraction(-1)]])
def test_shares_that_are_none_are_refused(weights: list[Fraction]) -> None:
    with pytest.raises(NotShares):
        split_rupiah(100, weights)
