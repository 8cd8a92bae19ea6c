"""How names are compared, texts tidied and numbers of people hidden."""

from __future__ import annotations

import re
import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.kernel.texts import as_sentence, has_personal, mask_personal, name_key, safe_cell, tidy_text

NUMBER = "[nomor disembunyikan]"
EMAIL = "[surel disembunyikan]"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
DIGIT_WORDS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


@pytest.mark.parametrize(
    "spelling", ["Bangun Rejo", "Bangunrejo", "BANGUN-REJO", " bangun  rejo ", "Bángun Rejo", "Ｂａｎｇｕｎ Ｒｅｊｏ"]
)
def test_every_spelling_of_a_name_has_one_key(spelling: str) -> None:
    assert name_key(spelling) == "bangunrejo"


def test_different_names_have_different_keys() -> None:
    assert name_key("Sidorejo") != name_key("Sido Luhur")


@given(st.text())
def test_the_key_of_a_key_is_the_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


def test_a_tidy_text_has_one_line_single_spaces_and_nothing_invisible() -> None:
    assert (
        tidy_text("  Jalan\trusak\r\n\n berat\x00 \u202eparah\u200b \ud800sekali ") == "Jalan rusak berat parah sekali"
    )


def test_a_tidy_text_is_composed() -> None:
    assert tidy_text("Cafe\u0301") == "Café"


def test_a_tidy_text_keeps_the_joiners_of_scripts_and_emoji() -> None:
    farmer = "👩\u200d🌾"

    assert tidy_text(f" {farmer} ") == farmer


@given(st.text())
def test_a_tidy_text_stays_as_it_is_and_holds_no_control_character(text: str) -> None:
    tidy = tidy_text(text)

    assert tidy_text(tidy) == tidy
    assert not {unicodedata.category(char) for char in tidy} & {"Cc", "Cs", "Zl", "Zp"}


# --- Numbers of people ---


def spelled(digits: str, draw: Random) -> str:
    """Write a number the way one of many people might."""
    cuts = sorted(draw.sample(range(2, len(digits) - 1), draw.randint(1, 4)))
    groups = [digits[start:end] for start, end in zip([0, *cuts], [*cuts, len(digits)], strict=True)]
    fours = [digits[start : start + 4] for start in range(0, len(digits), 4)]
    return draw.choice([
        lambda: digits,
        lambda: draw.choice([" ", "-", ".", "/", "_", " - ", ". ", "  ", "–", "\u00a0"]).join(groups),
        lambda: "".join(group + draw.choice([" ", "-", ".", "/", ""]) for group in groups).rstrip(" -./"),
        lambda: " ".join(fours),
        lambda: "-".join(fours),
        lambda: ".".join(fours),
        lambda: f"({groups[0]}) {''.join(groups[1:])}",
        lambda: " ".join(digits),
        lambda: digits.translate(FULL_WIDTH),
        lambda: "\u200b".join(digits),
        lambda: "\u00ad".join(groups),
        lambda: digits.replace("0", "O"),
        lambda: " ".join(DIGIT_WORDS[int(digit)] for digit in digits),
    ])()


def phone_numbers(draw: Random) -> list[str]:
    """Draw a thousand mobile and fixed-line numbers with every usual beginning."""
    numbers = []
    for _ in range(1_000):
        rest = "".join(draw.choices("0123456789", k=draw.randint(7, 9)))
        mobile = draw.choice(["081", "082", "083", "085", "087", "088", "089"]) + rest
        numbers.append(spelled(mobile if draw.random() < 0.6 else f"62{mobile[1:]}", draw))
        if numbers[-1].startswith("62") and draw.random() < 0.7:
            numbers[-1] = draw.choice(["+", "00"]) + numbers[-1]
    return numbers


