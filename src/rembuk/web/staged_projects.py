"""A sample project: the first planned item under construction, written plainly, for pages that show one."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from rembuk.people.models import Person
from rembuk.plans.models import PlanLine
from rembuk.projects.models import BillRow, Look, Measurement, Project
from rembuk.projects.rows import new_project
from rembuk.projects.states import BillKind, ProjectState, Verdict
from rembuk.regions.models import Region
from rembuk.web.samples import NoSample, Parts, village


def project(_owner: Person | None) -> Parts:
    """Name a project of the kampung whose staff look at the other pages, or else the first."""
    projects = Project.objects.order_by("id")
    found = projects.filter(region__code=village(None)["code"]).first() or projects.first()
    if found is None:
        raise NoSample("There is no project in this database.")
    return {"code": found.code}


def give_project(region: Region, *, at: datetime, by: Person, looked_by: Person) -> None:
    """Let the first planned line of a region be half built, measured and looked at."""
    near = ("item__region", "plan")
    planned = PlanLine.objects.filter(plan__region=region).select_related(*near).order_by("item_id").first()
    if planned is not None:
        build(planned, at=at, by=by, looked_by=looked_by)


def build(planned: PlanLine, *, at: datetime, by: Person, looked_by: Person) -> Project:
    """Write a project of a line with a bill, a measurement and what somebody else saw."""
    made = new_project(planned, by=by, at=at)
    made.state, made.started_at = ProjectState.STARTED, at
    made.save(force_insert=True)
    for kind in BillKind:
        BillRow.objects.create(
            project=made, kind=kind, what="Contoh", quantity=Decimal(10), unit="unit", price_rupiah=50_000
        )
    measurement = Measurement.objects.create(
        project=made, amount=made.volume / 2, words="Diukur.", measured_by=by, measured_as="officer", measured_at=at
    )
    Look.objects.create(
        measurement=measurement,
        measured_by=by,
        verdict=Verdict.CONFIRMED,
        looked_by=looked_by,
        looked_as="facilitator",
        looked_at=at,
    )
    return made
