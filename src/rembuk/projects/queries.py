"""Questions about projects; nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from rembuk.kernel.codes import read_code
from rembuk.kernel.money import Rupiah
from rembuk.kernel.periods import local_day
from rembuk.people.models import Person
from rembuk.projects.models import (
    BillRow,
    Delivery,
    Draw,
    Handover,
    Look,
    Measurement,
    Project,
    TeamMember,
    Ticket,
    WorkChange,
    WorkPhoto,
)
from rembuk.projects.states import ChangeState, DrawKind, DrawState, HandoverState, Verdict
from rembuk.voices.queries import NotACursor
from rembuk.voices.queries.figures import inside

# Whoever measured, and two others: three pairs of eyes.
OTHERS_NEEDED = 2


@dataclass(frozen=True)
class Reach:
    """How far a project is: what two others have seen, and what the team says. The truth lies between."""

    seen: Decimal
    claimed: Decimal
    is_disputed: bool

    def percent_seen(self, volume: Decimal) -> int:
        """The part that others have seen, in whole per cent, never rounded up."""
        return min(100, int(self.seen * 100 / volume))

    def percent_claimed(self, volume: Decimal) -> int:
        """The part that the team says it has built, in whole per cent, never rounded up."""
        return min(100, int(self.claimed * 100 / volume))


NOTHING = Reach(Decimal(0), Decimal(0), is_disputed=False)


@dataclass(frozen=True)
class Step:
    """How far a project was on a day: what the team said and what others had seen, in whole per cent."""

    on: date
    claimed: int
    seen: int
    reach: Reach = field(default=NOTHING, compare=False)
    measurement: Measurement | None = field(default=None, compare=False)


@dataclass(frozen=True)
class ProjectPage:
    """Some projects, and where the next ones begin; None at the end."""

    rows: list[Project]
    older: str | None


def project_by_code(code: str, among: QuerySet[Project] | None = None) -> Project:
    """Return the project with this number, however it is typed; raise NotACode or Project.DoesNotExist."""
    rows = Project.objects.all() if among is None else among
    return rows.select_related("region__parent__parent__parent", "item__need").get(code=read_code(code))


def list_projects(
    region_number: int | None = None, state: str = "", after: str | None = None, limit: int = 12
) -> ProjectPage:
    """Return projects, the latest prepared first, from a place that an earlier page named; else raise NotACursor."""
    rows = inside(Project.objects.select_related("region"), region_number)
    if state:
        rows = rows.filter(state=state)
    if after:
        rows = rows.filter(id__lt=_read_cursor(after))
    found = list(rows.order_by("-id")[: limit + 1])
    return ProjectPage(found[:limit], found[limit - 1].id.hex if len(found) > limit else None)


def project_sums(region_number: int) -> QuerySet[Project, tuple[str, int, Rupiah]]:
    """Return for each state how many projects of a region are in it, and what they cost together."""
    rows: QuerySet[Project] = inside(Project.objects.order_by(), region_number)
    sums = rows.values("state").annotate(many=Count("pk"), rupiah=Sum("cost_rupiah"))
    return sums.values_list("state", "many", "rupiah")


def bill_of(project: Project) -> QuerySet[BillRow]:
    """Return the bill of a project as it was written, without what was struck.

    `delivered` is what has come of a row, `claimed` how much of the work stands by what the team says.
    """
    rows = BillRow.objects.filter(project=project, struck_at__isnull=True)
    came = Delivery.objects.filter(row=OuterRef("pk"), tenant=OuterRef("tenant")).order_by().values("row")
    latest = Measurement.objects.filter(project=project).order_by("-measured_at", "-id").values("amount")[:1]
    delivered = came.annotate(sum=Sum("quantity")).values("sum")
    return rows.annotate(delivered=Subquery(delivered), claimed=Subquery(latest)).order_by("id")


def delivered(row: BillRow) -> Decimal | None:
    """Return how much of a row of `bill_of` has come, None where nothing was written down."""
    came: Decimal | None = vars(row)["delivered"]
    return came


def claimed(row: BillRow) -> Decimal:
    """Return how much of the work of a row of `bill_of` stands by what the team says."""
    stands: Decimal | None = vars(row)["claimed"]
    return stands or Decimal(0)


def team_of(project: Project) -> QuerySet[TeamMember]:
    """Return who carries a project out, in the order they were named."""
    return TeamMember.objects.filter(project=project).order_by("named_at", "id")


def changes_of(project: Project) -> QuerySet[WorkChange]:
    """Return what was asked for while a project was built, first to last."""
    return WorkChange.objects.filter(project=project).order_by("asked_at", "id")


def change_waiting(project: Project) -> WorkChange | None:
    """Return the change that waits for a second person, or None."""
    return changes_of(project).filter(state=ChangeState.ASKED).first()


def photos_of_work(project: Project) -> QuerySet[WorkPhoto]:
    """Return the photos of a project, first to last."""
    return WorkPhoto.objects.filter(project=project).select_related("photo").order_by("added_at", "id")


def is_photo_of_work(digest: str) -> bool:
    """Does the photo with this digest show a work? Then everybody may see it."""
    return WorkPhoto.objects.filter(photo__digest=digest).exists()


def measurements_of(project: Project) -> QuerySet[Measurement]:
    """Return what was measured, first to last."""
    return Measurement.objects.filter(project=project).order_by("measured_at", "id")


def looks_at(project: Project) -> QuerySet[Look]:
    """Return what others said who went there, first to last."""
    return Look.objects.filter(measurement__project=project).order_by("looked_at", "id")


def handover_of(project: Project) -> Handover | None:
    """Return the handover of a project that was not sent back, or None."""
    kept = Handover.objects.filter(project=project).exclude(state=HandoverState.SENT_BACK)
    return kept.order_by("-offered_at", "-id").first()


def witness_draw_of(project: Project) -> Draw | None:
    """Return the draw of residents who look at a project, or None."""
    return Draw.objects.filter(project=project, kind=DrawKind.WITNESSES).first()


def tickets_of(draw: Draw) -> QuerySet[Ticket]:
    """Return the list of a draw, by name."""
    return Ticket.objects.filter(draw=draw).order_by("name")


def is_witness(person: Person, project: Project) -> bool:
    """Was somebody drawn to look at a project?"""
    drawn = Ticket.objects.filter(person=person, place__isnull=False)
    return drawn.filter(draw__project=project, draw__state=DrawState.DRAWN).exists()


def witnesses_of(project: Project) -> QuerySet[Person]:
    """Return the residents who were drawn to look at a project."""
    drawn = Ticket.objects.filter(draw__project=project, draw__state=DrawState.DRAWN, place__isnull=False)
    return Person.objects.filter(pk__in=drawn.values("person"))


def works_to_look_at(person: Person) -> QuerySet[Project]:
    """Return the projects that somebody was drawn to look at, the latest first."""
    drawn = Ticket.objects.filter(person=person, place__isnull=False, draw__state=DrawState.DRAWN)
    return Project.objects.filter(pk__in=drawn.values("draw__project")).select_related("region").order_by("-id")


def audit_ticket_of(project: Project) -> Ticket | None:
    """Return where a project stands on the list of an audit draw, or None; with a place if it was drawn."""
    return Ticket.objects.filter(project=project).select_related("draw").order_by("-draw__announced_at", "-id").first()


def list_draws(region_number: int, limit: int = 50) -> QuerySet[Draw]:
    """Return the latest audit draws of a region and inside it."""
    audits = inside(Draw.objects.filter(kind=DrawKind.AUDIT).select_related("region"), region_number)
    return audits.order_by("-announced_at", "-id")[:limit]


def draw_by_id(key: UUID) -> Draw:
    """Return a draw with its place; raise Draw.DoesNotExist."""
    return Draw.objects.select_related("region", "project").get(pk=key)


def work_code(item: str, row: str = "pk") -> Subquery:
    """Return, for a query of other rows, the number of the project that carries out a plan item.

    `item` is how a project names what `row` holds: "item" for a plan item, "item__need" for its need.
    """
    works = Project.objects.filter(**{item: OuterRef(row)}, tenant=OuterRef("tenant"))
    return Subquery(works.values("code")[:1])


def reach_of(project: Project) -> Reach:
    """Return how far a project is."""
    return reaches_of([project])[project.pk]


def reaches_of(projects: Iterable[Project], *, until: datetime | None = None) -> dict[UUID, Reach]:
    """Return how far each project is, in one query; the latest measurement counts, and of those two others saw.

    With a moment, nothing counts that was measured after it.
    """
    reaches = {project.pk: NOTHING for project in projects}
    measured = _judged(reaches)
    for measurement in measured.filter(measured_at__lte=until) if until else measured:
        reaches[measurement.project_id] = _after(measurement, reaches[measurement.project_id])
    return reaches


def progress_of(project: Project) -> list[Step]:
    """Return how far a project was after each measurement, first to last, in whole per cent."""
    reach, steps = NOTHING, []
    for measurement in _judged([project.pk]):
        reach = _after(measurement, reach)
        claimed, seen = reach.percent_claimed(project.volume), reach.percent_seen(project.volume)
        steps.append(Step(local_day(measurement.measured_at), claimed, seen, reach, measurement))
    return steps


def _after(measurement: Measurement, before: Reach) -> Reach:
    return Reach(
        seen=measurement.amount if _is_seen(measurement) else min(before.seen, measurement.amount),
        claimed=measurement.amount,
        is_disputed=bool(vars(measurement)["disputed"]),
    )


def _is_seen(measurement: Measurement) -> bool:
    judged = vars(measurement)
    by_lot = judged["witnessed"] >= judged["needed"]
    return bool(judged["confirmed"] >= OTHERS_NEEDED and by_lot and not judged["disputed"])


def _judged(projects: Iterable[UUID]) -> QuerySet[Measurement]:
    measurements = Measurement.objects.filter(project__in=list(projects)).order_by("measured_at", "id")
    return measurements.annotate(
        confirmed=_looks(Verdict.CONFIRMED),
        disputed=_looks(Verdict.DISPUTED),
        witnessed=_looks(Verdict.CONFIRMED, looked_as=""),
        needed=F("project__witnesses_needed"),
    )


def _looks(verdict: Verdict, **by: str) -> Coalesce:
    here = {"measurement": OuterRef("pk"), "tenant": OuterRef("tenant"), "verdict": verdict, **by}
    counted = Look.objects.filter(**here).order_by().values("measurement").annotate(many=Count("pk"))
    return Coalesce(Subquery(counted.values("many"), output_field=IntegerField()), 0)


def _read_cursor(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotACursor(text) from error