def identity_numbers(draw: Random) -> list[str]:
    """Draw a thousand identity numbers of men and women, and some of nobody, as planted in tests."""
    numbers = []
    for _ in range(1_000):
        day = draw.randint(1, 31) + draw.choice([0, 40])
        place = f"{draw.choice([18, 31, 33, 35, 64])}{draw.randint(1, 79):02}{draw.randint(1, 30):02}"
        born = f"{day:02}{draw.randint(1, 12):02}{draw.randint(0, 99):02}"
        number = (
            f"{place}{born}{draw.randint(1, 9999):04}" if draw.random() < 0.9 else f"{place}{draw.randint(0, 999):010}"
        )
        numbers.append(spelled(number, draw))
    return numbers


BESIDE = [
    ("Jalan 3600 meter di RT 07/RW 02 rusak, hubungi", "sebelum musim hujan 2026."),
    ("Pak kakam, rabat beton 180 m x 2,5 m senilai Rp 12.500.000, HP saya:", "matur nuwun"),
    ("Rp 85.000.000 untuk 25 KK (WA", "ya pak), usulan tahun 2025/2026 sebesar Rp150.000,-"),
    ("NIK", "sudah diserahkan 23-11-2026 ke kampung 18.02.02.2005"),
    ("Dusun 3 gang 2, nomor:\n", "\nharga pupuk 2.500 per kilo, dulu 1.750"),
]


@pytest.mark.parametrize("numbers", [phone_numbers, identity_numbers])
def test_a_thousand_numbers_of_people_are_hidden_and_everything_around_them_stays(numbers) -> None:
    draw = Random(1802)

    for number in numbers(draw):
        before, after = draw.choice(BESIDE)

        masked = mask_personal(f"{before} {number} {after}")

        assert masked == f"{before} {NUMBER} {after}", number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Jalan rusak sepanjang 3600 meter",
        "Rp 12.500.000",
        "Rp12500000 atau Rp. 8.500.000.000,00 atau IDR 62,500,000,000",
        "85.000.000 - 90.000.000 rupiah",
        "antara Rp 62.500-Rp 85.000",
        "Rp 1.000.000.000.000.000",
        "8500000000 rupiah, 10rb, 500 ribu, 2 juta, 8.500 jt",
        "8.512.500.000 dan 8.200.000 dan 628.000.000.000",
        "Anggaran 2026: 12.500.000, 2027: 8.750.000",
        "RT 07, RW 02, RT 08, 09, 10, 11, 12, 13 dan 14",
        "RT 01/02/03/04/05",
        "tahun 2023 2024 2025 2026",
        "RPJM 2019-2024 2025-2030",
        "180 m x 2,5 m tebal 15 cm, 1.200 m, 3.600 m, 2.500 m",
        "tanggal 08/12/2026 09.00, 12-10-2026 13-10-2026, 23/11/2026 24/11/2026, 2026-11-23",
        "jam 08.00-16.00 dan 19.30",
        "kampung 18.02.02.2005 18.02.02.2006",
        "Perda 6/2014, pasal 26 ayat (4)",
        "dusun satu dua tiga, delapan rumah, lima ratus ribu",
        "nomor BR-7KQ2M, KB-7KQ2D",
        "kumpul @ balai kampung jam 8. Datang ya",
        "kode pos 34173",
    ],
)
def test_prices_sizes_years_and_places_stay(text: str) -> None:
    assert mask_personal(text) == text
    assert not has_personal(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("hp081000000001", f"hp{NUMBER}"),
        ("wa.me/6281234567890", f"wa.me/{NUMBER}"),
        ("telp (0725) 42421", f"telp {NUMBER}"),
        ("telp (0725-42421)", f"telp ({NUMBER})"),
        ("kantor 0721 481 166 ya", f"kantor {NUMBER} ya"),
        ("anak di Malaysia +60 12-345 6789", f"anak di Malaysia {NUMBER}"),
        ("812-3456-7890", NUMBER),
        ("O8l2 3456 789O", NUMBER),
        ("081.234.567.890", NUMBER),
        ("+62 812.345.678", NUMBER),
        ("62 812 345.678.901", NUMBER),
        ("628.123.456.789", NUMBER),
        ("RT 07 0812 3456 7890", f"RT 07 {NUMBER}"),
        ("gang 2:\n0812 3456 7890", f"gang 2:\n{NUMBER}"),
        ("0812 3456 7890 / 0857-1111-2222", NUMBER),
        ("0812 3456 7890, 0857-1111-2222", NUMBER),
        ("1802020000000000", NUMBER),
        ("1802,0241,0190,0001", NUMBER),
        ("1802020000000000081000000001", NUMBER),
        ("KK 180202 410190 0001 an. Sarno", f"KK {NUMBER} an. Sarno"),
        ("Rp 081234567890", f"Rp {NUMBER}"),
        ("budi.s@gmail.com", EMAIL),
        ("surel Budi_01@desa.go.id.", f"surel {EMAIL}."),
        ("budi (at) gmail [dot] com", EMAIL),
        ("budi＠gmail．com", EMAIL),
        ("bu\u200bdi@gm\u200bail.com", EMAIL),
        ("081234567890@wa.com dan 0812 3456 7890", f"{EMAIL} dan {NUMBER}"),
    ],
)
def test_numbers_and_addresses_are_hidden_however_they_are_spelled(text: str, masked: str) -> None:
    assert mask_personal(text) == masked
    assert has_personal(text)


