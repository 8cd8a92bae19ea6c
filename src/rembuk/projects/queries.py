"""Questions about projects; nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from rembuk.kernel.codes import read_code
from rembuk.kernel.money import Rupiah
from rembuk.projects.models import BillRow, Look, Measurement, Project, TeamMember, WorkChange, WorkPhoto
from rembuk.projects.states import ChangeState, Verdict
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


@dataclass(frozen=True)
class ProjectPage:
    """Some projects, and where the next ones begin; None at the end."""

    rows: list[Project]
    older: str | None


def project_by_code(code: str) -> Project:
    """Return the project with this number, however it is typed; raise NotACode or Project.DoesNotExist."""
    return Project.objects.select_related("region", "item__need").get(code=read_code(code))


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
    """Return the bill of a project as it was written, without what was struck."""
    return BillRow.objects.filter(project=project, struck_at__isnull=True).order_by("id")


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


def reach_of(project: Project) -> Reach:
    """Return how far a project is."""
    return reaches_of([project])[project.pk]


def reaches_of(projects: Iterable[Project]) -> dict[UUID, Reach]:
    """Return how far each project is, in one query; the latest measurement counts, and of those two others saw."""
    reaches = {project.pk: Reach(Decimal(0), Decimal(0), is_disputed=False) for project in projects}
    for measurement in _judged(reaches):
        before = reaches[measurement.project_id]
        is_seen = vars(measurement)["confirmed"] >= OTHERS_NEEDED and not vars(measurement)["disputed"]
        reaches[measurement.project_id] = Reach(
            seen=measurement.amount if is_seen else min(before.seen, measurement.amount),
            claimed=measurement.amount,
            is_disputed=bool(vars(measurement)["disputed"]),
        )
    return reaches


def _judged(projects: Iterable[UUID]) -> QuerySet[Measurement]:
    measurements = Measurement.objects.filter(project__in=list(projects)).order_by("measured_at", "id")
    return measurements.annotate(
        confirmed=_looks(Verdict.CONFIRMED),
        disputed=_looks(Verdict.DISPUTED),
    )


def _looks(verdict: Verdict) -> Coalesce:
    here = {"measurement": OuterRef("pk"), "tenant": OuterRef("tenant"), "verdict": verdict}
    counted = Look.objects.filter(**here).order_by().values("measurement").annotate(many=Count("pk"))
    return Coalesce(Subquery(counted.values("many"), output_field=IntegerField()), 0)


def _read_cursor(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotACursor(text) from error
