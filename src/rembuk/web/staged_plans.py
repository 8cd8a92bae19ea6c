"""A sample plan: an item of a need in an approved plan, written plainly, for pages that show one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.contrib.auth.hashers import make_password

from rembuk.kernel.periods import local_day
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.plans.differences import digest_of
from rembuk.plans.drafts import LineDraft
from rembuk.plans.models import Custody, Decision, LongPlan, LongPlanYear, PlanItem, PlanLine, YearPlan
from rembuk.plans.rows import line_of, new_item, numbered
from rembuk.plans.states import Fund, HeldBy, ItemState, Mode, Outcome, PlanState
from rembuk.programmes.queries import programme_of, rule_set_at
from rembuk.regions.models import Region
from rembuk.voices.models import Need

MEETING = "Musrenbang contoh"


def give_plan(region: Region, needs: Iterable[Need], *, at: datetime, by: Person) -> None:
    """Plan the first of the needs in the year to come."""
    for need in needs:
        plan = _plan(region, at=at, by=by)
        give_line(plan, need, at=at, by=by)
        _approve(plan, at=at)
        return


def give_line(plan: YearPlan, need: Need, *, at: datetime, by: Person) -> PlanItem:
    """Put a need into a plan as one of its lines."""
    programme = programme_of(plan.region_number)
    role = Role.OFFICER.value
    item = numbered(
        new_item(programme, plan.region, need.title, plan.year, need=need, locality=None, by=by, role=role, at=at)
    )
    item.save(force_insert=True)
    Custody.objects.create(item=item, tier=HeldBy.VILLAGE, received_at=at)
    item.decision = Decision.objects.create(
        item=item,
        outcome=Outcome.PLANNED,
        rule_set=rule_set_at(programme, at),
        sentence=f"Masuk RKPDes {plan.year}.",
        year=plan.year,
        decided_in=MEETING,
        decided_by=by,
        decided_as=Role.HEAD,
        decided_at=at,
    )
    item.state, item.field = ItemState.PLANNED, "2"
    item.save(update_fields=["state", "field", "decision"])
    line_of(plan, item, _draft(item.title)).save(force_insert=True)
    return item


def _plan(region: Region, *, at: datetime, by: Person) -> YearPlan:
    year = local_day(at).year + 1
    long_plan = LongPlan.objects.create(
        programme=programme_of(region.number), region=region, region_number=region.number, made_by=by, made_at=at
    )
    LongPlanYear.objects.create(long_plan=long_plan, region_number=region.number, year=year)
    return YearPlan.objects.create(
        long_plan=long_plan,
        region=region,
        region_number=region.number,
        year=year,
        version=1,
        why="Rancangan contoh",
        drawn_up_by=by,
        drawn_up_as=Role.OFFICER,
        drawn_up_at=at,
    )


def _approve(plan: YearPlan, *, at: datetime) -> None:
    plan.state, plan.approved_at, plan.decided_in = PlanState.APPROVED, at, MEETING
    plan.approved_by = Person.objects.create(
        login=f"contoh-mengesahkan-{plan.region.code}", name="Contoh", password=make_password(None), made_at=at
    )
    plan.digest = digest_of(PlanLine.objects.filter(plan=plan).select_related("item"))
    plan.save(update_fields=["state", "approved_at", "approved_by", "decided_in", "digest"])


def _draft(title: str) -> LineDraft:
    return LineDraft(
        activity_code="2.3.10",
        title=title,
        place="Dusun 3",
        volume=Decimal(150),
        unit="meter",
        cost_rupiah=62_500_000,
        cost_source="Standar harga contoh",
        fund=Fund.DDS,
        mode=Mode.SELF_MANAGED,
        implementer="TPK contoh",
        first_month=4,
        last_month=6,
    )
