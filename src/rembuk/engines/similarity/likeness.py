# SPDX-License-Identifier: Apache-2.0
"""How alike two texts are, as an exact fraction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Generic, TypeVar

from rembuk.engines.similarity.stop_words import GENERAL_WORDS
from rembuk.engines.similarity.words import words

K = TypeVar("K")

# Wordings of one need commonly reach a third. So do some needs of the same kind, which is why a person decides.
ALIKE = Fraction(1, 3)

_PLACE = re.compile(r"(dusun|rt|rw)\d+")


@dataclass(frozen=True)
class Near(Generic[K]):
    """A candidate that is alike, and how much."""

    key: K
    likeness: Fraction


@dataclass(frozen=True)
class Sketch:
    """What is compared of a text: its words, their weight, where it is, and the trigrams of each word with borders."""

    words: frozenset[str]
    weight: int
    places: Mapping[str, frozenset[str]]
    trigrams: frozenset[str]


def similarity(left: str, right: str) -> Fraction:
    """Return how alike two texts are, from 0 (no word in common) to 1 (the same words).

    With Dice(A, B) = 2|A ∩ B| / (|A| + |B|) (Dice 1945), it is two parts Dice of the words, in which general words such
    as "rusak" count half, and one part Dice of the character trigrams of the words, which forgives a misspelling. It is
    halved when both texts name a hamlet, RT or RW and have none of that kind in common: the same wish at another place
    is another need. Texts without words are not alike.
    """
    return likeness_of(sketch_of(left), sketch_of(right))


def nearest(
    text: str, candidates: Iterable[tuple[K, str]], *, limit: int, at_least: Fraction = ALIKE
) -> tuple[Near[K], ...]:
    """Return the candidates most alike to the text, at most `limit` and none below `at_least`.

    Candidates are pairs of a key and a text. The most alike come first; equals keep their order.
    """
    wanted = sketch_of(text)
    near = [Near(key, likeness_of(wanted, sketch_of(other))) for key, other in candidates]
    return tuple(sorted((each for each in near if each.likeness >= at_least), key=lambda each: -each.likeness)[:limit])


def likeness_of(left: Sketch, right: Sketch) -> Fraction:
    """Return how alike the texts of two sketches are, as `similarity` says."""
    if not left.words or not right.words:
        return Fraction(0)
    common, both = _weight(left.words & right.words), left.weight + right.weight
    common_trigrams, both_trigrams = len(left.trigrams & right.trigrams), len(left.trigrams) + len(right.trigrams)
    # One fraction instead of a sum of three, as hundreds of texts are compared for one: (2 Dice + Dice) / 3.
    halves = 2 if are_elsewhere(left, right) else 1
    return Fraction(
        4 * common * both_trigrams + 2 * common_trigrams * both,
        3 * both * both_trigrams * halves,
    )


def are_elsewhere(left: Sketch, right: Sketch) -> bool:
    """Say whether both name a hamlet, RT or RW and have none of that kind in common."""
    return any(kind in right.places and here.isdisjoint(right.places[kind]) for kind, here in left.places.items())


@lru_cache(maxsize=5_000)
def sketch_of(text: str) -> Sketch:
    """Return what is compared of a text."""
    found = frozenset(words(text))
    return Sketch(found, _weight(found), _places(found), _trigrams(found))


def _weight(found: frozenset[str]) -> int:
    return 2 * len(found) - len(found & GENERAL_WORDS)


def _places(found: frozenset[str]) -> dict[str, frozenset[str]]:
    named = sorted((place[1], place[0]) for word in found if (place := _PLACE.fullmatch(word)))
    return {kind: frozenset(place for _, place in same) for kind, same in groupby(named, key=itemgetter(0))}


def _trigrams(found: frozenset[str]) -> frozenset[str]:
    bordered = [f" {word} " for word in found]
    return frozenset(word[place : place + 3] for word in bordered for place in range(len(word) - 2))
