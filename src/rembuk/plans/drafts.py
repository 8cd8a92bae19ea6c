"""What is written about an item before it is stored: its line in a plan, and what an examination found."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal

from rembuk.kernel.money import MOST_AT_ONCE, Rupiah
from rembuk.kernel.texts import mask_personal, tidy_text
from rembuk.plans.activities import activity_of
from rembuk.plans.states import Fund, Mode

LONGEST = {"title": 160, "place": 200, "unit": 30, "cost_source": 200, "implementer": 120}
MOST_VOLUME = Decimal(10) ** 9


class BadLine(ValueError):
    """A line of a plan does not hold together; `column` is which part, and the message says why."""

    def __init__(self, column: str, what: str) -> None:
        self.column = column
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A line of the matrix of a yearly plan, as the forms of the law have it; None is not known yet.

    Raise BadLine for what does not hold together and UnknownActivity for a code that is none.
    """

    activity_code: str
    title: str
    place: str
    volume: Decimal
    unit: str
    cost_rupiah: Rupiah
    cost_source: str
    fund: Fund
    mode: Mode
    implementer: str
    first_month: int
    last_month: int
    men: int | None = None
    women: int | None = None
    poor_households: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "activity_code", activity_of(self.activity_code).code)
        for name, longest in LONGEST.items():
            object.__setattr__(self, name, _said(name, getattr(self, name), longest))
        _insist(0 < self.volume < MOST_VOLUME, "volume", "The volume is more than nothing.")
        _insist(round(self.volume, 2) == self.volume, "volume", "The volume has at most two places after the comma.")
        _insist(0 <= self.cost_rupiah <= MOST_AT_ONCE, "cost_rupiah", "The cost is no amount.")
        _insist(1 <= self.first_month <= self.last_month <= 12, "last_month", "The months do not follow each other.")
        for name in ("men", "women", "poor_households"):
            count = getattr(self, name)
            _insist(count is None or 0 <= count <= 1_000_000, name, "This is no number of people.")


def _said(name: str, text: str, longest: int) -> str:
    said = mask_personal(tidy_text(text))
    _insist(bool(said), name, "This is missing.")
    _insist(len(said) <= longest, name, f"This has more than {longest} letters.")
    return said


def _insist(holds: bool, column: str, what: str) -> None:  # noqa: FBT001 - the condition itself.
    if not holds:
        raise BadLine(column, what)


COLUMNS = tuple(field.name for field in fields(LineDraft))


@dataclass(frozen=True, slots=True)
class Finding:
    """What an examination found at one gate: passed or not, and the evidence for it.

    The cost has an amount, whose source is the evidence.
    """

    passed: bool
    evidence: str
    cost_rupiah: Rupiah | None = None
