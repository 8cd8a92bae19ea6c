"""How it was before a work and how it is after it: what may be written down when, by whom, and what is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from rembuk.journal.queries import acts_on, facts_of
from rembuk.kernel.periods import local_day, months_after
from rembuk.plans.activities import activity_of as official
from rembuk.projects.actions import (
    NotAnIndicator,
    NothingToCompare,
    NotThatDay,
    ReadAlready,
    ReadingDraft,
    TakenBackAlready,
    TooLateForBaseline,
    record_impact,
    take_back_impact,
)
from rembuk.projects.impact import Window, activity_of, impact_of, window_of
from rembuk.projects.indicators import indicators, indicators_for, work_kinds
from rembuk.projects.models import ImpactReading, Project, ReadingTakenBack
from rembuk.projects.queries import handover_of
from rembuk.projects.states import ImpactMoment
from rembuk.projects.tasks import WorkTaskKind, work_tasks
from tests.cast import THURSDAY, Cast, key_of
from tests.projects.scenes import WET_DAYS, done, handed_over, prepared, read_before, read_on, started

# 6, 12 and 24 months after Thursday, 26 November 2026.
MAY, NEXT_NOVEMBER, LAST_NOVEMBER = date(2027, 5, 26), date(2027, 11, 26), date(2028, 11, 26)
FOLLOW_UPS = (WorkTaskKind.HALF_YEAR_AFTER, WorkTaskKind.YEAR_AFTER, WorkTaskKind.TWO_YEARS_AFTER)


def noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 5, tzinfo=UTC)


def counted(project: Project) -> dict[tuple[str, str], Decimal]:
    impact = impact_of(project, activity_of(project), handover_of(project))
    return {slot: reading.value for slot, reading in impact.readings.items()}


def due(cast: Cast, on: date) -> list[tuple[WorkTaskKind, date, date]]:
    tasks = work_tasks(cast.facilitator, at=noon(on))
    return [
        (queue.kind, local_day(row.since), local_day(row.due_at))
        for queue in tasks
        for row in queue.rows
        if queue.kind in FOLLOW_UPS
    ]


def test_every_kind_has_indicators_in_two_languages_and_official_activities() -> None:
    parts = [part for one in indicators().values() for part in (one.name, one.unit, one.measured)]

    assert {one.kind.key for one in indicators().values()} == set(work_kinds())
    assert all(word for part in parts for word in part.values())
    assert all(official(code).code == code for kind in work_kinds().values() for code in kind.activities)
    assert [one.key for one in indicators_for("4.2.04")] == ["irrigation_hectares", "irrigation_crops"]
    assert indicators_for("1.4.02") == ()


def test_an_activity_belongs_to_one_kind_of_work() -> None:
    codes = [code for kind in work_kinds().values() for code in kind.activities]

    assert len(codes) == len(set(codes))


def test_what_it_was_before_is_written_down_once_with_how_and_in_which_role(cast: Cast) -> None:
    project = prepared(cast)

    first, again = (read_before(project, cast, 12) for _time in range(2))

    assert first == again
    assert (first.taken_as, first.households, first.method) == ("facilitator", 12, "Ditanyakan dari rumah ke rumah.")
    assert counted(project) == {(WET_DAYS, "before"): Decimal(12)}
    act = acts_on(project).filter(kind="project.impact_read").get()
    assert {name: facts_of(act)[name] for name in ("indicator", "moment", "value", "role")} == {
        "indicator": WET_DAYS, "moment": "before", "value": "12", "role": "facilitator"
    }  # fmt: skip


@pytest.mark.parametrize("scene", [done, handed_over])
def test_it_is_too_late_for_a_baseline_once_the_work_is_done(cast: Cast, scene) -> None:
    project = scene(cast)

    with pytest.raises(TooLateForBaseline, match=project.code):
        read_before(project, cast, 12)
    assert not ImpactReading.objects.exists()


def test_a_baseline_may_be_written_while_it_is_being_built(cast: Cast) -> None:
    assert read_before(started(cast), cast, 12).value == 12


def test_what_is_not_measured_about_this_kind_of_work_is_refused(cast: Cast) -> None:
    project = prepared(cast)

    for name in ("water_litres", "apa saja", ""):
        with pytest.raises(NotAnIndicator):
            read_on(project, cast, 3, ImpactMoment.BEFORE, local_day(THURSDAY), indicator=name)


def test_a_day_ahead_is_refused(cast: Cast) -> None:
    tomorrow = local_day(THURSDAY) + timedelta(days=1)

    with pytest.raises(NotThatDay):
        read_on(prepared(cast), cast, 3, ImpactMoment.BEFORE, tomorrow, at=THURSDAY)


def test_without_a_baseline_nothing_is_compared(cast: Cast) -> None:
    project = handed_over(cast)

    with pytest.raises(NothingToCompare, match=WET_DAYS):
        read_on(project, cast, 27, ImpactMoment.HALF_YEAR, MAY)
    assert due(cast, MAY) == []


@pytest.mark.parametrize(
    ("moment", "on", "fits"),
    [
        (ImpactMoment.HALF_YEAR, MAY - timedelta(days=1), False),
        (ImpactMoment.HALF_YEAR, MAY, True),
        (ImpactMoment.HALF_YEAR, NEXT_NOVEMBER - timedelta(days=1), True),
        (ImpactMoment.HALF_YEAR, NEXT_NOVEMBER, False),
        (ImpactMoment.YEAR, NEXT_NOVEMBER, True),
        (ImpactMoment.YEAR, LAST_NOVEMBER, False),
        (ImpactMoment.TWO_YEARS, LAST_NOVEMBER + timedelta(days=900), True),
    ],
)
def test_a_follow_up_is_read_in_its_own_months(cast: Cast, moment: ImpactMoment, on: date, fits: bool) -> None:
    project = handed_over(cast, before=12)

    if fits:
        assert read_on(project, cast, 27, moment, on).value == 27
    else:
        with pytest.raises(NotThatDay):
            read_on(project, cast, 27, moment, on)


def test_before_the_handover_nothing_is_followed_up(cast: Cast) -> None:
    project = started(cast)
    read_before(project, cast, 12)

    with pytest.raises(NotThatDay):
        read_on(project, cast, 27, ImpactMoment.HALF_YEAR, MAY)


def test_follow_ups_come_to_the_desk_on_their_day_with_a_clock_and_leave_once_written(cast: Cast) -> None:
    project = handed_over(cast, before=12)

    assert due(cast, MAY - timedelta(days=1)) == []
    assert due(cast, MAY) == [(WorkTaskKind.HALF_YEAR_AFTER, MAY, date(2027, 6, 23))]
    read_on(project, cast, 27, ImpactMoment.HALF_YEAR, MAY)
    assert due(cast, MAY + timedelta(days=30)) == []
    assert due(cast, NEXT_NOVEMBER) == [(WorkTaskKind.YEAR_AFTER, NEXT_NOVEMBER, date(2027, 12, 24))]
    assert [kind for kind, _since, _due in due(cast, LAST_NOVEMBER)] == [WorkTaskKind.TWO_YEARS_AFTER]


def test_follow_ups_wait_at_the_village_office_and_the_facilitator_and_nowhere_else(cast: Cast) -> None:
    handed_over(cast, before=12)
    people = {name: person for name, person in vars(cast).items() if name in {*cast.staff, "resident"}}

    waits_for = {name for name, person in people.items() if work_tasks(person, at=noon(MAY))}

    assert waits_for == {"officer", "secretary", "facilitator"}


def test_a_prepared_work_waits_for_its_baseline(cast: Cast) -> None:
    project = prepared(cast)

    def waits() -> bool:
        return WorkTaskKind.BASELINE in {queue.kind for queue in work_tasks(cast.officer, at=THURSDAY)}

    assert waits()
    reading = read_before(project, cast, 12)
    assert not waits()
    take_back_impact(reading, "Salah jalan.", by=cast.officer, at=THURSDAY)
    assert waits()


@pytest.mark.parametrize(
    ("handed_over_on", "opens"),
    [
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 8, 28), date(2027, 2, 28)),
    ],
)
def test_months_end_with_the_month_where_it_is_shorter(cast: Cast, handed_over_on: date, opens: date) -> None:
    assert window_of(ImpactMoment.HALF_YEAR, handed_over_on) == Window(opens, months_after(handed_over_on, 12))
    handed_over(cast, before=12, at=noon(handed_over_on))
    assert due(cast, opens - timedelta(days=1)) == []
    assert [since for _kind, since, _due in due(cast, opens)] == [opens]


def test_a_figure_is_read_once_at_each_moment_until_it_is_taken_back_with_a_reason(cast: Cast) -> None:
    project = prepared(cast)
    wrong = read_on(project, cast, 21, ImpactMoment.BEFORE, local_day(THURSDAY), key="wrong", at=THURSDAY)
    with pytest.raises(ReadAlready, match="21"):
        read_on(project, cast, 12, ImpactMoment.BEFORE, local_day(THURSDAY))

    take_back_impact(wrong, "Tertukar dengan jalan lain.", by=cast.secretary, at=THURSDAY + timedelta(minutes=5))
    read_on(project, cast, 12, ImpactMoment.BEFORE, local_day(THURSDAY), at=THURSDAY + timedelta(hours=1))

    assert counted(project) == {(WET_DAYS, "before"): Decimal(12)}
    assert ImpactReading.objects.count() == 2
    with pytest.raises(TakenBackAlready, match="Tertukar"):
        take_back_impact(wrong, "Lagi.", by=cast.secretary, at=THURSDAY)
    assert [act.kind for act in acts_on(project)][-3:] == [
        "project.impact_read", "project.impact_taken_back", "project.impact_read"
    ]  # fmt: skip


def test_two_who_write_at_once_are_told_apart_by_the_database(cast: Cast) -> None:
    reading = read_before(prepared(cast), cast, 12)
    same = ImpactReading.objects.values().get(pk=reading.pk)

    for changed, name in (
        ({"key": key_of("other")}, "an_indicator_is_read_once_at_each_moment"),
        ({"key": key_of("other"), "turn": 1, "value": -1}, "an_impact_reading_is_not_negative"),
        ({"turn": 1}, "an_impact_reading_is_written_once"),
    ):
        columns = {column: value for column, value in same.items() if column != "id"} | changed
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            ImpactReading.objects.create(**columns)
        assert name in str(refused.value) or "UNIQUE" in str(refused.value)


def test_readings_and_what_takes_them_back_are_never_changed_not_even_past_the_actions(cast: Cast) -> None:
    take_back_impact(read_before(prepared(cast), cast, 12), "Salah jalan.", by=cast.officer, at=THURSDAY)

    for rows, change in ((ImpactReading.objects.all(), {"value": 1}), (ReadingTakenBack.objects.all(), {"why": "x"})):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_who_has_no_part_in_it_writes_nothing_and_takes_nothing_back(cast: Cast) -> None:
    project = prepared(cast)
    draft = ReadingDraft(WET_DAYS, ImpactMoment.BEFORE, Decimal(3), local_day(THURSDAY), "Dilihat.")
    strangers = (cast.head, cast.council, cast.monitor, cast.resident, cast.other_officer, None)

    for person in strangers:
        with pytest.raises(PermissionDenied):
            record_impact(project, draft, key=key_of("x"), by=person, at=THURSDAY)
    assert not ImpactReading.objects.exists()
    reading = read_before(project, cast, 12)
    for person in strangers:
        with pytest.raises(PermissionDenied):
            take_back_impact(reading, "Tidak.", by=person, at=THURSDAY)
    assert not ReadingTakenBack.objects.exists()


def test_a_work_of_another_kind_has_nothing_to_measure(cast: Cast) -> None:
    project = prepared(cast)
    impact = impact_of(project, "1.4.02", None)

    assert (impact.indicators, list(impact.open_on(local_day(THURSDAY)))) == ((), [])
    assert replace(impact, indicators=indicators_for("2.3.10")).compared == []
