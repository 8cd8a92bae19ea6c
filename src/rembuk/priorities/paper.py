"""Ballots on paper: every printed sheet is accounted for, and counts only as two people read it alike.

A machine that reads sheets one day is one more reader: what it says counts once a person says the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rembuk.priorities.marking import Marks


class SheetsMissing(ValueError):
    """Printed sheets are unaccounted for, or more came back than were printed; the message is the difference."""


class SheetsUnread(ValueError):
    """Sheets are not yet read alike by two people; the message names their serials."""


@dataclass(frozen=True)
class Sheets:
    """Where the printed ballots went: registered, read, named as spoiled, and counted by hand as left over."""

    printed: int
    used: int
    spoiled: int
    unused: int

    @property
    def missing(self) -> int:
        """How many sheets are unaccounted for; negative if more came back than were printed."""
        return self.printed - self.used - self.spoiled - self.unused

    def insist_complete(self) -> None:
        """Raise SheetsMissing unless printed = used + spoiled + unused."""
        if self.missing:
            raise SheetsMissing(self.missing)


@dataclass(frozen=True)
class SheetsRead:
    """How far a pile is read: what two people read alike, and the serials that somebody else must look at."""

    agreed: int
    once: list[str]
    differing: list[str]

    @property
    def waiting(self) -> list[str]:
        """The serials that somebody else must look at."""
        return [*self.once, *self.differing]

    @property
    def total(self) -> int:
        """How many sheets somebody has read."""
        return self.agreed + len(self.waiting)


def agreed_marks(readings: Sequence[Marks]) -> Marks | None:
    """Return what two readings of one sheet have alike; None while no two do, so that somebody else must look."""
    return next((marks for place, marks in enumerate(readings) if marks in readings[:place]), None)


def sheets_read(pile: Mapping[str, Sequence[Marks]]) -> SheetsRead:
    """Return how far a pile of readings by serial is read."""
    open_ = [(serial, readings) for serial, readings in sorted(pile.items()) if agreed_marks(readings) is None]
    once = [serial for serial, readings in open_ if len(readings) == 1]
    differing = [serial for serial, readings in open_ if len(readings) > 1]
    return SheetsRead(len(pile) - len(open_), once, differing)


def ballots_on(pile: Mapping[str, Sequence[Marks]]) -> list[Marks]:
    """Return the ballots of a pile of readings by serial; raise SheetsUnread while one is open."""
    agreed = {serial: agreed_marks(readings) for serial, readings in sorted(pile.items())}
    if waiting := [serial for serial, marks in agreed.items() if marks is None]:
        raise SheetsUnread(", ".join(waiting))
    return [marks for marks in agreed.values() if marks is not None]
