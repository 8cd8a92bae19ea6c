"""What waits for somebody to do, with the clock that runs for it: lists per kind, the longest waiting first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, TextChoices, When
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.periods import deadline
from rembuk.people.models import Person
from rembuk.people.queries import held_by
from rembuk.people.roles import Role
from rembuk.programmes.models import Programme
from rembuk.programmes.queries import rules_at
from rembuk.programmes.rules import Rules
from rembuk.voices.models import Merge, Need, Objection, Voice, Withholding
from rembuk.voices.permissions import ABOVE_THE_VILLAGE, CHECKERS, REPLIED_TO, REPLIERS, VILLAGE_LEVELS, is_village
from rembuk.voices.queries.lists import last_number
from rembuk.voices.states import Disputed, NeedState, VoiceState

Grants = list[tuple[Role, int]]


class TaskKind(TextChoices):
    """What is to be done, in the order in which a voice meets it."""

    CHECK = "check", _("check")
    TIDY = "tidy", _("tidy")
    JOIN = "join", _("join to a need")
    REPLY = "reply", _("reply")
    ROUTE = "route", _("find out who is responsible")
    FORWARD = "forward", _("send on")
    ANSWER = "answer", _("answer")
    OBJECTION = "objection", _("look at an objection")


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do about a voice or need, and until when; `words` are those of a voice that has no title yet."""

    kind: TaskKind
    id: UUID
    code: str
    title: str
    words: str
    region_number: int
    region_name: str
    since: datetime
    due_at: datetime
    is_late: bool


@dataclass(frozen=True, slots=True)
class TaskList:
    """The tasks of one kind, the longest waiting first; `more` if the list goes on."""

    kind: TaskKind
    rows: list[Task]
    more: bool


# The clock of the rules that runs for each kind.
CLOCKS = {
    TaskKind.CHECK: "moderate",
    TaskKind.TIDY: "tidy",
    TaskKind.JOIN: "forward",
    TaskKind.REPLY: "answer",
    TaskKind.ROUTE: "forward",
    TaskKind.FORWARD: "forward",
    TaskKind.ANSWER: "answer",
    TaskKind.OBJECTION: "answer",
}
FIELD_STAFF = (Role.OFFICER, Role.FACILITATOR)
DESK_STAFF = (Role.OFFICER, Role.SECRETARY, Role.HEAD)


def tasks(person: Person | None, *, at: datetime, limit: int = 50, region_number: int | None = None) -> list[TaskList]:
    """Return what waits for this person by their roles, one list for each kind that has something.

    With a region, only what lies in it and inside it.
    """
    if person is None or not person.is_active:
        return []
    grants = held_by(person, at=at)
    rules = {programme.pk: rules_at(programme, at) for programme in Programme.objects.all()}
    waiting = [(kind, _inside(rows, region_number)) for kind, rows in _waiting(person, grants)]
    lists = [_listed(kind, rows, rules, at, limit) for kind, rows in waiting]
    return [one for one in lists if one.rows]


def _inside(rows: QuerySet[Any], region_number: int | None) -> QuerySet[Any]:  # Any: voices, needs or objections.
    if region_number is None:
        return rows
    column = "voice__region_number" if rows.model is Objection else "region_number"
    return rows.filter(**{f"{column}__range": (region_number, last_number(region_number))})


def waiting_voices(region_number: int, state: VoiceState = VoiceState.RECEIVED) -> QuerySet[Voice]:
    """Return the voices of a region and everything inside it that are in a state, the longest waiting first."""
    inside = Voice.objects.filter(state=state, region_number__range=(region_number, last_number(region_number)))
    return inside.select_related("region", "locality").order_by("received_at", "id")


def _waiting(person: Person, grants: Grants) -> Iterable[tuple[TaskKind, QuerySet[Any]]]:  # Any: voices or needs.
    field, desk = _places(grants, FIELD_STAFF), _places(grants, DESK_STAFF)
    above = _above(grants, ABOVE_THE_VILLAGE)
    voices, needs = Voice.objects.all(), Need.objects.all()
    tidied = voices.filter(state=VoiceState.TIDIED).annotate(since=F("tidied_at"))
    received = voices.annotate(since=F("received_at"))
    opened = needs.filter(state=NeedState.OPEN).annotate(since=F("opened_at"))
    yield TaskKind.CHECK, received.filter(_places(grants, CHECKERS), ~Q(assisted_by=person), state=VoiceState.HELD)
    yield TaskKind.TIDY, received.filter(_ordinary(field) | above, state=VoiceState.RECEIVED)
    yield TaskKind.JOIN, tidied.filter(_ordinary(field) | above, ~Q(kind__in=REPLIED_TO))
    yield TaskKind.REPLY, tidied.filter(_replies(grants), kind__in=REPLIED_TO)
    yield TaskKind.ROUTE, opened.filter(_ordinary(desk) | above, level="")
    yield TaskKind.FORWARD, opened.filter(_ordinary(desk) | above, ~Q(level__in=VILLAGE_LEVELS))
    yield TaskKind.ANSWER, _answerable(needs, grants)
    yield TaskKind.OBJECTION, _objections(person, grants)


