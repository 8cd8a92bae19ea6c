"""A sample project: the first planned item under construction, written plainly, for pages that show one."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from rembuk.engines.sortition import digest_of_list, seal
from rembuk.people.models import Person
from rembuk.plans.models import PlanLine
from rembuk.projects.models import BillRow, Draw, Look, Measurement, Project, Ticket
from rembuk.projects.rows import new_project
from rembuk.projects.states import BillKind, DrawKind, ProjectState, Verdict
from rembuk.regions.models import Region
from rembuk.web.samples import NoSample, Parts, village

SEALED = "contoh"


def project(_owner: Person | None) -> Parts:
    """Name a project of the kampung whose staff look at the other pages, or else the first."""
    projects = Project.objects.order_by("id")
    found = projects.filter(region__code=village(None)["code"]).first() or projects.first()
    if found is None:
        raise NoSample("There is no project in this database.")
    return {"code": found.code}


def draw(_owner: Person | None) -> Parts:
    """Name the first draw by lot."""
    found = Draw.objects.order_by("announced_at", "id").first()
    if found is None:
        raise NoSample("There is no draw in this database.")
    return {"draw": found.pk}


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
    _announce_audit(made, at=at, by=by)
    return made


def _announce_audit(project: Project, *, at: datetime, by: Person) -> None:
    where = {"region": project.region, "region_number": project.region_number}
    sealed = {"sealed": seal(SEALED), "list_digest": digest_of_list([project.code]), "secret": SEALED}
    made = Draw.objects.create(kind=DrawKind.AUDIT, seats=1, announced_by=by, announced_at=at, **where, **sealed)
    Ticket.objects.create(draw=made, name=project.code, project=project)
