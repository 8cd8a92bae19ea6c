"""What people do with projects, from a line of the plan to something that stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.journal.amounts import amounts_of
from rembuk.journal.queries import Fact
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.models import Person
from rembuk.plans.models import PlanItem
from rembuk.plans.queries import shown_line_of
from rembuk.plans.states import ItemState
from rembuk.projects.bills import sum_of
from rembuk.projects.models import BillRow, Look, Measurement, Project
from rembuk.projects.permissions import (
    LOOKERS,
    MEASURERS,
    may_finish_project,
    may_halt_project,
    may_look_at_work,
    may_measure_work,
    may_prepare_project,
    may_start_project,
    may_strike_bill_row,
    may_write_bill,
)
from rembuk.projects.queries import bill_of, reach_of, witness_draw_of
from rembuk.projects.rows import new_project
from rembuk.projects.states import PROJECT_STATES, BillKind, ProjectState, Verdict
from rembuk.tenancy.moves import move
from rembuk.voices.permissions import role_of
from rembuk.voices.wording import line


class NotPlanned(ValueError):
    """Only what an approved plan holds is carried out; the message is the item's number."""


class AlreadyAProject(ValueError):
    """The item is a project already; the message is the project's number."""


class NotReadyToStart(ValueError):
    """The bill is empty, or wages are low and nobody said why."""


class NobodyDrawn(ValueError):
    """Residents who look are drawn before a work begins, or it is said why not; the message is its number."""


class NotSeenByOthers(ValueError):
    """Nothing is done that two others have not seen whole; the message says how far they have."""


class AlreadyJudged(ValueError):
    """Somebody judges a measurement once; the message is what they said."""