def _places(grants: Grants, roles: Iterable[Role]) -> Q:
    """Match what lies where one of the roles is held; nothing where none is."""
    inside = Q(pk__in=[])
    for role, number in grants:
        if role in roles:
            inside |= Q(region_number__range=(number, last_number(number)))
    return inside


def _ordinary(places: Q) -> Q:
    return places & Q(about_office=False)


def _above(grants: Grants, roles: Iterable[Role]) -> Q:
    """Match what the sub-district handles itself: matters about an office, and those of no single kampung."""
    matched = _places(grants, roles) & Q(about_office=True)
    for role, number in grants:
        if role in roles and not is_village(number):
            matched |= Q(region_number=number)
    return matched


def _replies(grants: Grants) -> Q:
    return _ordinary(_places(grants, (*REPLIERS, Role.HEAD))) | _above(grants, (Role.SUBDISTRICT_HEAD,))


def _answerable(needs: QuerySet[Need], grants: Grants) -> QuerySet[Any]:  # Any: annotated.
    """The village head answers what is the village's and routed; what was sent on, the head of the sub-district."""
    village = Q(state=NeedState.OPEN, level__in=VILLAGE_LEVELS - {""}) & _ordinary(_places(grants, (Role.HEAD,)))
    routed = Q(state=NeedState.OPEN) & ~Q(level="") & _above(grants, (Role.SUBDISTRICT_HEAD,))
    sent_on = Q(state=NeedState.FORWARDED) & _places(grants, (Role.SUBDISTRICT_HEAD,))
    since = Case(When(state=NeedState.FORWARDED, then=F("answer__answered_at")), default=F("opened_at"))
    return needs.filter(village | routed | sent_on).annotate(since=since)


def _objections(person: Person, grants: Grants) -> QuerySet[Any]:  # Any: annotated.
    settlers = _places(grants, (*ABOVE_THE_VILLAGE, Role.MODERATOR))
    in_the_field = _ordinary(_places(grants, FIELD_STAFF))
    inside = Voice.objects.filter(settlers).values("pk")
    near = Voice.objects.filter(in_the_field).values("pk")
    small = Q(against__in=[Disputed.TIDYING, Disputed.MERGING])
    waiting = Objection.objects.filter(~Q(voice__state=VoiceState.WITHDRAWN), settled_at__isnull=True)
    here = waiting.filter(Q(voice__in=inside) | (Q(voice__in=near) & small))
    return here.filter(~_own_doing(person)).annotate(since=F("raised_at"))


def _own_doing(person: Person) -> Q:
    """Match objections to what this person did, or about a voice they entered: somebody else looks at those."""
    same_voice = {"voice": OuterRef("voice"), "tenant": OuterRef("tenant")}
    merged = Merge.objects.filter(merged_by=person, undone_at__isnull=True, **same_voice)
    withheld = Withholding.objects.filter(withheld_by=person, lifted_at__isnull=True, **same_voice)
    answered = Q(voice__answer__answered_by=person) | Q(voice__need__answer__answered_by=person)
    return (
        Q(voice__assisted_by=person)
        | Q(against=Disputed.TIDYING, voice__tidied_by=person)
        | (Q(against=Disputed.MERGING) & Q(Exists(merged)))
        | (Q(against=Disputed.WITHHOLDING) & Q(Exists(withheld)))
        | (Q(against=Disputed.ANSWER) & answered)
    )


def _listed(kind: TaskKind, rows: QuerySet[Any], rules: dict[UUID, Rules], at: datetime, limit: int) -> TaskList:
    about = "voice__" if rows.model is Objection else ""
    names = ["code", "title", "region_number", "region__name", "programme"]
    if rows.model is not Need:
        names.append("shown_words")
    columns = [f"{about}{name}" for name in names]
    found = list(rows.order_by("since", "id").values("id", "since", *columns)[: limit + 1])
    return TaskList(kind, [_task(kind, row, about, rules, at) for row in found[:limit]], more=len(found) > limit)


def _task(kind: TaskKind, row: dict[str, Any], about: str, rules: dict[UUID, Rules], at: datetime) -> Task:
    own = rules[row[f"{about}programme"]]
    due_at = deadline(row["since"], own.clocks[CLOCKS[kind]].span, own.days_off)
    return Task(
        kind=kind,
        id=row["id"],
        code=row[f"{about}code"],
        title=row[f"{about}title"],
        words=row.get(f"{about}shown_words", ""),
        region_number=row[f"{about}region_number"],
        region_name=row[f"{about}region__name"],
        since=row["since"],
        due_at=due_at,
        is_late=due_at < at,
    )
