"""Drawing up the plan of a year, and its lines as long as it is a draft."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from rembuk.journal.actions import record_act
from rembuk.journal.amounts import amounts_of
from rembuk.journal.queries import Fact, reference
from rembuk.kernel.states import MoveNotAllowed
from rembuk.people.models import Person
from rembuk.plans.actions.longterm import NoSuchYear
from rembuk.plans.decisions import about, only_from
from rembuk.plans.differences import differences, draft_of
from rembuk.plans.drafts import COLUMNS, LineDraft
from rembuk.plans.gates import insist_on_gates
from rembuk.plans.models import LongPlan, LongPlanYear, PlanItem, PlanLine, YearPlan
from rembuk.plans.permissions import DRAFTERS, may_draw_up_plan
from rembuk.plans.rows import line_of, values_of
from rembuk.plans.states import ITEM_STATES, ItemState, PlanState
from rembuk.tenancy.fields import uuid7
from rembuk.tenancy.moves import MovedMeanwhile, move
from rembuk.voices.permissions import role_of
from rembuk.voices.wording import line


class NotInThisPlan(ValueError):
    """An item belongs to another place or year than the plan, or has no line in it; the message is its number."""


@transaction.atomic
def draw_up_plan(long_plan: LongPlan, year: int, why: str, *, by: Person | None, at: datetime) -> YearPlan:
    """Begin the plan of a year, or a new version beside the approved one, whose lines it begins with."""
    if by is None or not may_draw_up_plan(by, long_plan.region, at=at):
        raise PermissionDenied
    if not LongPlanYear.objects.filter(long_plan=long_plan, year=year).exists():
        raise NoSuchYear(f"{year} is not in this long plan")
    versions = YearPlan.objects.filter(region_number=long_plan.region_number, year=year)
    if draft := versions.filter(state=PlanState.DRAFT).first():
        raise MoveNotAllowed(f"Version {draft.version} of {year} is still a draft.")
    approved = versions.filter(state=PlanState.APPROVED).first()
    plan = YearPlan.objects.create(
        long_plan=long_plan,
        region=long_plan.region,
        region_number=long_plan.region_number,
        year=year,
        version=(versions.aggregate(last=Max("version"))["last"] or 0) + 1,
        why=line(why, "reason", longest=300),
        drawn_up_by=by,
        drawn_up_as=role_of(by, DRAFTERS, long_plan.region_number, at=at),
        drawn_up_at=at,
    )
    copies = _copy_lines(approved, plan) if approved else []
    _record("plan.drawn_up", plan, by, at, why=plan.why, amounts=amounts_of(*copies))
    return plan


@transaction.atomic
def schedule_item(plan: YearPlan, item: PlanItem, draft: LineDraft, *, by: Person | None, at: datetime) -> PlanLine:
    """Put a verified item, which passed every gate, into the draft of its year."""
    _insist(plan, by, at)
    if (item.region_number, item.year) != (plan.region_number, plan.year):
        raise NotInThisPlan(item.code)
    only_from(item, ItemState.VERIFIED)
    insist_on_gates(item, ItemState.SCHEDULED)
    written = line_of(plan, item, draft)
    written.save(force_insert=True)
    move(item, ITEM_STATES, to=ItemState.SCHEDULED, field=draft.activity_code[0])
    record_act(
        "item.scheduled",
        item,
        by=by,
        at=at,
        public=True,
        region_number=item.region_number,
        **about(
            item,
            role=_role(plan, by, at),
            year=plan.year,
            version=plan.version,
            changes=[str(change) for change in differences(None, draft)],
            amounts=amounts_of(written),
        ),
    )
    return written


@transaction.atomic
def change_line(written: PlanLine, draft: LineDraft, why: str, *, by: Person | None, at: datetime) -> None:
    """Change a line of a draft, for a reason; the journal keeps what it was and what it is."""
    plan = written.plan
    _insist(plan, by, at)
    changes = differences(draft_of(written), draft)
    if not changes:
        return
    said = line(why, "reason", longest=300)
    values = values_of(draft)
    if not PlanLine.objects.filter(pk=written.pk, plan=plan).update(**values):
        raise MovedMeanwhile("This line is gone.")
    for name in COLUMNS:
        setattr(written, name, values[name])
    PlanItem.objects.filter(pk=written.item_id).update(field=draft.activity_code[0])
    record_act(
        "item.line_changed",
        written.item,
        by=by,
        at=at,
        public=True,
        region_number=written.item.region_number,
        **about(
            written.item,
            role=_role(plan, by, at),
            why=said,
            year=plan.year,
            version=plan.version,
            changes=[str(change) for change in changes],
            amounts=amounts_of(written),
        ),
    )


@transaction.atomic
def drop_line(written: PlanLine, why: str, *, by: Person | None, at: datetime) -> None:
    """Take a line out of a draft, for a reason; what no approved plan holds waits to be decided again."""
    plan, item = written.plan, written.item
    _insist(plan, by, at)
    said = line(why, "reason", longest=300)
    gone, _rows = PlanLine.objects.filter(pk=written.pk).delete()
    if not gone:
        raise MovedMeanwhile("This line is gone.")
    if item.state == ItemState.SCHEDULED:
        move(item, ITEM_STATES, to=ItemState.VERIFIED)
    record_act(
        "item.dropped",
        item,
        by=by,
        at=at,
        public=True,
        region_number=item.region_number,
        **about(
            item,
            role=_role(plan, by, at),
            why=said,
            year=plan.year,
            version=plan.version,
            # A line that is gone holds nothing.
            amounts=[reference(written)],
        ),
    )


def _copy_lines(approved: YearPlan, plan: YearPlan) -> list[PlanLine]:
    lines = list(PlanLine.objects.filter(plan=approved).select_related("item"))
    return PlanLine.objects.bulk_create(_copied(written, plan) for written in lines)


def _copied(written: PlanLine, plan: YearPlan) -> PlanLine:
    copy = line_of(plan, written.item, draft_of(written))
    copy.id = uuid7()
    return copy


def _insist(plan: YearPlan, by: Person | None, at: datetime) -> None:
    """Refuse who may not, and any change of a plan that is no draft, whatever the caller remembers of it."""
    if by is None or not may_draw_up_plan(by, plan.region, at=at):
        raise PermissionDenied
    locked = YearPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if locked.state != PlanState.DRAFT:
        raise MoveNotAllowed(f"Version {plan.version} of {plan.year} is {locked.state}; draw up a new version.")


def _role(plan: YearPlan, by: Person | None, at: datetime) -> str:
    return role_of(by, DRAFTERS, plan.region_number, at=at)


def _record(kind: str, plan: YearPlan, by: Person, at: datetime, **facts: Fact) -> None:
    record_act(
        kind,
        plan,
        by=by,
        at=at,
        public=True,
        region_number=plan.region_number,
        year=plan.year,
        version=plan.version,
        role=_role(plan, by, at),
        **facts,
    )
