"""What waits for somebody to do about works: lists per kind, the longest waiting first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.periods import WIB, Span, Unit, deadline, local_day, months_after
from rembuk.people.models import Person
from rembuk.people.queries import held_by
from rembuk.people.roles import Role
from rembuk.plans.activities import built_codes
from rembuk.plans.models import PlanItem, PlanLine
from rembuk.plans.states import ItemState, PlanState
from rembuk.projects.impact import follow_ups_due, without_baseline
from rembuk.projects.models import BillRow, Draw, Handover, Look, Measurement, Project
from rembuk.projects.permissions import IMPACT_READERS, LOOKERS, MEASURERS, PREPARERS
from rembuk.projects.queries import reaches_of
from rembuk.projects.states import MONTHS_AFTER, DrawKind, DrawState, HandoverState, ImpactMoment, ProjectState, Verdict
from rembuk.voices.queries.lists import last_number


class WorkTaskKind(TextChoices):
    """What is to be done, in the order in which a project meets it."""

    PREPARE = "prepare", _("planned, not yet a project")
    BILL = "bill", _("needs a bill")
    BASELINE = "baseline", _("measure how it is before work begins")
    ANNOUNCE = "announce", _("announce a draw of residents who look")
    DRAW = "draw", _("the list is closed: draw the residents who look")
    START = "start", _("ready to begin")
    ANSWER = "answer", _("somebody says it is not so: measure again")
    MEASURE = "measure", _("to measure again")
    LOOK = "look", _("go there and look")
    RESUME = "resume", _("halted: decide how it goes on")
    FINISH = "finish", _("seen by others: call it done")
    OFFER = "offer", _("finished: hand over to those who care for it")
    TAKE_OVER = "take_over", _("take over for residents, or send back")
    HALF_YEAR_AFTER = "half_year_after", _("handed over 6 months ago: measure how it is now")
    YEAR_AFTER = "year_after", _("handed over 12 months ago: measure how it is now")
    TWO_YEARS_AFTER = "two_years_after", _("handed over 24 months ago: measure how it is now")


# Working days from when something began to wait. First proposals, to be agreed on by each programme.
SPANS: Final = {
    WorkTaskKind.PREPARE: Span(10, Unit.WORKING_DAYS),
    WorkTaskKind.BILL: Span(10, Unit.WORKING_DAYS),
    WorkTaskKind.BASELINE: Span(10, Unit.WORKING_DAYS),
    WorkTaskKind.ANNOUNCE: Span(5, Unit.WORKING_DAYS),
    WorkTaskKind.DRAW: Span(5, Unit.WORKING_DAYS),
    WorkTaskKind.START: Span(5, Unit.WORKING_DAYS),
    WorkTaskKind.ANSWER: Span(5, Unit.WORKING_DAYS),
    WorkTaskKind.MEASURE: Span(10, Unit.WORKING_DAYS),
    WorkTaskKind.LOOK: Span(5, Unit.WORKING_DAYS),
    WorkTaskKind.RESUME: Span(10, Unit.WORKING_DAYS),
    WorkTaskKind.FINISH: Span(5, Unit.WORKING_DAYS),
    WorkTaskKind.OFFER: Span(10, Unit.WORKING_DAYS),
    WorkTaskKind.TAKE_OVER: Span(5, Unit.WORKING_DAYS),
    WorkTaskKind.HALF_YEAR_AFTER: Span(20, Unit.WORKING_DAYS),
    WorkTaskKind.YEAR_AFTER: Span(20, Unit.WORKING_DAYS),
    WorkTaskKind.TWO_YEARS_AFTER: Span(20, Unit.WORKING_DAYS),
}
# These are late only once the month has come in which the plan begins the work.
BEFORE_IT_BEGINS: Final = frozenset({
    WorkTaskKind.PREPARE,
    WorkTaskKind.BILL,
    WorkTaskKind.BASELINE,
    WorkTaskKind.ANNOUNCE,
    WorkTaskKind.DRAW,
    WorkTaskKind.START,
})  # fmt: skip
# These begin to wait so many months after the handover.
FOLLOW_UPS: Final = {
    WorkTaskKind.HALF_YEAR_AFTER: ImpactMoment.HALF_YEAR,
    WorkTaskKind.YEAR_AFTER: ImpactMoment.YEAR,
    WorkTaskKind.TWO_YEARS_AFTER: ImpactMoment.TWO_YEARS,
}


@dataclass(frozen=True, slots=True)
class WorkTask:
    """One thing to do about a project, since when and until when; `code` is an item's number where none is made yet."""

    code: str
    title: str
    region_name: str
    since: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class WorkTasks:
    """The tasks of one kind, the longest waiting first; `more` if the list goes on."""

    kind: WorkTaskKind
    rows: list[WorkTask]
    more: bool


