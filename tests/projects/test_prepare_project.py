"""From a line of the plan to a project that begins, with a bill that adds up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied

from rembuk.journal.models import Act
from rembuk.journal.queries import acts_on
from rembuk.kernel.codes import is_code
from rembuk.kernel.states import MoveNotAllowed
from rembuk.projects.actions import (
    AlreadyAProject,
    BillDraft,
    NotPlanned,
    NotReadyToStart,
    halt_project,
    prepare_project,
    resume_project,
    start_project,
    write_bill,
)
from rembuk.projects.bills import BillSum, sum_of
from rembuk.projects.queries import bill_of, list_projects, project_by_code
from rembuk.projects.states import BillKind, ProjectState
from tests.cast import THURSDAY
from tests.plans.scenes import verified
from tests.projects.scenes import BILL, CEMENT, NOBODY, WORKERS, prepared, started


def test_a_project_takes_over_what_the_plan_promised(cast):
    project = prepared(cast)

    assert (project.volume, project.unit, project.cost_rupiah) == (Decimal(150), "meter", 62_500_000)
    assert (project.team, project.year, project.first_month, project.last_month) == (
        "TPK Kampung Bangun Rejo",
        2027,
        4,
        6,
    )
    assert is_code(project.code)
    assert project_by_code(project.code.lower()) == project


def test_what_no_plan_holds_is_not_carried_out(cast):
    item = verified(cast)

    with pytest.raises(NotPlanned, match=item.code):
        prepare_project(item, by=cast.secretary, at=THURSDAY)


def test_an_item_becomes_one_project(cast):
    project = prepared(cast)

    with pytest.raises(AlreadyAProject, match=project.code):
        prepare_project(project.item, by=cast.secretary, at=THURSDAY)


def test_a_resident_prepares_nothing_and_nothing_is_recorded(cast):
    project = prepared(cast)
    before = Act.objects.count()

    with pytest.raises(PermissionDenied):
        write_bill(project, BILL, by=cast.resident, at=THURSDAY)

    assert Act.objects.count() == before


def test_a_bill_sets_apart_what_residents_give(cast):
    project = prepared(cast)

    write_bill(project, BILL, by=cast.secretary, at=THURSDAY)

    total = sum_of(bill_of(project))
    assert total == BillSum(paid_rupiah=62_100_000, wage_rupiah=32_000_000, self_help_rupiah=1_500_000)
    assert total.wage_share == Fraction(320, 621)


def test_a_trillion_rupiah_and_an_odd_one_survive_a_bill(cast):
    project = prepared(cast)
    huge = BillDraft(BillKind.WAGE, "Pekerja", Decimal(1), "paket", 10**15)
    odd = BillDraft(BillKind.TOOL, "Paku", Decimal("0.5"), "kg", 3)

    write_bill(project, [huge, odd], by=cast.secretary, at=THURSDAY)

    assert sum_of(bill_of(project)).paid_rupiah == 10**15 + 2


def test_where_wages_are_under_half_somebody_says_why_before_it_begins(cast):
    project = prepared(cast)
    write_bill(project, [CEMENT], by=cast.secretary, at=THURSDAY)

    with pytest.raises(NotReadyToStart):
        start_project(project, by=cast.head, at=THURSDAY)
    start_project(project, "Pekerjaan memakai bahan jadi.", NOBODY, by=cast.head, at=THURSDAY)

    assert (project.state, project.low_wage_why) == (ProjectState.STARTED, "Pekerjaan memakai bahan jadi.")


def test_exactly_half_for_wages_asks_for_no_reason(cast):
    project = prepared(cast)
    same = BillDraft(BillKind.MATERIAL, "Batu", Decimal(400), "m3", 80_000)

    write_bill(project, [WORKERS, same], by=cast.secretary, at=THURSDAY)
    start_project(project, unwitnessed_why=NOBODY, by=cast.head, at=THURSDAY)

    assert project.low_wage_why == ""


def test_nothing_begins_without_a_bill(cast):
    project = prepared(cast)

    with pytest.raises(NotReadyToStart):
        start_project(project, by=cast.head, at=THURSDAY)


def test_a_bill_stays_as_it_was_when_the_work_began(cast):
    project = started(cast)

    with pytest.raises(MoveNotAllowed):
        write_bill(project, BILL, by=cast.secretary, at=THURSDAY)


def test_a_project_halts_with_a_reason_and_goes_on(cast):
    project = started(cast)

    halt_project(project, "Menunggu semen.", by=cast.head, at=THURSDAY)
    assert (project.state, project.halted_why) == (ProjectState.HALTED, "Menunggu semen.")
    resume_project(project, by=cast.head, at=THURSDAY)

    assert (project.state, project.halted_why) == (ProjectState.STARTED, "")
    assert [act.kind for act in acts_on(project)] == [
        "project.prepared",
        "project.bill_written",
        "project.started",
        "project.halted",
        "project.resumed",
    ]


def test_works_are_listed_by_place_and_state(cast):
    project = started(cast)

    assert list_projects(cast.kampung.number, "started").rows == [project]
    assert list_projects(cast.kampung.number, "done").rows == []
    assert list_projects(cast.other_kampung.number).rows == []
