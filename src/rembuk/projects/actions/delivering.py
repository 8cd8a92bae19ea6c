"""Writing down what came to the site, against the bill."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.journal.amounts import amounts_of
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.models import Person
from rembuk.projects.models import BillRow, Delivery
from rembuk.projects.permissions import may_record_delivery
from rembuk.projects.states import ProjectState
from rembuk.projects.telling import told
from rembuk.voices.wording import line


@transaction.atomic
def record_delivery(
    row: BillRow, quantity: Decimal, words: str, *, key: UUID, by: Person | None, at: datetime
) -> Delivery:
    """Write down goods of a row of the bill that came while it is built, in the row's unit; a key counts once."""
    if by is None or not may_record_delivery(by, row, at=at):
        raise PermissionDenied
    if known := Delivery.objects.filter(row__project=row.project, key=key).first():
        return known
    project = row.project
    if project.state not in {ProjectState.STARTED, ProjectState.HALTED}:
        raise MoveNotAllowed(f"{project.code} is {project.state}; goods come while it is built.")
    said = line(words, "words", longest=160)
    delivery = Delivery.objects.create(row=row, quantity=quantity, words=said, received_by=by, received_at=at, key=key)
    facts = told(
        project,
        sentence=f"{row.what}: {said}",
        quantity=str(quantity),
        unit=row.unit,
        amounts=amounts_of(delivery),
    )
    record_act("project.delivered", project, by=by, at=at, public=True, region_number=project.region_number, **facts)
    return delivery
