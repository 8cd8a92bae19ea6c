"""What a file says about regions, read and checked, before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rembuk.regions.models import Locality, Tier
from rembuk.regions.numbering import number_of


@dataclass(frozen=True, slots=True)
class Count:
    """How many people live somewhere, who says so, and of which day."""

    people: int
    source: str
    counted_on: date


@dataclass(frozen=True, slots=True)
class RegionDraft:
    """One region as a file describes it; None and empty mean that the file does not say."""

    code: str
    tier: Tier
    name: str
    aliases: tuple[str, ...] = ()
    statistics_code: str | None = None
    postcode: str | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    tile_column: int | None = None
    tile_row: int | None = None
    count: Count | None = None
    neighbours: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """The number of its code."""
        return number_of(self.code)


@dataclass(frozen=True, slots=True)
class WordDraft:
    """What something is called, in one language."""

    key: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class BoundaryDraft:
    """An outline: GeoJSON geometry as text, and whose it is."""

    number: int
    geometry: str
    source: str


@dataclass(frozen=True, slots=True)
class LocalityDraft:
    """A hamlet or neighbourhood, as people number it; without a number, its name tells it from the others.

    `inside` is the path of what it lies in: "dusun-3" for a neighbourhood of the third hamlet.
    """

    kind: Locality.Kind
    label: str = ""
    name: str = ""
    inside: str = ""
    other_names: tuple[str, ...] = ()
    count: Count | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """How many rows were new, differed from what was known, or were known already.

    `details` counts what came with them: other names, counts of people, borders.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    details: int = 0

    def __add__(self, other: Kept) -> Kept:
        return Kept(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.details + other.details,
        )

    @property
    def is_news(self) -> bool:
        """Did anything change?"""
        return bool(self.added or self.changed or self.details)

    def __str__(self) -> str:
        return f"{self.added} added, {self.changed} changed, {self.unchanged} unchanged"
