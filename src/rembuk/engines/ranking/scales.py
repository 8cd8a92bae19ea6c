# SPDX-License-Identifier: Apache-2.0
"""Published scales: from what was measured or said to points, exactly, from 0 to 100."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

FULL = 100

Value: TypeAlias = int | str


class NotOnTheScale(ValueError):
    """A value cannot be turned into points; the message says which and what the scale knows."""


class NotAScale(ValueError):
    """A scale contradicts itself; the message says how."""


@dataclass(frozen=True)
class Points:
    """What a value is worth; `capped` says that the value lay beyond an end of the scale and counted as that end."""

    points: Fraction
    capped: bool = False


@dataclass(frozen=True)
class Line:
    """Points that grow evenly from 0 at `nothing` to 100 at `full`; no value beyond counts more. May run downwards.

    With `full` as the most that shall count, it is the cap on what a rich hamlet can offer.
    """

    nothing: int
    full: int

    def __post_init__(self) -> None:
        if self.nothing == self.full:
            raise NotAScale(f"A line needs two different ends, not {self.full} twice.")

    def points(self, value: Value) -> Points:
        """Return the points of a whole number."""
        share = Fraction(_number(value) - self.nothing, self.full - self.nothing)
        inside = min(max(share, Fraction(0)), Fraction(1))
        return Points(FULL * inside, capped=share != inside)

    def published(self) -> dict[str, object]:
        """Return the scale as it stands in the public file."""
        return {"line": [str(self.nothing), str(self.full)]}


@dataclass(frozen=True)
class Steps:
    """Points of the highest step that a whole number reaches; below the first step it is 0 points.

    `steps` are pairs of the least value and its points, with rising values.
    """

    steps: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        if not self.steps or any(low[0] >= high[0] for low, high in pairwise(self.steps)):
            raise NotAScale("Steps need rising values.")
        _check_points(points for _, points in self.steps)

    def points(self, value: Value) -> Points:
        """Return the points of a whole number."""
        number = _number(value)
        return Points(Fraction(next((points for least, points in reversed(self.steps) if number >= least), 0)))

    def published(self) -> dict[str, object]:
        """Return the scale as it stands in the public file."""
        return {"steps": [[str(least), points] for least, points in self.steps]}


@dataclass(frozen=True)
class Words:
    """Points of agreed words. Case and spaces do not matter; part of a word or an unknown one is no match."""

    words: Mapping[str, int]

    def __post_init__(self) -> None:
        if len({_plain(word) for word in self.words}) < max(1, len(self.words)):
            raise NotAScale("A scale of words needs words that differ.")
        _check_points(self.words.values())

    def points(self, value: Value) -> Points:
        """Return the points of a word; raise NotOnTheScale with the known words for any other."""
        known = {_plain(word): points for word, points in self.words.items()}
        if not isinstance(value, str) or _plain(value) not in known:
            raise NotOnTheScale(f"{value!r} is none of: {', '.join(self.words)}.")
        return Points(Fraction(known[_plain(value)]))

    def published(self) -> dict[str, object]:
        """Return the scale as it stands in the public file."""
        return {"words": dict(self.words)}


Scale: TypeAlias = Line | Steps | Words


def _number(value: Value) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise NotOnTheScale(f"{value!r} is not a whole number.")
    return value


def _plain(word: str) -> str:
    return " ".join(word.split()).casefold()


def _check_points(points: Iterable[int]) -> None:
    if any(not 0 <= each <= FULL for each in points):
        raise NotAScale(f"Points run from 0 to {FULL}.")
