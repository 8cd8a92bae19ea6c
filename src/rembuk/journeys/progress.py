"""What has come of the plans of a region: how much of them has money, and how much is being built or finished."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from rembuk.finance.queries import funded_sums
from rembuk.kernel.money import Rupiah
from rembuk.plans.queries import planned_sums
from rembuk.priorities.rounds import decided_sums
from rembuk.projects.queries import project_sums
from rembuk.projects.states import ProjectState
from rembuk.regions.models import Region


class Sums(NamedTuple):
    """How many items, and what they cost."""

    many: int
    rupiah: Rupiah


NOTHING: Final = Sums(0, 0)


@dataclass(frozen=True, slots=True)
class Progress:
    """What stands in approved plans, which rounds are decided, and what has money, was begun, and is finished."""

    planned: Sums
    decided: Sums
    funded: Sums
    begun: Sums
    finished: Sums


def progress_in(region: Region) -> Progress:
    """Return how far the plans of a region and of the places in it have come, in one query."""
    later = (decided_sums(region.number), funded_sums(region.number), project_sums(region.number))
    rows = planned_sums(region.number).union(*later, all=True)
    sums = {stage: Sums(many, rupiah) for stage, many, rupiah in rows}
    begun = [sums.get(state, NOTHING) for state in ProjectState if state != ProjectState.PREPARED]
    return Progress(
        planned=sums.get("planned", NOTHING),
        decided=sums.get("decided", NOTHING),
        funded=sums.get("funded", NOTHING),
        begun=Sums(sum(one.many for one in begun), sum(one.rupiah for one in begun)),
        finished=sums.get(ProjectState.DONE, NOTHING),
    )
