"""What is measured before and after each kind of work (indikator dampak): two tables, in Indonesian and in English.

A kind is known by the official activity of the plan line that a work carries out. A work of no listed kind has no
indicators, and its page says so.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

_TABLES = Path(__file__).parent / "presets"
LANGUAGES = ("id", "en")


class Better(StrEnum):
    """Which way an indicator is meant to go."""

    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class WorkKind:
    """A kind of work: the official activities that belong to it, and its name by language."""

    key: str
    activities: frozenset[str]
    name: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is measured: its name, its unit and how it is measured, by language."""

    key: str
    kind: WorkKind
    better: Better
    name: Mapping[str, str]
    unit: Mapping[str, str]
    measured: Mapping[str, str]


@cache
def work_kinds() -> Mapping[str, WorkKind]:
    """Return the kinds of work by key, in the order of the table."""
    return {
        row["kind"]: WorkKind(row["kind"], frozenset(row["activities"].split()), _by_language(row, "name"))
        for row in _rows("work_kinds.csv")
    }


@cache
def indicators() -> Mapping[str, Indicator]:
    """Return all indicators by key, in the order of the table."""
    return {row["key"]: _indicator(row) for row in _rows("indicators.csv")}


def indicators_for(activity_code: str) -> tuple[Indicator, ...]:
    """Return what is measured about works of an activity; nothing where none is listed."""
    return tuple(one for one in indicators().values() if activity_code in one.kind.activities)


@cache
def measured_activities() -> frozenset[str]:
    """Return the activities whose works are measured before and after."""
    return frozenset().union(*(one.kind.activities for one in indicators().values()))


def _indicator(row: Mapping[str, str]) -> Indicator:
    kind, better = work_kinds()[row["kind"]], Better(row["better"])
    words = (_by_language(row, column) for column in ("name", "unit", "measured"))
    return Indicator(row["key"], kind, better, *words)


def _by_language(row: Mapping[str, str], column: str) -> Mapping[str, str]:
    return {language: row[f"{column}_{language}"] for language in LANGUAGES}


def _rows(name: str) -> list[dict[str, str]]:
    with (_TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