def work_tasks(
    person: Person | None, days_off: frozenset[date] = frozenset(), *, at: datetime, limit: int = 50
) -> list[WorkTasks]:
    """Return what waits for this person by their roles, one list for each kind that has something."""
    if person is None or not person.is_active:
        return []
    grants = held_by(person, at=at)
    lists = [_listed(kind, rows, days_off, limit) for kind, rows in _waiting(person, grants, at)]
    return [one for one in lists if one.rows]


Rows = QuerySet[Any]  # Any: annotated with `since`.


def _waiting(person: Person, grants: list[tuple[Role, int]], at: datetime) -> Iterable[tuple[WorkTaskKind, Rows]]:
    preparers, measurers = _places(grants, PREPARERS), _places(grants, MEASURERS)
    heads, lookers = _places(grants, (Role.HEAD,)), _places(grants, LOOKERS)
    begun = Project.objects.filter(state=ProjectState.STARTED).annotate(measured_at=_latest("measured_at"))
    begun = begun.annotate(since=F("measured_at"))
    prepared = Project.objects.filter(state=ProjectState.PREPARED).annotate(since=F("prepared_at"))
    billed, disputed = Exists(_own(BillRow)), Exists(_disputes())
    yield WorkTaskKind.PREPARE, _unmade().filter(preparers)
    yield WorkTaskKind.BILL, prepared.filter(~billed, preparers)
    readers = _places(grants, IMPACT_READERS)
    yield WorkTaskKind.BASELINE, without_baseline(prepared.filter(readers))
    announced = _own(Draw).filter(kind=DrawKind.WITNESSES)
    drawers = _places(grants, (Role.FACILITATOR, Role.COUNCIL))
    yield WorkTaskKind.ANNOUNCE, prepared.filter(~Exists(announced), drawers)
    yield WorkTaskKind.DRAW, _undrawn(announced, person).filter(drawers)
    yield WorkTaskKind.START, prepared.filter(billed, heads).exclude(prepared_by=person)
    yield WorkTaskKind.ANSWER, begun.filter(disputed, measurers)
    yield WorkTaskKind.MEASURE, _unmeasured(at).filter(measurers)
    yield WorkTaskKind.LOOK, _unseen(begun, person).filter(lookers)
    yield WorkTaskKind.RESUME, Project.objects.filter(heads, state=ProjectState.HALTED).annotate(since=F("started_at"))
    yield WorkTaskKind.FINISH, _seen(begun.filter(~disputed, heads).exclude(prepared_by=person))
    finished = Project.objects.filter(state=ProjectState.DONE)
    offered = _own(Handover).filter(state=HandoverState.OFFERED)
    yield WorkTaskKind.OFFER, finished.filter(~Exists(offered), heads).annotate(since=F("done_at"))
    waiting = finished.annotate(since=Subquery(offered.values("offered_at")[:1])).filter(since__isnull=False)
    yield WorkTaskKind.TAKE_OVER, waiting.filter(_places(grants, (Role.COUNCIL,)))
    for kind, moment in FOLLOW_UPS.items():
        yield kind, follow_ups_due(Project.objects.filter(readers), moment, local_day(at))


def _places(grants: list[tuple[Role, int]], roles: Iterable[Role]) -> Q:
    """Match what lies where one of the roles is held; nothing where none is."""
    inside = Q(pk__in=[])
    for role, number in grants:
        if role in roles:
            inside |= Q(region_number__range=(number, last_number(number)))
    return inside


