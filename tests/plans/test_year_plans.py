"""The long plan, the plan of a year, its versions and its seal."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.queries import acts_on, facts_of
from rembuk.kernel.states import MoveNotAllowed
from rembuk.plans.actions import (
    NoSuchYear,
    NotInThisPlan,
    NotReady,
    PlanTampered,
    approve_plan,
    change_line,
    draw_up_plan,
    drop_line,
    make_long_plan,
    schedule_item,
)
from rembuk.plans.activities import UnknownActivity, activities, activity_of, choice_of, field_name, own_part
from rembuk.plans.differences import Change, plan_differences
from rembuk.plans.drafts import BadLine
from rembuk.plans.models import LongPlan, LongPlanYear, PlanLine, YearPlan
from rembuk.plans.states import ItemState, PlanState
from rembuk.voices.actions import decline_need
from rembuk.voices.states import NeedState
from tests.cast import THURSDAY, TUESDAY, WEDNESDAY
from tests.plans.scenes import MEETING, YEAR, approved, drafted, line_draft, long_plan, verified


def years(plan: LongPlan) -> list[int]:
    return list(LongPlanYear.objects.filter(long_plan=plan).order_by("year").values_list("year", flat=True))


def test_a_long_plan_has_eight_years_unless_told_otherwise(cast):
    eight = make_long_plan(cast.programme, cast.kampung, 2026, by=cast.head, at=TUESDAY)
    six = make_long_plan(cast.programme, cast.kampung, 2034, years=6, by=cast.head, at=TUESDAY)

    assert (years(eight), years(six)) == (list(range(2026, 2034)), list(range(2034, 2040)))


def test_a_year_is_in_one_long_plan(cast):
    long_plan(cast)

    with pytest.raises(NoSuchYear, match="2030"):
        make_long_plan(cast.programme, cast.kampung, 2030, by=cast.head, at=TUESDAY)
    with pytest.raises(NoSuchYear, match="2034"):
        draw_up_plan(long_plan(cast), 2034, "Awal", by=cast.secretary, at=TUESDAY)


@pytest.mark.parametrize("name", ["officer", "camat", "council", "other_head", "resident"])
def test_others_make_no_long_plan(cast, name):
    with pytest.raises(PermissionDenied):
        make_long_plan(cast.programme, cast.kampung, 2026, by=getattr(cast, name), at=TUESDAY)


def test_approving_plans_the_items_and_answers_the_needs(cast):
    plan, (road, bridge) = approved(cast, "road", "bridge")

    assert plan.state == PlanState.APPROVED
    assert {road.state, bridge.state} == {ItemState.PLANNED}
    assert {road.need.state, bridge.need.state} == {NeedState.ANSWERED}
    assert road.need.answer.sentence == f"Masuk RKPDes {YEAR}, diputuskan dalam {MEETING}."
    assert road.decision.decided_in == plan.decided_in == MEETING


def test_who_draws_up_a_plan_does_not_approve_it(cast):
    plan = drafted(cast)
    schedule_item(plan, verified(cast), line_draft(), by=cast.secretary, at=TUESDAY)

    for person in (cast.secretary, cast.officer, cast.camat, cast.other_head, cast.council):
        with pytest.raises(PermissionDenied):
            approve_plan(plan, MEETING, by=person, at=WEDNESDAY)
    with pytest.raises(IntegrityError, match="who_draws_up_a_plan_does_not_approve_it"), transaction.atomic():
        YearPlan.objects.filter(pk=plan.pk).update(
            state="approved", approved_by=cast.secretary, approved_at=WEDNESDAY, decided_in=MEETING, digest="x"
        )


def test_an_empty_plan_is_not_approved(cast):
    with pytest.raises(NotReady):
        approve_plan(drafted(cast), MEETING, by=cast.head, at=WEDNESDAY)


def test_a_plan_is_not_approved_past_a_need_that_was_declined_meanwhile(cast):
    plan, item = drafted(cast), verified(cast)
    schedule_item(plan, item, line_draft(), by=cast.secretary, at=TUESDAY)
    decline_need(item.need, "KEPENTINGAN_PRIBADI", "Tidak.", by=cast.head, at=TUESDAY)

    with pytest.raises(NotReady, match=item.code):
        approve_plan(plan, MEETING, by=cast.head, at=WEDNESDAY)
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT


def test_an_approved_plan_does_not_change(cast):
    plan, (road,) = approved(cast)
    line = PlanLine.objects.get(plan=plan, item=road)
    line.plan = YearPlan(pk=plan.pk, region=plan.region, region_number=plan.region_number, year=YEAR)

    with pytest.raises(MoveNotAllowed, match="draw up a new version"):
        change_line(line, line_draft(cost_rupiah=1), "Salah", by=cast.secretary, at=THURSDAY)
    with pytest.raises(MoveNotAllowed):
        drop_line(line, "Salah", by=cast.secretary, at=THURSDAY)
    with pytest.raises(MoveNotAllowed):
        schedule_item(plan, verified(cast, "late"), line_draft(), by=cast.secretary, at=THURSDAY)


def test_a_change_past_the_actions_shows(cast):
    plan, (road,) = approved(cast)
    PlanLine.objects.filter(item=road).update(cost_rupiah=99)
    newer = draw_up_plan(plan.long_plan, YEAR, "Perubahan", by=cast.secretary, at=THURSDAY)

    with pytest.raises(PlanTampered):
        approve_plan(newer, MEETING, by=cast.head, at=THURSDAY)


def test_a_new_version_keeps_who_when_why_and_what(cast):
    first, (road, bridge) = approved(cast, "road", "bridge")
    second = draw_up_plan(first.long_plan, YEAR, "Pagu turun", by=cast.secretary, at=THURSDAY)
    lines = {line.item_id: line for line in PlanLine.objects.filter(plan=second).select_related("item", "plan__region")}

    change_line(
        lines[road.pk],
        line_draft(title=road.title, volume=Decimal(100), cost_rupiah=40_000_000),
        "Pagu turun",
        by=cast.secretary,
        at=THURSDAY,
    )
    drop_line(lines[bridge.pk], "Pagu turun", by=cast.secretary, at=THURSDAY)
    still = (road.state, bridge.state)
    approve_plan(second, "Musdes perubahan", by=cast.head, at=THURSDAY)

    first.refresh_from_db()
    bridge.refresh_from_db()
    bridge.need.refresh_from_db()
    assert still == (ItemState.PLANNED, ItemState.PLANNED)
    assert (first.state, second.state, second.version) == (PlanState.REPLACED, PlanState.APPROVED, 2)
    assert (bridge.state, bridge.need.state) == (ItemState.VERIFIED, NeedState.OPEN)
    old, new = (PlanLine.objects.filter(plan=plan).select_related("item") for plan in (first, second))
    changed = {one.code: one.changes for one in plan_differences(old, new)}
    assert changed[road.code] == (
        Change("volume", "150", "100"),
        Change("cost_rupiah", "Rp 62.500.000", "Rp 40.000.000"),
    )
    assert set(changed) == {road.code, bridge.code}
    act = acts_on(road).filter(kind="item.line_changed").get()
    assert (facts_of(act)["why"], facts_of(act)["role"]) == ("Pagu turun", "secretary")
    assert facts_of(act)["changes"] == ["volume: 150 → 100", "cost_rupiah: Rp 62.500.000 → Rp 40.000.000"]


def test_a_line_that_stays_the_same_leaves_no_act(cast):
    plan, item = drafted(cast), verified(cast)
    line = schedule_item(plan, item, line_draft(), by=cast.secretary, at=TUESDAY)
    before = acts_on(item).count()

    change_line(line, line_draft(), "", by=cast.secretary, at=TUESDAY)

    assert acts_on(item).count() == before


def test_what_is_dropped_from_a_draft_waits_to_be_decided_again(cast):
    plan, item = drafted(cast), verified(cast)
    line = schedule_item(plan, item, line_draft(), by=cast.secretary, at=TUESDAY)

    drop_line(line, "Salah tahun", by=cast.secretary, at=WEDNESDAY)

    assert (item.state, PlanLine.objects.count()) == (ItemState.VERIFIED, 0)


def test_an_item_of_another_year_is_not_put_into_a_plan(cast):
    plan, item = drafted(cast), verified(cast)
    item.year = YEAR + 1

    with pytest.raises(NotInThisPlan, match=item.code):
        schedule_item(plan, item, line_draft(), by=cast.secretary, at=TUESDAY)


def test_a_year_has_one_draft_at_a_time(cast):
    drafted(cast)

    with pytest.raises(MoveNotAllowed):
        drafted(cast)


@pytest.mark.parametrize("name", ["head", "facilitator", "camat", "other_officer", "resident"])
def test_others_draw_up_no_plan(cast, name):
    with pytest.raises(PermissionDenied):
        draw_up_plan(long_plan(cast), YEAR, "Awal", by=getattr(cast, name), at=TUESDAY)


def test_the_official_activities_are_all_there():
    codes = [one.code for one in activities()]

    assert len(codes) == len(set(codes)) == 175
    assert sum(1 for code in codes if own_part(code)) == 24
    assert activity_of("02.03.10.") == activity_of("2.3.10")
    assert (activity_of("2.3.10").field, field_name("2")) == ("2", "Pelaksanaan pembangunan Desa")
    assert activity_of("2.3.95").name.lower().startswith("lain-lain")
    assert (choice_of("2.3.95"), choice_of("2.3.10")) == (("2.3.90-99", 95), ("2.3.10", None))


@pytest.mark.parametrize("code", ["", "2", "2.3", "2.3.89", "6.1.01", "2.3.10.1", "jalan", "1.1.08"])
def test_what_is_no_official_activity_is_refused(code):
    with pytest.raises(UnknownActivity):
        activity_of(code)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("volume", Decimal(0)),
        ("volume", Decimal("1.125")),
        ("cost_rupiah", -1),
        ("cost_rupiah", 2**63),
        ("cost_source", " "),
        ("last_month", 3),
        ("women", -1),
        ("title", "x" * 161),
    ],
)
def test_a_line_that_does_not_hold_together_is_refused(column, value):
    with pytest.raises(BadLine) as refused:
        line_draft(**{column: value})

    assert refused.value.column == column
