"""Two readings of one sheet of paper, held against each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rembuk.kernel.texts import name_key
from rembuk.projects.swadaya.models import Sheet, WorkDay
from rembuk.projects.swadaya.queries import Difference, Entry, entries_on, newest_readings


def differences(first: Sequence[Entry], second: Sequence[Entry]) -> list[Difference]:
    """Return the lines that two people read otherwise; how they spell and space a name makes none."""
    pairs = enumerate(zip_longest(first, second), start=1)
    return [Difference(place, left, right) for place, (left, right) in pairs if _key(left) != _key(right)]


def _key(entry: Entry | None) -> tuple[object, ...]:
    return (name_key(entry.name), entry.days) if entry else ()


def last_differences(day: WorkDay) -> list[Difference] | None:
    """Return how the last two people differ about a work day; None before the second has read."""
    last = newest_readings(day)[-2:]
    return differences(*map(entries_on, last)) if len(last) == 2 else None


def agreed(day: WorkDay, sheet: Sheet) -> bool:
    """Has somebody else read the same as this list says?"""
    others = [one for one in newest_readings(day) if one.read_by_id != sheet.read_by_id]
    mine = entries_on(sheet)
    return any(not differences(mine, entries_on(one)) for one in others)
