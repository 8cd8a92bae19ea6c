"""Approving the plan of a year: it is sealed, its items are planned, and their needs are answered."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.plans.decisions import Ruling, decide, facts_of, record_on
from rembuk.plans.differences import digest_of, plan_differences
from rembuk.plans.models import PlanItem, PlanLine, YearPlan
from rembuk.plans.permissions import may_approve_plan
from rembuk.plans.states import ITEM_STATES, PLAN_STATES, ItemState, Outcome, PlanState
from rembuk.tenancy.moves import move
from rembuk.voices.decisions import Words, decide_need
from rembuk.voices.models import Need
from rembuk.voices.states import NEED_STATES, AnswerKind, NeedState
from rembuk.voices.wording import line


class NotReady(ValueError):
    """A plan cannot be approved: it has no lines, or a need was decided otherwise meanwhile; the message says which."""


class PlanTampered(RuntimeError):
    """The lines of an approved plan do not fit the digest it was sealed with."""


@transaction.atomic
def approve_plan(plan: YearPlan, decided_in: str, *, by: Person | None, at: datetime) -> None:
    """Approve a draft after the meeting that decided on it.

    Everybody who asked for what is in it is told so; what an earlier version held and this one does not waits to be
    decided again.
    """
    if by is None or not may_approve_plan(by, plan, at=at):
        raise PermissionDenied
    meeting = line(decided_in, "meeting", longest=120)
    lines = _lines(plan)
    if not lines:
        raise NotReady("no lines")
    earlier = YearPlan.objects.filter(
        region_number=plan.region_number, year=plan.year, state=PlanState.APPROVED
    ).first()
    old = _lines(earlier) if earlier else []
    if earlier:
        insist_untouched(earlier, old)
        move(earlier, PLAN_STATES, to=PlanState.REPLACED)
    facts = {"approved_by": by, "approved_at": at, "decided_in": meeting, "digest": digest_of(lines)}
    move(plan, PLAN_STATES, to=PlanState.APPROVED, **facts)
    _plan_items(plan, [written.item for written in lines], meeting, by=by, at=at)
    kept = {written.item_id for written in lines}
    _release([written.item for written in old if written.item_id not in kept], plan, by=by, at=at)
    record_act(
        "plan.approved",
        plan,
        by=by,
        at=at,
        public=True,
        region_number=plan.region_number,
        year=plan.year,
        version=plan.version,
        role=Role.HEAD.value,
        meeting=meeting,
        digest=plan.digest,
        changed=[change.code for change in plan_differences(old, lines)],
    )


def insist_untouched(plan: YearPlan, lines: list[PlanLine]) -> None:
    """Raise PlanTampered unless the lines of an approved plan are those that were sealed."""
    if digest_of(lines) != plan.digest:
        raise PlanTampered(f"Version {plan.version} of {plan.year} was changed after it was approved.")


def _lines(plan: YearPlan) -> list[PlanLine]:
    found = PlanLine.objects.filter(plan=plan).select_related("item__need__programme", "item__programme")
    return list(found.order_by("activity_code", "item__code"))


def _plan_items(plan: YearPlan, items: list[PlanItem], meeting: str, *, by: Person, at: datetime) -> None:
    for item in items:
        if item.state == ItemState.PLANNED:
            continue
        words = Words(
            sentence=f"Masuk RKPDes {plan.year}, diputuskan dalam {meeting}.",
            next_step=f"Dikerjakan pada {plan.year} setelah anggarannya ditetapkan.",
        )
        if item.need is not None:
            _answer(item, item.need, words, by=by, at=at)
        ruling = Ruling(ItemState.PLANNED, Outcome.PLANNED, words, Role.HEAD.value, decided_in=meeting)
        decision = decide(item, ruling, by=by, at=at)
        record_on(item, "item.planned", by=by, at=at, version=plan.version, **facts_of(decision))


def _answer(item: PlanItem, need: Need, words: Words, *, by: Person, at: datetime) -> None:
    if need.state not in {NeedState.OPEN, NeedState.FORWARDED}:
        raise NotReady(item.code)
    decide_need(need, AnswerKind.ANSWERED, words, by=by, role=Role.HEAD.value, at=at)


def _release(items: list[PlanItem], plan: YearPlan, *, by: Person, at: datetime) -> None:
    """What a newer version leaves out is open again, and so is the need it came from."""
    for item in items:
        move(item, ITEM_STATES, to=ItemState.VERIFIED)
        if item.need is not None and item.need.state == NeedState.ANSWERED:
            move(item.need, NEED_STATES, to=NeedState.OPEN, answer=None, changed_at=at)
        record_on(
            item,
            "item.released",
            by=by,
            at=at,
            role=Role.HEAD.value,
            year=plan.year,
            version=plan.version,
            why=plan.why,
        )
