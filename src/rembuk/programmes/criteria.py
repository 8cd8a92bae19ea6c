"""The library of criteria: what a forum may weigh, how it is measured, and what shows it."""

from __future__ import annotations

from typing import Annotated

import msgspec

from rembuk.engines.ranking import Line, Words
from rembuk.programmes.parts import Key, Saying, Sealed, Text

LARGEST = 10**12


class Mark(Sealed, frozen=True):
    """One answer of a criterion that is not measured in numbers, and its points."""

    key: Key
    label: Saying
    points: Annotated[int, msgspec.Meta(ge=0, le=100)]


class Stretch(Sealed, frozen=True):
    """A criterion measured in whole numbers: points grow evenly from 0 to 100, and no number beyond counts more."""

    nothing: Annotated[int, msgspec.Meta(ge=-LARGEST, le=LARGEST)]
    full: Annotated[int, msgspec.Meta(ge=-LARGEST, le=LARGEST)]
    unit: Saying


class CriterionRule(Sealed, frozen=True, omit_defaults=True, kw_only=True):
    """One thing that may count (kriteria): measured along a stretch, or answered with one of its marks."""

    key: Key
    label: Saying
    question: Saying
    evidence: Saying
    stretch: Stretch | None = None
    marks: list[Mark] = []
    source: Text

    def __post_init__(self) -> None:
        if (self.stretch is None) != bool(self.marks):
            raise ValueError(f"{self.key}: a criterion is measured or answered, one of both")
        if self.stretch and self.stretch.nothing == self.stretch.full:
            raise ValueError(f"{self.key}: a stretch has two different ends")
        if len({mark.key for mark in self.marks}) < len(self.marks):
            raise ValueError(f"{self.key}: a mark stands once")

    @property
    def scale(self) -> Line | Words:
        """The published scale that makes points of a value."""
        if self.stretch:
            return Line(self.stretch.nothing, self.stretch.full)
        return Words({mark.key: mark.points for mark in self.marks})
