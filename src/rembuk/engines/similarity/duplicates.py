# SPDX-License-Identifier: Apache-2.0
"""Wishes of one list that may be the same need: pairs with reasons, and unions that a person may accept or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Generic, TypeVar

from rembuk.engines.similarity.likeness import ALIKE, Sketch, are_elsewhere, likeness_of, sketch_of

K = TypeVar("K")

# Of 289 collected wishes thirteen pairs reached it. Ten were one need in two wordings, three were not.
SURELY_ALIKE = Fraction(3, 4)


@dataclass(frozen=True)
class Wish(Generic[K]):
    """A text and the place it is about, such as the code of its kampung; only wishes of one place are compared."""

    key: K
    text: str
    place: str


@dataclass(frozen=True)
class Reason:
    """Which words both texts have in the end, hamlet, RT and RW apart, and which only one of them has; in alphabet."""

    shared: tuple[str, ...]
    places: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


@dataclass(frozen=True)
class Pair(Generic[K]):
    """Two wishes that may be the same, in the order of the list, how alike they are and why."""

    first: K
    second: K
    likeness: Fraction
    reason: Reason


@dataclass(frozen=True)
class Union(Generic[K]):
    """Wishes that could become one need: proposed, never made. The weakest two of them are only so much alike."""

    keys: tuple[K, ...]
    pairs: tuple[Pair[K], ...]
    weakest: Fraction


def suggest_pairs(wishes: Iterable[Wish[K]], *, at_least: Fraction = ALIKE) -> tuple[Pair[K], ...]:
    """Return pairs at least that much alike, the most alike first; equals in the order of the list.

    Wishes of different places, and wishes that name different hamlets, RT or RW, are never paired. Only wishes that
    share a word are compared: without one, two texts cannot reach a third. Time grows with the pairs that do, so with
    the list and the size of one place, not with the square of the list.
    """
    listed = [(wish, sketch_of(wish.text)) for wish in wishes]
    found = _pairs(listed, at_least)
    return tuple(sorted(found, key=lambda pair: -pair.likeness))


def propose_unions(wishes: Iterable[Wish[K]], *, at_least: Fraction = SURELY_ALIKE) -> tuple[Union[K], ...]:
    """Return wishes that hang together by pairs at least that much alike, in the order of the list.

    A chain may join two that are hardly alike, which `weakest` shows. Nothing is merged here or on account of this.
    """
    listed = [(wish, sketch_of(wish.text)) for wish in wishes]
    pairs = tuple(_pairs(listed, at_least))
    sketches = {wish.key: sketch for wish, sketch in listed}
    return tuple(
        Union(keys, tuple(pair for pair in pairs if pair.first in keys), _weakest([sketches[key] for key in keys]))
        for keys in _joined([wish.key for wish, _ in listed], pairs)
    )


def _pairs(listed: Sequence[tuple[Wish[K], Sketch]], at_least: Fraction) -> Iterator[Pair[K]]:
    for earlier, later in _candidates(listed):
        (first, left), (second, right) = listed[earlier], listed[later]
        likeness = likeness_of(left, right)
        if likeness >= at_least and not are_elsewhere(left, right):
            yield Pair(first.key, second.key, likeness, _reason(left, right))


def _candidates(listed: Sequence[tuple[Wish[K], Sketch]]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of wishes of one place that share a word."""
    seen: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for later, (wish, sketch) in enumerate(listed):
        same = [seen[wish.place, word] for word in sketch.words]
        yield from ((earlier, later) for earlier in sorted({number for numbers in same for number in numbers}))
        for numbers in same:
            numbers.append(later)


def _reason(left: Sketch, right: Sketch) -> Reason:
    shared = left.words & right.words
    places = frozenset().union(*left.places.values())
    return Reason(
        shared=tuple(sorted(shared - places)),
        places=tuple(sorted(shared & places)),
        only_first=tuple(sorted(left.words - right.words)),
        only_second=tuple(sorted(right.words - left.words)),
    )


def _joined(keys: Sequence[K], pairs: Iterable[Pair[K]]) -> list[tuple[K, ...]]:
    """Return what hangs together (union-find; Tarjan 1975), the members in the order of the list."""
    parent = {key: key for key in keys}
    for pair in pairs:
        parent[_root(parent, pair.second)] = _root(parent, pair.first)
    together: defaultdict[K, list[K]] = defaultdict(list)
    for key in keys:
        together[_root(parent, key)].append(key)
    return [tuple(members) for members in together.values() if len(members) > 1]


def _root(parent: dict[K, K], key: K) -> K:
    while parent[key] != key:
        parent[key] = parent[parent[key]]
        key = parent[key]
    return key


def _weakest(sketches: Sequence[Sketch]) -> Fraction:
    return min(likeness_of(left, right) for left, right in combinations(sketches, 2))
