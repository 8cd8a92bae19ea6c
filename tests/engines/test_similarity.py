"""Wordings of one need find each other, and needs of other places do not."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.engines.similarity import SYNONYMS, Near, nearest, similarity, words
from rembuk.engines.similarity.likeness import ALIKE
from rembuk.engines.similarity.stop_words import GENERAL_WORDS, STOP_WORDS

ROAD = (
    "Mohon jalan gang di depan musala Nurul Iman Dusun 4 diperbaiki, banyak lubang dan becek kalau hujan",
    "pak lurah jln dsn 4 dpn mushola nurul iman ancur bgt, klo ujan byk kubangan, kpn dicor",
    "gang ngarep langgar dusun papat bolong-bolong, nek udan lunyu, mbok ndang didandani",
    "Cor beton jalan depan musholla Dusun IV",
)
CONCRETE = (
    "Rabat beton gang RT 05 Dusun II panjang 240 meter lebar 1,5 meter",
    "rigid gang dusun 2 rt 5, 240 m x 1,5 m, tebal 12 cm",
    "Tolong gang RT.05 dusun loro dicor, kira-kira 240m",
)
CULVERT = (
    "Gorong-gorong di simpang tiga Dusun 1 ambles, minta diganti sebelum ada yang jatuh",
    "gorong2 pertigaan dsn1 amblas lagi, mobil sayur nyungsep tadi malam",
    "Duiker prapatan dusun siji ambleg, ganti sing gedhe",
)
OTHERS = (
    "Jalan depan masjid Dusun 4 sudah bagus, terima kasih",
    "Posyandu lansia tiap bulan di dusun 4",
    "Gang RT 09 Dusun VI gelap, minta lampu jalan",
    "Jembatan kayu ke Dusun 1 sudah lapuk",
    "Bibit jagung untuk kelompok tani",
    "Siring Dusun 2 mampet penuh sampah",
    "Sumur warga asat, minta tangki air",
    "Pelatihan menjahit untuk ibu-ibu RT 05",
)
NEEDS = {"road": ROAD, "concrete": CONCRETE, "culvert": CULVERT}
VOICES = [(f"{need} {place}", text) for need, texts in NEEDS.items() for place, text in enumerate(texts)]
ALL = VOICES + [(f"other {place}", text) for place, text in enumerate(OTHERS)]


@pytest.mark.parametrize(("key", "text"), VOICES)
def test_wordings_of_one_need_find_each_other_among_the_nearest_five(key: str, text: str) -> None:
    need = key.partition(" ")[0]
    siblings = {other for other, _ in VOICES if other != key and other.startswith(need)}

    found = nearest(text, [pair for pair in ALL if pair[0] != key], limit=5)

    assert siblings <= {near.key for near in found}


@pytest.mark.parametrize(("left", "right"), list(combinations(OTHERS, 2)))
def test_different_needs_are_not_alike(left: str, right: str) -> None:
    assert similarity(left, right) < ALIKE


def test_the_same_wish_at_another_hamlet_is_half_as_alike() -> None:
    here = similarity("Lampu jalan dusun 3", "lampu jalan dusun 3")
    elsewhere = similarity("Lampu jalan dusun 3", "lampu jalan dusun 4")
    nowhere = similarity("Lampu jalan dusun 3", "lampu jalan")

    assert here == 1
    assert elsewhere < nowhere
    assert elsewhere < Fraction(1, 2)


def test_likeness_is_reckoned_as_the_docstring_says() -> None:
    # Words: {pagar, makam} and {pagar, pasar} share one, so Dice is 2/4. Trigrams with borders: pagar and makam have
    # five each; pasar adds three to those of pagar, as it shares " pa" and "ar ". Five of 10 and 8 are common: 10/18.
    assert similarity("pagar makam", "pagar pasar") == (2 * Fraction(2, 4) + Fraction(10, 18)) / 3


def test_general_words_count_half() -> None:
    # Words: {rehab} weighs 1 and {rehab, pagar} weighs 3: Dice 2/4. Trigrams: 5 of 5 and 10: Dice 10/15.
    assert "rehab" in GENERAL_WORDS
    assert similarity("rehab", "rehab pagar") == (2 * Fraction(2, 4) + Fraction(10, 15)) / 3


def test_a_misspelled_word_is_still_somewhat_alike() -> None:
    assert 0 < similarity("posyandu", "posyanduu") < 1


@given(st.text(), st.text())
def test_likeness_lies_between_nothing_and_one_whichever_text_comes_first(left: str, right: str) -> None:
    likeness = similarity(left, right)

    assert 0 <= likeness <= 1
    assert likeness == similarity(right, left)


@given(st.lists(st.sampled_from([text for _, text in ALL]), min_size=1).map(" ".join))
def test_a_text_is_wholly_like_itself_in_capitals_and_with_other_punctuation(text: str) -> None:
    assert similarity(text, f"¡{text.upper()}!!!") == 1


@pytest.mark.parametrize("text", ["", "   ", "...", "mohon tolong pak", "🙏"])
def test_a_text_without_words_is_like_nothing(text: str) -> None:
    assert words(text) == ()
    assert similarity(text, text) == 0
    assert nearest(text, ALL, limit=5) == ()


def test_the_nearest_come_first_and_equals_keep_their_order() -> None:
    candidates = [(1, "pagar makam"), (2, "bibit jagung"), (3, "pagar makam kampung lama"), (4, "Pagar makam!")]

    found = nearest("pagar makam", candidates, limit=3)

    assert [near.key for near in found] == [1, 4, 3]
    assert found[0] == Near(1, Fraction(1))


def test_no_more_than_the_limit_and_nothing_below_the_bound_is_returned() -> None:
    candidates = [(1, "pagar makam"), (2, "pagar makam"), (3, "pagar")]

    assert [near.key for near in nearest("pagar makam", candidates, limit=1)] == [1]
    assert [near.key for near in nearest("pagar makam", candidates, limit=9, at_least=Fraction(1))] == [1, 2]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("dsn 3", ("dusun3",)),
        ("Dusun III", ("dusun3",)),
        ("dusun telu", ("dusun3",)),
        ("di DUSUN-03.", ("dusun3",)),
        ("dusun3", ("dusun3",)),
        ("dsn2", ("dusun2",)),
        ("RT 07/RW 02", ("rt7", "rw2")),
        ("rt.7/2", ("rt7", "rw2")),
        ("rt lima", ("rt5",)),
        ("dusun iv dan dusun vi", ("dusun4", "dusun6")),
        ("180 meter", ("180m",)),
        ("180m x 2,5 mtr", ("180m", "2.5m")),
        ("1.000 m", ("1000m",)),
        ("20 hektar", ("20ha",)),
        ("6 kubik pasir", ("6m3", "pasir")),
        ("gorong2", ("gorong",)),
        ("gorong-gorong", ("gorong",)),
        ("anak2", ("anak",)),
        ("jln", ("jalan",)),
        ("dalane", ("jalan",)),
        ("banyune asat", ("air", "kering")),
        ("siringnya mampet", ("selokan", "mampet")),
        ("got parit drainase selokan", ("selokan",) * 4),
        ("mushola musholla Mushalla musala langgar", ("musala",) * 5),
        ("onderlagh onderlag telford", ("onderlagh",) * 3),
        ("rigid rigit rijit", ("cor",) * 3),
        ("PJU", ("lampu", "jalan")),
        ("kerusakan dirusak rusaknya", ("rusak",) * 3),
        ("perbaikan diperbaiki dibenerin didandani", ("baik",) * 4),
        ("Ｊａｌａｎ ja\u200blan jálan", ("jalan",) * 3),
        ("Mohon segera ya pak, terima kasih", ()),
    ],
)
def test_spellings_come_down_to_the_same_words(text: str, meaning: tuple[str, ...]) -> None:
    assert words(text) == meaning


def test_another_vocabulary_may_be_handed_in() -> None:
    assert words("got mampet", {"got": "selokan"}) == ("selokan", "mampet")
    assert words("selokan", {"got": "selokan"}) == ("selokan",)


@given(st.text())
def test_the_words_of_any_text_are_plain_and_none_is_a_stop_word(text: str) -> None:
    found = words(text)

    assert all(re.fullmatch(r"\d+\.\d+[^\W_]*|[^\W_]+", word) for word in found)
    assert not set(found) & STOP_WORDS


def test_the_vocabulary_is_made_of_single_plain_words_that_are_told_apart() -> None:
    standing = set(SYNONYMS.values())

    assert all(re.fullmatch(r"[a-z0-9]+", word) for word in SYNONYMS)
    assert not set(SYNONYMS) & standing
    assert not set(SYNONYMS) & STOP_WORDS
    assert not {word for words_ in standing for word in words_.split()} & STOP_WORDS


def test_every_word_that_stands_for_others_stays_as_it_is() -> None:
    changed = {word: words(word) for word in set(SYNONYMS.values()) if words(word) != tuple(word.split())}

    assert changed == {}
