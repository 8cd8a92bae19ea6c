"""Counts of the same thing by devices that did not know of one another (hitungan ganda): people pick, no clock does.

Each entry says the last number its device had seen. A count replaces those it knew: all up to that number, and all of
its own device. Of those that nobody replaced yet there is one as a rule; when two say different things, both stand
until somebody who has seen both counts again, which is an entry like any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rembuk.meetings.models import Entry
from rembuk.meetings.states import EntryKind

Subject = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Counts of one thing that differ and did not know of one another, in the order of their numbers."""

    entries: tuple[Entry, ...]

    @property
    def entry(self) -> Entry:
        """Return one that tells what was counted."""
        return self.entries[0]

    @property
    def counts(self) -> list[int]:
        """Return what was counted, each number once, the smallest first."""
        return sorted({one.count or 0 for one in self.entries})


def conflicts_in(entries: Sequence[Entry]) -> tuple[Conflict, ...]:
    """Return what people still have to pick from, in the order of writing."""
    series: dict[Subject, list[Entry]] = defaultdict(list)
    for entry in entries:
        if (subject := subject_of(entry)) is not None:
            series[subject].append(entry)
    found = (Conflict(_standing(same)) for same in series.values())
    return tuple(one for one in found if len(one.counts) > 1)


def subject_of(entry: Entry) -> Subject | None:
    """Return what an entry counts, so that a later one replaces it; None for what only ever adds."""
    match entry.kind:
        case EntryKind.COUNTED:
            return entry.kind, entry.group, entry.measure
        case EntryKind.RANKED:
            return entry.kind, entry.need_id, entry.method
    return None


def _standing(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return those that no later one of the same subject knew of."""
    after = {one: entries[place + 1 :] for place, one in enumerate(entries)}
    return tuple(one for one in entries if not any(_knew(later, one) for later in after[one]))


def _knew(later: Entry, earlier: Entry) -> bool:
    is_of_one_device = later.device is not None and later.device == earlier.device
    return is_of_one_device or later.after is None or earlier.number <= later.after
