"""How days, working days and deadlines are counted and said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.kernel.periods import (
    WIB,
    Span,
    Unit,
    day,
    deadline,
    local_day,
    moment,
    month,
    month_name,
    working_day_after,
    working_days_between,
)

MONDAY = date(2026, 11, 23)
NO_HOLIDAYS = frozenset[date]()
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
holiday_lists = st.frozensets(st.dates(date(2025, 12, 1), date(2026, 2, 28)), max_size=30)
days_near_holidays = st.dates(date(2025, 12, 1), date(2026, 2, 28))


def counted_one_by_one(start: date, end: date, holidays: frozenset[date]) -> int:
    """Count working days by looking at each day: slow, and plain to see."""
    every_day = [start + timedelta(days=step) for step in range(1, (end - start).days + 1)]
    return len([on for on in every_day if on.isoweekday() not in {6, 7} and on not in holidays])


def test_three_working_days_after_a_thursday_end_on_tuesday() -> None:
    assert working_day_after(date(2026, 11, 26), 3, NO_HOLIDAYS) == date(2026, 12, 1)


def test_a_holiday_moves_the_end_of_working_days() -> None:
    christmas = frozenset({date(2026, 12, 25)})

    assert working_day_after(date(2026, 12, 24), 1, christmas) == date(2026, 12, 28)


def test_a_holiday_on_a_sunday_costs_no_working_day() -> None:
    sunday = frozenset({date(2026, 11, 29)})

    assert working_days_between(MONDAY, date(2026, 11, 30), sunday) == 5


def test_no_working_days_end_where_they_begin_even_on_a_sunday() -> None:
    assert working_day_after(date(2026, 11, 29), 0, NO_HOLIDAYS) == date(2026, 11, 29)


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="counted forward"):
        working_day_after(MONDAY, -1, NO_HOLIDAYS)


@given(days_near_holidays, st.integers(0, 60), holiday_lists)
def test_the_end_of_working_days_is_the_first_day_that_a_slow_count_agrees_with(
    start: date, amount: int, holidays: frozenset[date]
) -> None:
    end = working_day_after(start, amount, holidays)

    assert counted_one_by_one(start, end, holidays) == amount
    assert amount == 0 or counted_one_by_one(start, end - timedelta(days=1), holidays) == amount - 1


@given(days_near_holidays, days_near_holidays, holiday_lists)
def test_working_days_between_two_days_equal_a_slow_count(
    one_day: date, another_day: date, holidays: frozenset[date]
) -> None:
    start, end = sorted((one_day, another_day))

    assert working_days_between(start, end, holidays) == counted_one_by_one(start, end, holidays)
    assert working_days_between(end, start, holidays) == -counted_one_by_one(start, end, holidays)


def test_a_deadline_in_working_days_is_the_end_of_the_last_day_in_western_indonesia() -> None:
    received = datetime(2026, 11, 26, 9, 30, tzinfo=WIB)

    due = deadline(received, Span(3, Unit.WORKING_DAYS), NO_HOLIDAYS)

    assert due == datetime(2026, 12, 1, 23, 59, 59, 999999, tzinfo=WIB)
    assert due.tzinfo is UTC


def test_a_deadline_in_days_counts_sundays_and_holidays() -> None:
    received = datetime(2026, 11, 26, 9, 30, tzinfo=WIB)

    due = deadline(received, Span(3, Unit.DAYS), frozenset({date(2026, 11, 27)}))

    assert due == datetime(2026, 11, 29, 23, 59, 59, 999999, tzinfo=WIB)


def test_a_deadline_in_hours_runs_from_the_minute_and_through_the_weekend() -> None:
    received = datetime(2026, 11, 27, 9, 30, tzinfo=WIB)

    due = deadline(received, Span(72, Unit.HOURS), NO_HOLIDAYS)

    assert due == datetime(2026, 11, 30, 9, 30, tzinfo=WIB)


def test_a_voice_of_the_small_hours_belongs_to_the_day_of_the_village_not_of_greenwich() -> None:
    after_midnight = datetime(2026, 11, 22, 17, 5, tzinfo=UTC)

    due = deadline(after_midnight, Span(1, Unit.WORKING_DAYS), NO_HOLIDAYS)

    assert local_day(after_midnight) == MONDAY
    assert local_day(due) == date(2026, 11, 24)


@given(st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)), st.integers(1, 40))  # noqa: DTZ001 - the strategy adds the zone
def test_a_deadline_in_any_unit_lies_ahead(start: datetime, amount: int) -> None:
    assert all(deadline(start, Span(amount, unit), NO_HOLIDAYS) > start for unit in Unit)


def test_a_span_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Span(0, Unit.DAYS)


def test_a_moment_without_a_zone_is_refused() -> None:
    nowhere = datetime(2026, 11, 23, 14, 5)  # noqa: DTZ001 - the missing zone is the point

    with pytest.raises(ValueError, match="does not say its time zone"):
        local_day(nowhere)
    with pytest.raises(ValueError, match="does not say its time zone"):
        moment(nowhere)
    with pytest.raises(ValueError, match="does not say its time zone"):
        deadline(nowhere, Span(1, Unit.HOURS), NO_HOLIDAYS)


def test_days_and_moments_are_said_in_both_languages() -> None:
    at = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)

    assert day(MONDAY) == "Senin, 23 Nov 2026"
    assert day(MONDAY, "en") == "Monday, 23 Nov 2026"
    assert moment(at) == "Senin, 23 Nov 2026, 14.05 WIB"
    assert moment(at, "en") == "Monday, 23 Nov 2026, 14:05 WIB"
    assert month(date(2027, 6, 1)) == "Juni 2027"
    assert month(date(2027, 6, 1), "en") == "June 2027"


def test_every_weekday_and_month_has_its_usual_short_form() -> None:
    week = [day(MONDAY + timedelta(days=step)).partition(",")[0] for step in range(7)]
    year = [day(date(2026, number, 1)).split()[2] for number in range(1, 13)]

    assert week == ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
    assert year == ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]


@pytest.mark.parametrize("number", [0, 13, -1])
def test_there_is_no_thirteenth_month(number: int) -> None:
    with pytest.raises(ValueError, match="there is no month"):
        month_name(number)


@given(days)
def test_english_days_are_those_of_the_standard_library(on: date) -> None:
    assert day(on, "en") == f"{on:%A}, {on.day} {on:%b} {on.year}"
