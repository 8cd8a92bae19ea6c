"""All that stands in public about one project, read once for a page that shows it whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from rembuk.projects.buying import Bought, bought_for
from rembuk.projects.models import BillRow, Project, TeamMember, WorkChange
from rembuk.projects.queries import NOTHING, Reach, Step, bill_of, changes_of, progress_of, team_of


@dataclass(frozen=True)
class Dossier:
    """A project with its bill, team and changes, what was bought, and how far it was after each measurement."""

    project: Project
    bill: list[BillRow]
    team: list[TeamMember]
    changes: list[WorkChange]
    steps: list[Step]
    bought: list[Bought] = field(default_factory=list)

    @property
    def reach(self) -> Reach:
        """How far the project is by now."""
        return self.steps[-1].reach if self.steps else NOTHING


def dossier_of(project: Project) -> Dossier:
    """Return all of it, in five queries."""
    bill, team = list(bill_of(project)), list(team_of(project))
    return Dossier(project, bill, team, list(changes_of(project)), progress_of(project), bought_for(project))
