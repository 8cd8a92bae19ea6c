"""Does a text tell of somebody's safety or good name: violence at home, a child's marriage, abuse, a named culprit?

Words are compared inside one sentence, or one clause for accusations: "Pak kakam, maling sapi lagi marak" addresses the
head, "Pak Contoh maling" accuses a man.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from rembuk.voices.held_words import word_set

KIN = ("suami", "istri", "isteri", "bojo", "bapak", "ayah", "ibu", "mertua", "paman", "kakak", "majikan", "pacar")
BLOWS = word_set(
    "pukul memukul memukuli mukul mukuli dipukul dipukuli menghajar dihajar menganiaya nganiaya dianiaya menyiksa "
    "nyiksa disiksa menampar nampar ditampar digebuk digebuki nggebuki ngantemi diantemi menendang ditendang dikurung"
)
ABUSE = word_set(
    "kdrt perkosa diperkosa memperkosa pemerkosaan perkosaan pelecehan dilecehkan melecehkan cabul dicabuli mencabuli "
    "pencabulan digerayangi diperdagangkan"
)
DESPAIR = (("bunuh", "diri"), ("gantung", "diri"), ("kawin", "paksa"), ("dipaksa", "kawin"), ("dipaksa", "nikah"))
MARRIAGE = ("nikah", "dinikah", "menikah", "kawin", "dikawin", "mengawin", "rabi", "dirabe")
ACCUSATIONS = word_set(
    "korupsi korup nilep nyuri mencuri dicuri maling malingi menggelapkan gelapkan ngembat ngentit menipu nipu penipu "
    "pungli disuap menyuap selingkuh selingkuhan narkoba sabu santet nyantet"
)
OFFICES = word_set("kakam kades lurah kadus bayan camat sekdes bendahara")
HONORIFICS = word_set("pak pakde bapak bu bude ibu mas mbak mbah kang lik bang om tante haji hj")
CHILD_YEARS = frozenset(str(years) for years in range(9, 19))
# What follows an honorific and is nobody's name: "pak tolong", "bu kapan", "bapak ibu".
NOT_NAMES = word_set(
    "ada atau bantu bapak banyak bidan dan dari di guru ibu ini itu jalan jangan jln juga kalau kalo kami kapan karena "
    "kok lagi mau minta mohon petani polisi rumah saya sdh sering sudah supaya tani tangga tolong tlg untuk usul warga "
    "yang yg"
)


def is_sensitive(text: str) -> bool:
    """Should only a trusted person read this text before it is shown?"""
    sentences = list(_words_of_each(r"[.?!\n]+", text))
    clauses = list(_words_of_each(r"[.,;:?!\n]+", text))
    return any(map(_tells_of_abuse, sentences)) or any(map(_accuses_somebody, clauses))


def _words_of_each(border: str, text: str) -> Iterable[list[str]]:
    return (re.findall(r"\w+", part.lower()) for part in re.split(border, text))


def _tells_of_abuse(words: list[str]) -> bool:
    return (
        not ABUSE.isdisjoint(words)
        or any(pair in DESPAIR for pair in pairwise(words))
        or _near(_family(words), _blows(words), within=7)
        or _near(_child_ages(words), _places(words, lambda word: word.startswith(MARRIAGE)), within=8)
    )


def _accuses_somebody(words: list[str]) -> bool:
    return not ACCUSATIONS.isdisjoint(words) and _near(
        _named_people(words), _places(words, ACCUSATIONS.__contains__), within=5
    )


def _near(left: list[int], right: list[int], *, within: int) -> bool:
    return any(abs(one - other) <= within for one in left for other in right)


def _places(words: list[str], fits: Callable[[str], bool]) -> list[int]:
    return [place for place, word in enumerate(words) if fits(word)]


def _family(words: list[str]) -> list[int]:
    return _places(words, lambda word: word.startswith(KIN))


def _blows(words: list[str]) -> list[int]:
    # "pukul 19.00" is an hour.
    return [at for at in _places(words, BLOWS.__contains__) if not (words[at] == "pukul" and _is_number(words, at + 1))]


def _child_ages(words: list[str]) -> list[int]:
    ages = _places(words, lambda word: word.startswith(("umur", "usia")))
    return [at for at in ages if any(word in CHILD_YEARS for word in words[at + 1 : at + 4])]


def _is_number(words: list[str], place: int) -> bool:
    return place < len(words) and words[place].isdigit()


def _named_people(words: list[str]) -> list[int]:
    names = [
        place
        for place, (before, word) in enumerate(pairwise(words), start=1)
        if before in HONORIFICS and word.isalpha() and len(word) > 2 and word not in NOT_NAMES | HONORIFICS
    ]
    return names + _places(words, OFFICES.__contains__)
