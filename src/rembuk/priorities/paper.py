"""Ballots on paper: every printed sheet is accounted for, and two people read each one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Marks = Mapping[str, int]
Reading = Mapping[str, Marks]


class SheetsMissing(ValueError):
    """Printed sheets are unaccounted for, or more came back than were printed; the message is the difference."""


class SameReader(ValueError):
    """Two readings count as two only if two people made them."""


@dataclass(frozen=True)
class Sheets:
    """Where the printed ballots went, as counted by hand at the table."""

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
class Compared:
    """What two people read alike, and the serials that a third must look at, in order."""

    agreed: dict[str, Marks]
    differing: tuple[str, ...]


def compare_readings(first: Reading, second: Reading) -> Compared:
    """Compare two readings of the same pile, by serial; a sheet that only one of them has differs."""
    agreed = {serial: marks for serial, marks in sorted(first.items()) if second.get(serial) == marks}
    return Compared(agreed, tuple(sorted((first.keys() | second.keys()) - agreed.keys())))


def settle(compared: Compared, third: Reading, *, readers: tuple[str, str, str]) -> Compared:
    """Take the word of a third person on what differs; what they did not read still does."""
    if len(set(readers)) < len(readers):
        raise SameReader(readers)
    settled = {serial: third[serial] for serial in compared.differing if serial in third}
    left = tuple(serial for serial in compared.differing if serial not in settled)
    return Compared({**compared.agreed, **settled}, left)