@dataclass(frozen=True)
class BillDraft:
    """A row of a bill before it is written; `key` is made by the form, so that a row sent twice is written once."""

    kind: BillKind
    what: str
    quantity: Decimal
    unit: str
    price_rupiah: int
    standard_rupiah: int | None = None
    is_self_help: bool = False
    price_source: str = ""
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides of what stands, where it has any; thickness at three points."""

    length_cm: int | None = None
    width_cm: int | None = None
    thickness_mm: tuple[int, int, int] | None = None


@transaction.atomic
def prepare_project(item: PlanItem, *, by: Person | None, at: datetime) -> Project:
    """Make a project of an item that the approved plan holds, with what its line promised."""
    if by is None or not may_prepare_project(by, item, at=at):
        raise PermissionDenied
    planned = shown_line_of(item)
    if item.state != ItemState.PLANNED or planned is None:
        raise NotPlanned(item.code)
    if known := Project.objects.filter(item=item).first():
        raise AlreadyAProject(known.code)
    planned.item = item
    project = new_project(planned, by=by, at=at)
    project.save(force_insert=True)
    _tell("project.prepared", project, by=by, at=at, sentence=project.title, amounts=amounts_of(project))
    return project


@transaction.atomic
def write_bill(project: Project, drafts: list[BillDraft], *, by: Person | None, at: datetime) -> None:
    """Add rows to the bill of a project that has not begun."""
    if not may_write_bill(by, project, at=at):
        raise PermissionDenied
    _only_from(project, ProjectState.PREPARED)
    written = set(BillRow.objects.filter(key__in=[one.key for one in drafts if one.key]).values_list("key", flat=True))
    new = [draft for draft in drafts if draft.key not in written]
    rows = [BillRow.objects.create(project=project, **vars(draft)) for draft in new]
    if rows:
        _tell("project.bill_written", project, by=by, at=at, amounts=amounts_of(*rows))


@transaction.atomic
def strike_bill_row(row: BillRow, why: str, *, by: Person | None, at: datetime) -> None:
    """Strike a row that was written by mistake, before the project begins; it stays, with the reason."""
    if not may_strike_bill_row(by, row, at=at):
        raise PermissionDenied
    _only_from(row.project, ProjectState.PREPARED)
    if row.struck_at is not None:
        return
    row.struck_at, row.struck_why = at, line(why, "reason", longest=300)
    row.save(update_fields=["struck_at", "struck_why"])
    _tell("project.bill_row_struck", row.project, by=by, at=at, sentence=row.what, why=row.struck_why)


@transaction.atomic
def start_project(
    project: Project, low_wage_why: str = "", unwitnessed_why: str = "", *, by: Person | None, at: datetime
) -> None:
    """Let a project begin once its bill is written and a draw of residents who look at it is announced.

    Where wages are under half, or where no residents are to be drawn, it is said why.
    """
    if not may_start_project(by, project, at=at):
        raise PermissionDenied
    PROJECT_STATES.check(ProjectState(project.state), ProjectState.STARTED)
    _only_from(project, ProjectState.PREPARED)
    rows = list(bill_of(project))
    if not rows or (sum_of(rows).is_low_on_wages and not low_wage_why.strip()):
        raise NotReadyToStart(project.code)
    if witness_draw_of(project) is None and not unwitnessed_why.strip():
        raise NobodyDrawn(project.code)
    low_wage, unwitnessed = (_reason(why) for why in (low_wage_why, unwitnessed_why))
    whys = {"low_wage_why": low_wage, "unwitnessed_why": unwitnessed}
    move(project, PROJECT_STATES, to=ProjectState.STARTED, started_at=at, **whys)
    _tell("project.started", project, by=by, at=at, why=" ".join(why for why in whys.values() if why))


@transaction.atomic
def halt_project(project: Project, why: str, *, by: Person | None, at: datetime) -> None:
    """Halt a project and say why."""
    if not may_halt_project(by, project, at=at):
        raise PermissionDenied
    said = line(why, "reason", longest=300)
    move(project, PROJECT_STATES, to=ProjectState.HALTED, halted_why=said)
    _tell("project.halted", project, by=by, at=at, why=said)


@transaction.atomic
def resume_project(project: Project, *, by: Person | None, at: datetime) -> None:
    """Let a halted project go on."""
    if not may_halt_project(by, project, at=at):
        raise PermissionDenied
    _only_from(project, ProjectState.HALTED)
    move(project, PROJECT_STATES, to=ProjectState.STARTED, halted_why="")
    _tell("project.resumed", project, by=by, at=at)


@transaction.atomic
def measure_work(
    project: Project,
    amount: Decimal,
    words: str,
    key: UUID | None = None,
    sides: Sides = Sides(),
    *,
    by: Person | None,
    at: datetime,
) -> Measurement:
    """Write down how much stands by now, counted from the beginning; others still have to look. A key counts once."""
    if by is None or not may_measure_work(by, project, at=at):
        raise PermissionDenied
    if key and (known := Measurement.objects.filter(project=project, key=key).first()):
        return known
    _only_from(project, ProjectState.STARTED)
    first, second, third = sides.thickness_mm or (None, None, None)
    measurement = Measurement.objects.create(
        project=project,
        amount=amount,
        length_cm=sides.length_cm,
        width_cm=sides.width_cm,
        first_thickness_mm=first,
        second_thickness_mm=second,
        third_thickness_mm=third,
        words=line(words, "words", longest=300),
        measured_by=by,
        measured_as=role_of(by, MEASURERS, project.region_number, at=at),
        measured_at=at,
        key=key,
    )
    facts = {"sentence": measurement.words, "amount": str(amount), **_told_sides(sides)}
    _tell("project.measured", project, by=by, at=at, amounts=amounts_of(measurement), **facts)
    return measurement


def _told_sides(sides: Sides) -> dict[str, str]:
    told = {name: str(side) for name in ("length_cm", "width_cm") if (side := getattr(sides, name)) is not None}
    return told | ({"thickness_mm": " ".join(map(str, sides.thickness_mm))} if sides.thickness_mm else {})


@transaction.atomic
def look_at_work(
    measurement: Measurement, verdict: Verdict, words: str = "", *, by: Person | None, at: datetime
) -> Look:
    """Say of a measurement whether it is so; whoever doubts says why. Saying the same twice counts once."""
    if by is None or not may_look_at_work(by, measurement, at=at):
        raise PermissionDenied
    if known := Look.objects.filter(measurement=measurement, looked_by=by).first():
        return _the_same(known, verdict)
    _only_from(measurement.project, ProjectState.STARTED)
    is_bare = verdict == Verdict.CONFIRMED and not words.strip()
    look = Look.objects.create(
        measurement=measurement,
        measured_by=measurement.measured_by,
        verdict=verdict,
        words="" if is_bare else line(words, "words", longest=300),
        looked_by=by,
        looked_as=role_of(by, LOOKERS, measurement.project.region_number, at=at),
        looked_at=at,
    )
    _tell("project.looked_at", measurement.project, by=by, at=at, sentence=look.words, verdict=verdict.value)
    return look


def _the_same(known: Look, verdict: Verdict) -> Look:
    if known.verdict != verdict:
        raise AlreadyJudged(known.verdict)
    return known


@transaction.atomic
def finish_project(project: Project, *, by: Person | None, at: datetime) -> None:
    """Call a project done; refused until two others, and residents drawn by lot, have seen all of it stand."""
    if not may_finish_project(by, project, at=at):
        raise PermissionDenied
    reach = reach_of(project)
    if reach.seen < project.volume or reach.is_disputed:
        raise NotSeenByOthers(f"{project.code}: {reach.seen} {project.unit}")
    move(project, PROJECT_STATES, to=ProjectState.DONE, done_at=at)
    _tell("project.done", project, by=by, at=at)


def _reason(why: str) -> str:
    return line(why, "reason", longest=300) if why.strip() else ""


def _only_from(project: Project, state: ProjectState) -> None:
    if project.state != state:
        raise MoveNotAllowed(f"{project.code} is {project.state}, not {state}")


def _tell(kind: str, project: Project, *, by: Person | None, at: datetime, **facts: Fact) -> None:
    told = {name: fact for name, fact in {"number": project.code, **facts}.items() if fact}
    record_act(kind, project, by=by, at=at, public=True, region_number=project.region_number, **told)
