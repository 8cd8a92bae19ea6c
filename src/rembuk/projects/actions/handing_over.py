"""Handing a finished work over to those who care for it: one offers, another takes over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.models import Person
from rembuk.projects.models import Handover, Project
from rembuk.projects.permissions import may_offer_handover, may_settle_handover
from rembuk.projects.queries import handover_of, photos_of_work
from rembuk.projects.states import HANDOVER_STATES, PHOTOGRAPHED, PROJECT_STATES, HandoverState, ProjectState
from rembuk.projects.telling import told
from rembuk.tenancy.moves import move
from rembuk.voices.wording import line


class PhotosMissing(ValueError):
    """A work is handed over with photos of before, during and after; the message names those that are missing."""


class OfferedAlready(ValueError):
    """The work was offered already; the message is the care group."""


class NobodyAsked(ValueError):
    """Those present are asked whether they are satisfied; the message is the project's number."""


@dataclass(frozen=True)
class HandoverDraft:
    """The minutes of a handover before they are written, with how many are satisfied, undecided and dissatisfied."""

    care_group: str
    place: str
    minutes: str
    satisfied: int
    undecided: int
    dissatisfied: int


@transaction.atomic
def offer_handover(project: Project, draft: HandoverDraft, *, key: UUID, by: Person | None, at: datetime) -> Handover:
    """Write the minutes of a handover; somebody else takes over. A key counts once."""
    if by is None or not may_offer_handover(by, project, at=at):
        raise PermissionDenied
    if known := Handover.objects.filter(project=project, key=key).first():
        return known
    _check(project, draft)
    handover = Handover.objects.create(
        project=project,
        care_group=line(draft.care_group, "care group", longest=120),
        place=line(draft.place, "place", longest=200),
        minutes=line(draft.minutes, "minutes", longest=2_000),
        satisfied=draft.satisfied,
        undecided=draft.undecided,
        dissatisfied=draft.dissatisfied,
        key=key,
        offered_by=by,
        offered_at=at,
    )
    _tell("project.handover_offered", handover, by=by, at=at, sentence=handover.care_group)
    return handover


@transaction.atomic
def take_over(handover: Handover, *, by: Person | None, at: datetime) -> None:
    """Take over a work for residents: from now on it is ready for the register of assets."""
    if not may_settle_handover(by, handover, at=at):
        raise PermissionDenied
    move(handover, HANDOVER_STATES, to=HandoverState.TAKEN_OVER, settled_by=by, settled_at=at)
    move(handover.project, PROJECT_STATES, to=ProjectState.HANDED_OVER)
    _tell("project.handed_over", handover, by=by, at=at, sentence=handover.care_group)


@transaction.atomic
def send_back_handover(handover: Handover, why: str, *, by: Person | None, at: datetime) -> None:
    """Send a handover back and say what is missing."""
    if not may_settle_handover(by, handover, at=at):
        raise PermissionDenied
    said = line(why, "reason", longest=300)
    move(handover, HANDOVER_STATES, to=HandoverState.SENT_BACK, settled_by=by, settled_at=at, sent_back_why=said)
    _tell("project.handover_sent_back", handover, by=by, at=at, why=said)


def _check(project: Project, draft: HandoverDraft) -> None:
    if project.state != ProjectState.DONE:
        raise MoveNotAllowed(f"{project.code} is {project.state}")
    if waiting := handover_of(project):
        raise OfferedAlready(waiting.care_group)
    shown = set(photos_of_work(project).values_list("taken", flat=True))
    if missing := [moment.value for moment in PHOTOGRAPHED if moment not in shown]:
        raise PhotosMissing(", ".join(missing))
    if not draft.satisfied + draft.undecided + draft.dissatisfied:
        raise NobodyAsked(project.code)


def _tell(kind: str, handover: Handover, *, by: Person | None, at: datetime, **facts: str) -> None:
    project = handover.project
    where = project.region_number
    record_act(kind, project, by=by, at=at, public=True, region_number=where, **told(project, **facts))
