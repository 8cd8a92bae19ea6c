"""What every act about gotong royong has in common: it is about the project, and names nobody who gave."""

from __future__ import annotations

from datetime import datetime

from rembuk.journal.actions import record_act
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.models import Person
from rembuk.projects.models import Project
from rembuk.projects.states import ProjectState


def insist_on_open(project: Project) -> None:
    """Refuse with MoveNotAllowed what comes after a project is done."""
    if project.state == ProjectState.DONE:
        raise MoveNotAllowed(f"{project.code} is done")


def tell(kind: str, project: Project, *, by: Person | None, at: datetime, public: bool = False, **facts: str) -> None:
    """Write an act about a project; without `public` it is for those who look after the place."""
    told = {name: fact for name, fact in {"number": project.code, **facts}.items() if fact}
    record_act(kind, project, by=by, at=at, public=public, region_number=project.region_number, **told)
