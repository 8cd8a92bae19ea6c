"""Questions a reader may ask: each at its threshold, none below it, and none of them an accusation."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from rembuk.plans.models import PlanItem
from rembuk.programmes.rules import WorkRules
from rembuk.projects.actions import (
    BillDraft,
    ChangeDraft,
    agree_to_change,
    announce_witnesses,
    ask_for_change,
    look_at_work,
    name_team_member,
    start_project,
    write_bill,
)
from rembuk.projects.buying import bought_for, buying_questions
from rembuk.projects.models import BillRow, Project
from rembuk.projects.queries import Step, bill_of, changes_of, progress_of, reach_of, team_of
from rembuk.projects.questioning import Question, QuestionKind
from rembuk.projects.questions import haste_questions, percent_over, price_questions, progress_questions, team_questions
from rembuk.projects.states import BillKind, ChangeKind, Duty, Verdict
from tests.cast import THURSDAY, Cast
from tests.projects.scenes import measured, prepared, residents, seen, started

RULES = WorkRules()
KEY = UUID(int=1)


def priced(project: Project, price: int, standard: int | None, cast: Cast) -> Project:
    sand = BillDraft(BillKind.MATERIAL, "Pasir", Decimal(5), "m3", price, standard)
    write_bill(project, [sand], by=cast.secretary, at=THURSDAY)
    return project


def questions_about(project: Project, rules: WorkRules, *, at: datetime) -> list[Question]:
    """Return all that the pages of a work ask, in the order of QuestionKind."""
    return [
        *price_questions(project, list(bill_of(project)), rules),
        *haste_questions(project, changes_of(project), rules),
        *team_questions(project, list(team_of(project))),
        *progress_questions(project, reach_of(project), at=at),
        *buying_questions(bought_for(project), rules),
    ]


def kinds(project: Project, at: datetime = THURSDAY) -> list[QuestionKind]:
    return [one.kind for one in questions_about(project, RULES, at=at)]


@pytest.mark.parametrize(
    ("price", "usual", "over"), [(120, 100, 20), (121, 100, 21), (1_209, 1_000, 20), (90, 100, -10), (5, 0, 0)]
)
def test_a_price_is_over_another_in_whole_per_cent(price, usual, over):
    assert percent_over(price, usual) == over


@pytest.mark.parametrize(("price", "asked"), [(120_999, []), (121_000, [QuestionKind.OVER_STANDARD])])
def test_a_price_is_asked_about_above_the_threshold_only(cast, price, asked):
    assert kinds(priced(prepared(cast), price, 100_000, cast)) == asked


def test_the_threshold_comes_from_the_rules(cast):
    project = priced(prepared(cast), 121_000, 100_000, cast)

    (asked,) = questions_about(project, RULES, at=THURSDAY)

    assert asked == Question(QuestionKind.OVER_STANDARD, "Pasir", 21, 20)
    assert questions_about(project, WorkRules(price_percent=25), at=THURSDAY) == []


def test_a_price_far_above_three_neighbours_is_asked_about_and_above_two_not(cast):
    project = priced(prepared(cast), 130_000, None, cast)
    theirs = next_door(project, cast)
    for price in (90_000, 100_000):
        priced_next_door(theirs, price)
    assert kinds(project) == []

    priced_next_door(theirs, 110_000)

    assert questions_about(project, RULES, at=THURSDAY) == [Question(QuestionKind.OVER_NEIGHBOURS, "Pasir", 30, 20)]


def next_door(project: Project, cast: Cast) -> Project:
    item = project.item
    same = {one.attname: getattr(item, one.attname) for one in PlanItem._meta.concrete_fields if one.name != "id"}
    there = {"region_id": cast.other_kampung.pk, "region_number": cast.other_kampung.number}
    other = PlanItem.objects.create(**{**same, **there, "code": "US-TETANGGA", "need_id": None, "locality_id": None})
    values = {one.attname: getattr(project, one.attname) for one in Project._meta.concrete_fields if one.name != "id"}
    return Project.objects.create(**{**values, **there, "code": "KJ-TETANGGA", "item_id": other.pk})


def priced_next_door(project: Project, price: int) -> None:
    BillRow.objects.create(
        project=project, kind=BillKind.MATERIAL, what="Pasir", quantity=1, unit="m3", price_rupiah=price
    )


def test_a_quick_and_early_start_without_team_or_residents_and_a_late_end_are_asked_about(cast):
    project = started(cast)

    assert kinds(project) == [
        QuestionKind.QUICK_START, QuestionKind.EARLY, QuestionKind.NO_TEAM, QuestionKind.UNWITNESSED,
    ]  # fmt: skip
    assert questions_about(project, RULES, at=datetime(2027, 8, 15, tzinfo=UTC))[-1] == Question(
        QuestionKind.LATE, found=2
    )


def test_residents_drawn_after_the_beginning_end_the_question_for_them(cast):
    project = started(cast)
    residents(cast, 5)

    announce_witnesses(project, "rahasia", by=cast.facilitator, at=THURSDAY)

    assert QuestionKind.UNWITNESSED not in kinds(project)


def test_a_day_between_the_hands_is_time_enough_and_its_month_is_early_enough(cast):
    project = prepared(cast)
    project.year, project.first_month, project.last_month = 2026, 11, 12
    priced(project, 80_000, None, cast)
    name_team_member(project, "Pak Contoh", Duty.CHAIR, key=KEY, by=cast.secretary, at=THURSDAY)
    later = THURSDAY + timedelta(days=1)
    residents(cast, 5)
    announce_witnesses(project, "rahasia", by=cast.facilitator, at=THURSDAY)

    start_project(project, "Bahan jadi.", by=cast.head, at=later)

    assert kinds(project, later) == []


@pytest.mark.parametrize(("amount", "asked"), [(150, []), (151, [Question(QuestionKind.OVER_PLAN, found=1)])])
def test_more_than_planned_is_asked_about_from_the_first_bit_on(cast, amount, asked):
    project = started(cast)
    measured(project, amount, cast)

    questions = questions_about(project, RULES, at=THURSDAY)

    assert [one for one in questions if one.kind is QuestionKind.OVER_PLAN] == asked


def test_a_declared_interest_and_a_quick_change_are_asked_about_with_their_words(cast):
    project = started(cast)
    name_team_member(project, "Pak Contoh", Duty.CHAIR, "Adik penjual.", key=KEY, by=cast.secretary, at=THURSDAY)
    draft = ChangeDraft(ChangeKind.DELAY, "Hujan.", last_month=9)
    change = ask_for_change(project, draft, key=KEY, by=cast.officer, at=THURSDAY)
    agree_to_change(change, by=cast.head, at=THURSDAY + timedelta(hours=2))

    asked = questions_about(project, RULES, at=THURSDAY)

    assert Question(QuestionKind.QUICK_CHANGE, "Hujan.", 2, 24) in asked
    assert Question(QuestionKind.INTEREST, "Adik penjual.") in asked


def test_a_dispute_is_asked_about_until_it_is_measured_again(cast):
    project = started(cast)
    look_at_work(measured(project, 60, cast), Verdict.DISPUTED, "Baru 40.", by=cast.council, at=THURSDAY)
    assert QuestionKind.DISPUTED in kinds(project)

    measured(project, 40, cast)

    assert QuestionKind.DISPUTED not in kinds(project)


def test_progress_is_two_numbers_for_each_measurement(cast):
    project = started(cast)
    seen(measured(project, 60, cast), cast.facilitator, cast.council)
    measured(project, 90, cast)

    assert progress_of(project) == [Step(date(2026, 11, 26), 40, 40), Step(date(2026, 11, 26), 60, 40)]