alphabet = st.sampled_from([*"0123456789 0628.,-/+()@", "a", "Rp ", "RT ", ".000", "\u200b", "０", "nol ", "\n"])


@given(st.text(st.characters(max_codepoint=127)) | st.lists(alphabet, max_size=60).map("".join))
def test_plain_letters_are_read_like_all_others(text: str) -> None:
    # A sign that folds into nothing makes the whole text unusual, and changes nothing else.
    assert mask_personal(text + "\u200b") == mask_personal(text) + "\u200b"


@given(st.lists(alphabet, max_size=60).map("".join))
def test_what_was_hidden_once_has_nothing_left_to_hide(text: str) -> None:
    masked = mask_personal(text)

    assert mask_personal(masked) == masked
    assert has_personal(text) == (masked != text)


@given(st.text().filter(lambda text: "@" not in unicodedata.normalize("NFKC", text)))
def test_a_text_without_digits_and_at_signs_stays(text: str) -> None:
    quiet = "".join(char for char in text if not re.search(r"\d", unicodedata.normalize("NFKC", char)))

    assert mask_personal(quiet) == quiet


@pytest.mark.parametrize(
    "text", ["8.5 0, 12.500.000 - " * 5_000, "a" * 100_000, "7, " * 30_000, "RT 07/RW 02 " * 8_000]
)
def test_a_very_long_text_is_read_at_once(text: str) -> None:
    assert mask_personal(text) == text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Iklan atau pesan sembarang", "Iklan atau pesan sembarang."),
        ("Sudah.", "Sudah."),
        ("Kapan?", "Kapan?"),
        ("", ""),
    ],
)
def test_a_label_becomes_a_sentence_that_another_can_follow(text, sentence):
    assert as_sentence(text) == sentence


@pytest.mark.parametrize("text", ["=1+1", "+628", "-1", "@sum", "\tx", "\rx", "＝1"])
def test_every_way_to_begin_a_formula_is_made_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


def test_plain_words_stay_as_they_are() -> None:
    assert safe_cell("Jalan = nadi kampung") == "Jalan = nadi kampung"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Jalan rusak;=1+1", "Jalan rusak;'=1+1"),
        ('a"; @sum', "a\"; '@sum"),
        ("Baris satu\n=1+1", "Baris satu\n'=1+1"),
        ("Lebar\t-1", "Lebar\t'-1"),
    ],
)
def test_no_later_cell_becomes_a_formula_where_semicolons_tabs_and_lines_cut_them(text: str, cells: str) -> None:
    assert safe_cell(text) == cells


@given(st.text(alphabet="a=+-@;,\t\r\n \"'", max_size=30))
def test_no_cell_of_any_text_begins_like_a_formula_however_it_is_cut(text: str) -> None:
    cut = re.split(r"[;\t\r\n]", safe_cell(text))

    assert [cell for cell in cut if cell.lstrip(" ").startswith(("=", "+", "-", "@"))] == []
