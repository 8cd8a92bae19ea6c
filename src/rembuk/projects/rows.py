"""What a project looks like before it is written."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from rembuk.people.models import Person
from rembuk.plans.models import PlanLine
from rembuk.projects.models import Project
from rembuk.voices.numbers import candidates

PREFIX = "KJ"
_KEYS = UUID("8d7c9a55-6b1c-4e0b-93b4-5d0f0a1f7c21")
_COLUMNS = ("title", "place", "volume", "unit", "cost_rupiah", "first_month", "last_month", "mode")


def new_project(line: PlanLine, *, by: Person, at: datetime) -> Project:
    """Return the project of a line of a plan, with a number of its own."""
    return Project(
        code=_number(line),
        item=line.item,
        region=line.item.region,
        region_number=line.item.region_number,
        year=line.plan.year,
        team=line.implementer,
        prepared_by=by,
        prepared_at=at,
        **{name: getattr(line, name) for name in _COLUMNS},
    )


def _number(line: PlanLine) -> str:
    # Drawn from its item, so that the same invented year gives the same numbers.
    key = uuid5(_KEYS, line.item.code)
    return next(code for code in candidates(PREFIX, key) if not Project.objects.filter(code=code).exists())
