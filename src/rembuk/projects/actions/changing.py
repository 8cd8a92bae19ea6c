"""Delays and changes while something is built: one asks, another decides."""

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
from rembuk.projects.models import Project, WorkChange
from rembuk.projects.permissions import may_ask_for_change, may_decide_change
from rembuk.projects.queries import change_waiting
from rembuk.projects.states import CHANGE_STATES, ChangeKind, ChangeState, ProjectState
from rembuk.projects.telling import told
from rembuk.tenancy.moves import move
from rembuk.voices.wording import line


class ChangeWaits(ValueError):
    """One change waits for a second person already; the message is its reason."""


@dataclass(frozen=True)
class ChangeDraft:
    """What is asked for: the last month of a delay, or the volume and cost of a change of size."""

    kind: ChangeKind
    why: str
    last_month: int | None = None
    volume: Decimal | None = None
    cost_rupiah: int | None = None


@transaction.atomic
def ask_for_change(project: Project, draft: ChangeDraft, *, key: UUID, by: Person | None, at: datetime) -> WorkChange:
    """Ask for a delay or a change of size with its reason; somebody else decides. A key counts once."""
    if by is None or not may_ask_for_change(by, project, at=at):
        raise PermissionDenied
    if known := WorkChange.objects.filter(project=project, key=key).first():
        return known
    if project.state not in {ProjectState.STARTED, ProjectState.HALTED}:
        raise MoveNotAllowed(f"{project.code} is {project.state}")
    if waiting := change_waiting(project):
        raise ChangeWaits(waiting.why)
    values = {**vars(draft), "why": line(draft.why, "reason", longest=300)}
    change = WorkChange.objects.create(project=project, key=key, asked_by=by, asked_at=at, **values)
    _tell("project.change_asked", change, by=by, at=at, why=change.why, asked=change.kind, amounts=amounts_of(change))
    return change


@transaction.atomic
def agree_to_change(change: WorkChange, answer: str = "", *, by: Person | None, at: datetime) -> None:
    """Agree to what another one asked for; the project takes it over."""
    if not may_decide_change(by, change, at=at):
        raise PermissionDenied
    said = line(answer, "answer", longest=300) if answer.strip() else ""
    move(change, CHANGE_STATES, to=ChangeState.AGREED, decided_by=by, decided_at=at, answer=said)
    project = change.project
    for name in _changed(change):
        setattr(project, name, getattr(change, name))
    project.save(update_fields=_changed(change))
    _tell("project.change_agreed", change, by=by, at=at, sentence=said, amounts=amounts_of(project))


@transaction.atomic
def refuse_change(change: WorkChange, answer: str, *, by: Person | None, at: datetime) -> None:
    """Refuse what another one asked for, and say why."""
    if not may_decide_change(by, change, at=at):
        raise PermissionDenied
    said = line(answer, "answer", longest=300)
    move(change, CHANGE_STATES, to=ChangeState.REFUSED, decided_by=by, decided_at=at, answer=said)
    _tell("project.change_refused", change, by=by, at=at, why=said)


def _changed(change: WorkChange) -> list[str]:
    return ["last_month"] if change.kind == ChangeKind.DELAY else ["volume", "cost_rupiah"]


def _tell(kind: str, change: WorkChange, *, by: Person | None, at: datetime, **facts: Fact) -> None:
    project = change.project
    where = project.region_number
    record_act(kind, project, by=by, at=at, public=True, region_number=where, **told(project, **facts))
