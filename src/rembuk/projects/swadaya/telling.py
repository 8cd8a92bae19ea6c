"""What every act about gotong royong has in common: it has the number of the work, and names nobody who gave."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Model

from rembuk.journal.actions import record_act
from rembuk.journal.queries import Fact
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.models import Person
from rembuk.projects.models import Project
from rembuk.projects.states import ProjectState


def insist_on_open(project: Project) -> None:
    """Refuse with MoveNotAllowed what comes after a project is done."""
    if project.state == ProjectState.DONE:
        raise MoveNotAllowed(f"{project.code} is done")


def tell(
    kind: str, subject: Model, project: Project, *, by: Person | None, at: datetime, public: bool = False, **facts: Fact
) -> None:
    """Write an act about something given to a project; without `public` it is for those who look after the place."""
    told = {name: fact for name, fact in {"number": project.code, **facts}.items() if fact}
    record_act(kind, subject, by=by, at=at, public=public, region_number=project.region_number, **told)
