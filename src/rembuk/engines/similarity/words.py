# SPDX-License-Identifier: Apache-2.0
"""From a text to the words that carry its meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

import snowballstemmer

from rembuk.engines.similarity.stop_words import STOP_WORDS
from rembuk.engines.similarity.synonyms import SYNONYMS

_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            *("i satu siji pertama", "ii dua loro kedua", "iii tiga telu ketiga", "iv empat ampat papat keempat"),
            *("v lima limo kelima", "vi enam nem keenam", "vii tujuh pitu ketujuh", "viii delapan wolu kedelapan"),
            *("ix sembilan songo kesembilan", "x sepuluh kesepuluh"),
        ),
        start=1,
    )
    for name in names.split()
}
_PLACES = {"dusun": "dusun", "dsn": "dusun", "dukuh": "dusun", "dkh": "dusun", "rt": "rt", "rw": "rw"}
_UNITS = {
    "m": "m meter metr mtr",
    "km": "km kilometer kilo",
    "cm": "cm senti sentimeter centimeter",
    "m2": "m2",
    "m3": "m3 kubik",
    "ha": "ha hektar hektare",
}
_UNIT_OF = {name: unit for unit, names in _UNITS.items() for name in names.split()}

_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_RT_AND_RW = re.compile(r"\brt[\s.:]*(\d{1,3})\s*/\s*(\d{1,3})\b")
_PLACE = re.compile(rf"\b({'|'.join(_PLACES)})[\s.:-]*(\d{{1,3}}|{'|'.join(_NUMBERS)})\b")
_SIZE = re.compile(rf"(?<![\w.])(\d+(?:\.\d+)?)\s*({'|'.join(sorted(_UNIT_OF, key=len, reverse=True))})\b")
_TWICE = re.compile(rf"\b(?!(?:{'|'.join(_PLACES)})2)([^\W\d_]{{3,}})(?:2|-\1)(?!\d)")
_WORD = re.compile(r"\d+\.\d+[^\W_]*|[^\W_]+")
_JAVANESE_ENDINGS = ("ne", "e")


def words(text: str, synonyms: Mapping[str, str] = SYNONYMS) -> tuple[str, ...]:
    """Return the words of a text that carry its meaning, in its order.

    Accents, case and punctuation are gone; stop words are out; a word of `synonyms` is replaced by the word or words it
    stands for, any other by its stem (Snowball's Indonesian algorithm, after Tala 2003). A numbered place is one word,
    however it is written ("dsn 3", "Dusun III" and "dusun telu" give "dusun3"), and so is a size ("180 meter" gives
    "180m").
    """
    found = _WORD.findall(_joined(_plain(text)))
    standing = frozenset(synonyms.values())
    meanings = (_meaning(raw, synonyms, standing) for raw in found if raw not in STOP_WORDS)
    return tuple(word for meaning in meanings for word in meaning.split() if _says(word))


def _plain(text: str) -> str:
    compatible = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in unicodedata.normalize("NFKD", compatible) if _is_visible(char))


@cache
def _is_visible(char: str) -> bool:
    return unicodedata.category(char) not in {"Mn", "Cf"}


def _joined(text: str) -> str:
    text = _DECIMAL.sub(".", _THOUSANDS.sub("", text))
    text = _RT_AND_RW.sub(r"rt \1 rw \2", _TWICE.sub(r"\1", text))
    text = _PLACE.sub(lambda place: f" {_PLACES[place[1]]}{_number(place[2])} ", text)
    return _SIZE.sub(lambda size: f" {size[1]}{_UNIT_OF[size[2]]} ", text)


def _number(name: str) -> int:
    return int(name) if name.isdecimal() else _NUMBERS[name]


def _meaning(raw: str, synonyms: Mapping[str, str], standing: frozenset[str]) -> str:
    """Find a word as it is, without a Javanese ending or as its stem; a word that stands for others stays whole."""
    shorter = [raw.removesuffix(ending) for ending in _JAVANESE_ENDINGS if raw.endswith(ending)]
    for form in (raw, *shorter, _stem(raw)):
        if form in synonyms:
            return synonyms[form]
        if form in standing:
            return form
    return _stem(raw)


def _says(word: str) -> bool:
    return word not in STOP_WORDS and (len(word) > 1 or word.isdecimal())


_STEMMER = snowballstemmer.stemmer("indonesian")


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    stem: str = _STEMMER.stemWord(word)
    return stem
