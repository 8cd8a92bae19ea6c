"""What is wrong with a file, place by place, so that it can be mended in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where ("line 7, column code"), and what, in words that say how to mend it."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


class ImportRefused(ValueError):
    """A file holds faults; nothing of it was taken in."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        shown = [str(fault) for fault in self.faults[:MOST_SHOWN]]
        rest = len(self.faults) - len(shown)
        super().__init__("\n".join([*shown, f"… and {rest} more"] if rest else shown))