def _unmade() -> Rows:
    """Planned items that build something; a training or a service needs no project."""
    here = {"item": OuterRef("pk"), "tenant": OuterRef("tenant")}
    lines = PlanLine.objects.filter(**here, plan__year=OuterRef("year"), plan__state=PlanState.APPROVED)
    first_month = lines.filter(activity_code__in=built_codes()).values("first_month")[:1]
    items: Rows = PlanItem.objects.filter(~Exists(Project.objects.filter(**here)), state=ItemState.PLANNED)
    waiting: Rows = items.annotate(since=F("decision__decided_at"), first_month=Subquery(first_month))
    return waiting.filter(since__isnull=False, first_month__isnull=False)


def _undrawn(announced: Rows, person: Person) -> Rows:
    """Works whose list of residents is closed; somebody else than who sealed the secret says the word."""
    waiting = announced.filter(state=DrawState.ANNOUNCED).exclude(announced_by=person)
    rows: Rows = Project.objects.annotate(since=Subquery(waiting.values("announced_at")[:1]))
    return rows.filter(since__isnull=False)


def _unmeasured(at: datetime) -> Rows:
    """Works under construction that nobody has measured for two weeks."""
    rows = Project.objects.filter(state=ProjectState.STARTED).annotate(measured_at=_latest("measured_at"))
    old = Q(measured_at__lt=at - _FORTNIGHT) | Q(measured_at__isnull=True)
    return rows.annotate(since=Coalesce("measured_at", "started_at")).filter(old)


_FORTNIGHT: Final = timedelta(days=14)


def _unseen(begun: Rows, person: Person) -> Rows:
    looked = Look.objects.filter(measurement=OuterRef("measurement"), tenant=OuterRef("tenant"), looked_by=person)
    rows = begun.annotate(measurement=_latest("pk"), measured_by=_latest("measured_by"))
    unseen: Rows = rows.filter(~Exists(looked), measurement__isnull=False).exclude(measured_by=person)
    return unseen


def _seen(rows: Rows) -> Rows:
    claimed = rows.annotate(claimed=_latest("amount")).filter(claimed__gte=F("volume"))
    reaches = reaches_of(claimed)
    return rows.filter(pk__in=[one.pk for one in claimed if reaches[one.pk].seen >= one.volume])


def _own(model: Any) -> Rows:  # Any: a model with a project.
    rows: Rows = model.objects.filter(project=OuterRef("pk"), tenant=OuterRef("tenant"))
    return rows


def _latest(column: str) -> Subquery:
    return Subquery(_own(Measurement).order_by("-measured_at", "-id").values(column)[:1])


def _disputes() -> Rows:
    here = {"tenant": OuterRef("tenant"), "verdict": Verdict.DISPUTED}
    latest = Measurement.objects.filter(project=OuterRef("measurement__project"), tenant=OuterRef("tenant"))
    newest = latest.order_by("-measured_at", "-id").values("pk")[:1]
    return Look.objects.filter(measurement__project=OuterRef("pk"), measurement=Subquery(newest), **here)


def _listed(kind: WorkTaskKind, rows: Rows, days_off: frozenset[date], limit: int) -> WorkTasks:
    columns = ("code", "title", "region__name", "since", "year", "first_month")
    found = list(rows.order_by("since", "id").values_list(*columns)[: limit + 1])
    tasks = [
        WorkTask(code, title, region_name, begins, _due(kind, begins, date(year, month, 1), days_off))
        for code, title, region_name, since, year, month in found[:limit]
        for begins in [_begins(kind, since)]
    ]
    return WorkTasks(kind, tasks, more=len(found) > limit)


def _begins(kind: WorkTaskKind, since: datetime) -> datetime:
    if kind not in FOLLOW_UPS:
        return since
    on = months_after(local_day(since), MONTHS_AFTER[FOLLOW_UPS[kind]])
    return datetime.combine(on, time.min, tzinfo=WIB)


def _due(kind: WorkTaskKind, begins: datetime, month: date, days_off: frozenset[date]) -> datetime:
    due = deadline(begins, SPANS[kind], days_off)
    return max(due, datetime.combine(month, time.min, tzinfo=WIB)) if kind in BEFORE_IT_BEGINS else due
