"""What waits for somebody to do about items: lists per kind, the longest waiting or the soonest due first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.people.models import Person
from rembuk.people.queries import held_by
from rembuk.people.roles import Role
from rembuk.plans.models import Custody, Examination, PlanItem
from rembuk.plans.permissions import DRAFTERS, EXAMINERS
from rembuk.plans.states import HeldBy, ItemState
from rembuk.voices.queries.lists import last_number


class PlanTaskKind(TextChoices):
    """What is to be done, in the order in which an item meets it."""

    EXAMINE = "examine", _("examine")
    SECOND = "second", _("look at what another one examined")
    SCHEDULE = "schedule", _("put into the plan, or send up")
    DECIDE = "decide", _("decide what is not planned")
    ANSWER = "answer_above", _("answer what was sent up")


@dataclass(frozen=True, slots=True)
class PlanTask:
    """One thing to do about an item, since when and, where a clock runs, until when; silent if it has run out."""

    code: str
    title: str
    region_name: str
    held_by: str
    since: datetime
    due_at: datetime | None
    is_silent: bool


@dataclass(frozen=True, slots=True)
class PlanTasks:
    """The tasks of one kind, the longest waiting or the soonest due first; `more` if the list goes on."""

    kind: PlanTaskKind
    rows: list[PlanTask]
    more: bool


def plan_tasks(person: Person | None, *, at: datetime, limit: int = 50) -> list[PlanTasks]:
    """Return what waits for this person by their roles, one list for each kind that has something."""
    if person is None or not person.is_active:
        return []
    grants = held_by(person, at=at)
    lists = [_listed(kind, waiting, limit) for kind, waiting in _waiting(person, grants)]
    return [one for one in lists if one.rows]


def silent_custodies(*, at: datetime) -> QuerySet[Custody]:
    """Return the tiers whose time has run out without anybody having written it down, the longest first."""
    waiting = Custody.objects.filter(
        handed_on_at__isnull=True, silent_since__isnull=True, due_at__lt=at, item__state=ItemState.SENT_UP
    )
    return waiting.select_related("item__need", "item__region").order_by("due_at", "id")


Grants = list[tuple[Role, int]]
_COLUMNS = ("code", "title", "region__name", "held_by", "since")


def _waiting(person: Person, grants: Grants) -> Iterable[tuple[PlanTaskKind, QuerySet[Any]]]:  # Any: annotated.
    open_here = {"item": OuterRef("pk"), "tenant": OuterRef("tenant")}
    own = Examination.objects.filter(examined_by=person, seconded_at__isnull=True, **open_here)
    items = PlanItem.objects.annotate(since=F("proposed_at"))
    examiners, drafters = _places(grants, EXAMINERS), _places(grants, DRAFTERS)
    heads, above = _places(grants, (Role.HEAD,)), _places(grants, (Role.SUBDISTRICT_HEAD,))
    village = Q(held_by=HeldBy.VILLAGE)
    yield PlanTaskKind.EXAMINE, items.filter(examiners, state=ItemState.PROPOSED)
    yield PlanTaskKind.SECOND, items.filter(~Exists(own), examiners, state=ItemState.EXAMINED)
    yield PlanTaskKind.SCHEDULE, items.filter(drafters, village, state=ItemState.VERIFIED)
    yield PlanTaskKind.DECIDE, items.filter(heads, village, state=ItemState.VERIFIED)
    # The clock does not run alike for all: what was handed up later may be due sooner.
    clock = Custody.objects.filter(item=OuterRef("pk"), tenant=OuterRef("tenant"), handed_on_at__isnull=True)
    answers = items.annotate(
        due_at=Subquery(clock.values("due_at")), silent_since=Subquery(clock.values("silent_since"))
    )
    yield PlanTaskKind.ANSWER, answers.filter(above, state=ItemState.SENT_UP)


def _places(grants: Grants, roles: Iterable[Role]) -> Q:
    """Match what lies where one of the roles is held; nothing where none is."""
    inside = Q(pk__in=[])
    for role, number in grants:
        if role in roles:
            inside |= Q(region_number__range=(number, last_number(number)))
    return inside


def _listed(kind: PlanTaskKind, rows: QuerySet[Any], limit: int) -> PlanTasks:  # Any: annotated.
    has_clock = kind is PlanTaskKind.ANSWER
    soonest = (F("due_at").asc(nulls_last=True),) if has_clock else ()
    columns = (*_COLUMNS, "due_at", "silent_since") if has_clock else _COLUMNS
    found = [_task(row) for row in rows.order_by(*soonest, "since", "id").values_list(*columns)[: limit + 1]]
    return PlanTasks(kind, found[:limit], more=len(found) > limit)


def _task(columns: Sequence[Any]) -> PlanTask:  # Any: the columns of a row.
    code, title, region_name, held_by, since, *clock = columns
    due_at, silent_since = clock or (None, None)
    return PlanTask(code, title, region_name, held_by, since, due_at, is_silent=silent_since is not None)
