"""One election as it was counted on several sides, and its row in a table."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Measured:
    """One count in a process of its own: winners in order, seconds of processor time, megabytes at the peak.

    `marks` stand on merged ballots. `explain` is the time to say of all losers what they lacked, where a tool says so.
    """

    marks: int
    winners: list[str]
    read: float
    parse: float
    count: float
    explain: float | None
    megabytes: float


@dataclass(frozen=True, slots=True)
class Exceeded:
    """A count that was ended, and which bound it broke."""

    exceeded: str


Side = Measured | Exceeded | None


class Race(NamedTuple):
    """One election, counted here, by pabutools and, where numba is installed, by compiled code."""

    file: Path
    ours: Side
    theirs: Side
    compiled: Side = None

    def plain(self) -> dict[str, object]:
        """All numbers, for JSON."""
        sides = {"rembuk": self.ours, "compiled": self.compiled, "pabutools": self.theirs}
        return {"file": self.file.name} | {name: side and asdict(side) for name, side in sides.items()}

    def row(self) -> str:
        """The numbers below `HEAD`."""
        compiled = f"{_count(self.compiled)} {_ratio(self.compiled, self.theirs)}"
        sides = f"{_ours(self.ours)} {_theirs(self.theirs)} {_ratio(self.ours, self.theirs)} {compiled}"
        return f"{self.file.stem[:40]:40} {sides}  {self._equal()}"

    def _equal(self) -> str:
        winners = [side.winners for side in (self.ours, self.compiled, self.theirs) if isinstance(side, Measured)]
        if len(winners) < 2:
            return "-"
        return "yes" if all(one == winners[0] for one in winners) else "NO"


HEAD = (
    f"{'file':40} {'read':>8} {'parse':>8} {'count':>8} {'losers':>8} {'MB':>5}"
    f" {'pabutools':>9} {'MB':>5} {'ratio':>7} {'compiled':>9} {'ratio':>7}  equal"
)


def _ours(side: Side) -> str:
    if not isinstance(side, Measured):
        return f"{_why(side):>41}"
    explain = "-" if side.explain is None else f"{side.explain:.4f}"
    return f"{side.read:8.4f} {side.parse:8.4f} {side.count:8.4f} {explain:>8} {side.megabytes:5.0f}"


def _theirs(side: Side) -> str:
    return f"{side.count:9.3f} {side.megabytes:5.0f}" if isinstance(side, Measured) else f"{_why(side):>15}"


def _count(side: Side) -> str:
    return f"{side.count:9.5f}" if isinstance(side, Measured) else f"{_why(side):>9}"


def _why(side: Exceeded | None) -> str:
    return side.exceeded if side else "-"


def _ratio(ours: Side, theirs: Side) -> str:
    if isinstance(ours, Measured) and isinstance(theirs, Measured):
        return f"{theirs.count / ours.count:7.0f}"
    return f"{'-':>7}"
