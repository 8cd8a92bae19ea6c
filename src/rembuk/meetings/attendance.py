"""How many of a group have to come (kuorum), and what of the counts everybody may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rembuk.meetings.minutes import Minutes
from rembuk.meetings.states import Crowd, Measure
from rembuk.programmes.rules import Quorum

# Of these groups the rules ask how many of the invited came; of all others, their share of those present.
OF_THE_INVITED = frozenset({"invited", Crowd.COUNCIL.value, Crowd.HAMLET_DELEGATES.value})
SMALLEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Turnout:
    """One demand of the rules and what became of it: `have` of `of` people came, `wanted` were needed."""

    group: str
    have: int
    of: int
    at_least_percent: int

    @property
    def wanted(self) -> int:
        """The least number of people, rounded up; one at least, of nobody as well."""
        return max(1, -(-self.of * self.at_least_percent // 100))

    @property
    def is_reached(self) -> bool:
        """Did enough come? Where nobody was counted or invited, it is not known, and so not reached."""
        return self.of > 0 and self.have >= self.wanted


def turnouts(demands: list[Quorum], minutes: Minutes, invited: Mapping[Crowd, int]) -> list[Turnout]:
    """Return what each demand of the rules came to."""
    present = minutes.count(Crowd.EVERYBODY) or 0
    found = []
    for demand in demands:
        if demand.group == "invited":
            have, of = present, invited.get(Crowd.EVERYBODY, 0)
        else:
            have = minutes.count(Crowd(demand.group)) or 0
            of = invited.get(Crowd(demand.group), 0) if demand.group in OF_THE_INVITED else present
        found.append(Turnout(demand.group, have, of, demand.at_least_percent))
    return found


def overcounted(minutes: Minutes) -> list[Crowd]:
    """Return the groups of which more came than came in all, or more spoke than came."""
    present = minutes.count(Crowd.EVERYBODY)
    return [
        group
        for group in Crowd
        if (came := minutes.count(group)) is not None
        and ((present is not None and came > present) or (minutes.count(group, Measure.SPOKE) or 0) > came)
    ]


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table for everybody; None where it is masked or was not counted."""

    shown: int | None
    is_masked: bool = False

    @property
    def is_known(self) -> bool:
        """Was it counted?"""
        return self.is_masked or self.shown is not None


def public_counts(minutes: Minutes, groups: list[Crowd]) -> dict[Crowd, dict[Measure, Cell]]:
    """Return the counts that everybody may see, by group and measure."""
    columns = {measure: public_cells(_counted(minutes, groups, measure)) for measure in Measure}
    return {group: {measure: columns[measure].get(group, Cell(None)) for measure in Measure} for group in groups}


def _counted(minutes: Minutes, groups: list[Crowd], measure: Measure) -> dict[Crowd, int]:
    counts = {group: minutes.count(group, measure) for group in groups}
    return {group: count for group, count in counts.items() if count is not None}


def public_cells(counts: Mapping[Crowd, int]) -> dict[Crowd, Cell]:
    """Return numbers of people as everybody may see them: one from 1 to 4 points at people, so it is masked.

    Women and men add up to everybody, so that one masked number could be worked out from the other two: then the next
    smallest of the three is masked as well (complementary suppression).
    """
    cells = {group: cell_of(count) for group, count in counts.items()}
    parts = [group for group in (Crowd.WOMEN, Crowd.MEN, Crowd.EVERYBODY) if group in cells]
    shown = [group for group in parts if not cells[group].is_masked]
    if len(parts) - len(shown) == 1 and len(shown) > 1:
        # A nought hides nobody, but shown beside the whole it gives the third number away.
        smallest = min(shown, key=lambda group: (group is Crowd.EVERYBODY, counts[group]))
        cells[smallest] = Cell(None, is_masked=True)
    return cells


def cell_of(count: int | None) -> Cell:
    """Return a count as everybody may see it."""
    is_small = count is not None and 0 < count < SMALLEST_SHOWN
    return Cell(None if is_small else count, is_masked=is_small)
