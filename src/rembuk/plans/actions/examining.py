"""Examining items: one person looks at all gates, a second one confirms it or sends it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.journal.amounts import amounts_of
from rembuk.people.models import Person
from rembuk.plans.decisions import about, only_from
from rembuk.plans.drafts import Finding
from rembuk.plans.models import Examination, GateFinding, PlanItem
from rembuk.plans.permissions import EXAMINERS, may_examine_item, may_second_examination
from rembuk.plans.states import ITEM_STATES, Gate, ItemState
from rembuk.tenancy.moves import MovedMeanwhile, move
from rembuk.voices.permissions import role_of
from rembuk.voices.wording import line


class GateMissing(ValueError):
    """An examination leaves a gate out, or says that the cost is known without one; the message names the gate."""


@transaction.atomic
def examine_item(item: PlanItem, findings: Mapping[Gate, Finding], *, by: Person | None, at: datetime) -> Examination:
    """Write down what was found at every gate, with the evidence; a second person has to confirm it."""
    if by is None or not may_examine_item(by, item, at=at):
        raise PermissionDenied
    _insist_on_all(findings)
    only_from(item, ItemState.PROPOSED)
    role = role_of(by, EXAMINERS, item.region_number, at=at)
    examination = Examination.objects.create(item=item, examined_by=by, examined_as=role, examined_at=at)
    found = GateFinding.objects.bulk_create(_row(examination, gate, findings[gate]) for gate in Gate)
    move(item, ITEM_STATES, to=ItemState.EXAMINED)
    closed = [gate.value for gate in Gate if not findings[gate].passed]
    record_act(
        "item.examined",
        item,
        by=by,
        at=at,
        public=True,
        region_number=item.region_number,
        **about(item, role=role, closed=closed, amounts=amounts_of(*found)),
    )
    return examination


@transaction.atomic
def confirm_examination(examination: Examination, *, by: Person | None, at: datetime) -> None:
    """Confirm, as a second person, what an examination found; now it can be decided."""
    if by is None or not may_second_examination(by, examination, at=at):
        raise PermissionDenied
    role = role_of(by, EXAMINERS, examination.item.region_number, at=at)
    _second(examination, by=by, role=role, at=at, disputed_why="")
    move(examination.item, ITEM_STATES, to=ItemState.VERIFIED)
    record_act(
        "item.verified",
        examination.item,
        by=by,
        at=at,
        public=True,
        region_number=examination.item.region_number,
        **about(examination.item, role=role),
    )


@transaction.atomic
def dispute_examination(examination: Examination, why: str, *, by: Person | None, at: datetime) -> None:
    """Send an examination back as a second person, for a reason; the item is examined anew."""
    if by is None or not may_second_examination(by, examination, at=at):
        raise PermissionDenied
    said = line(why, "reason", longest=300)
    role = role_of(by, EXAMINERS, examination.item.region_number, at=at)
    _second(examination, by=by, role=role, at=at, disputed_why=said)
    move(examination.item, ITEM_STATES, to=ItemState.PROPOSED)
    record_act(
        "item.disputed",
        examination.item,
        by=by,
        at=at,
        public=True,
        region_number=examination.item.region_number,
        **about(examination.item, role=role, why=said),
    )


def _insist_on_all(findings: Mapping[Gate, Finding]) -> None:
    missing = [gate.value for gate in Gate if gate not in findings]
    cost = findings.get(Gate.COST)
    if cost and cost.passed and (cost.cost_rupiah is None or cost.cost_rupiah < 0):
        missing.append(Gate.COST.value)
    if missing:
        raise GateMissing(", ".join(missing))


def _row(examination: Examination, gate: Gate, finding: Finding) -> GateFinding:
    return GateFinding(
        examination=examination,
        gate=gate,
        passed=finding.passed,
        evidence=line(finding.evidence, "evidence", longest=500),
        cost_rupiah=finding.cost_rupiah if gate is Gate.COST else None,
    )


def _second(examination: Examination, *, by: Person, role: str, at: datetime, disputed_why: str) -> None:
    waiting = Examination.objects.filter(pk=examination.pk, seconded_at__isnull=True)
    facts = {"seconded_by": by, "seconded_as": role, "seconded_at": at, "disputed_why": disputed_why}
    if not waiting.update(**facts):
        raise MovedMeanwhile("Somebody else has looked at this examination.")
    for name, value in facts.items():
        setattr(examination, name, value)
