from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rembuk.programmes.clock import calendar_of, cycle_on, path_from, phase_on, stretch, under_way
from rembuk.programmes.parts import Saying
from rembuk.programmes.presets import preset_rules
from rembuk.programmes.queries import calendar, cycle_at, expected_path, phase_at
from rembuk.programmes.rules import Level, Phase
from tests import cast

RULES = preset_rules()


def phase(starts: str, ends: str, key: str = "gather", year_offset: int = 0) -> Phase:
    return Phase(key=key, label=Saying(id=key, en=key), starts=starts, ends=ends, year_offset=year_offset)


def with_phases(*phases: Phase):
    return msgspec.structs.replace(RULES, phases=list(phases))


@pytest.mark.parametrize(
    ("day", "key", "cycle"),
    [
        (date(2026, 1, 1), "gather", 2026),
        (date(2026, 5, 31), "gather", 2026),
        (date(2026, 6, 1), "hamlet", 2026),
        (date(2026, 8, 15), "check", 2026),
        (date(2026, 8, 16), "decide", 2026),
        (date(2026, 12, 31), "budget", 2026),
        (date(2027, 1, 1), "gather", 2027),
    ],
)
def test_each_day_has_the_phase_in_which_the_plan_is_made(day, key, cycle):
    found = phase_on(RULES, day)

    assert found is not None
    assert (found.phase.key, found.cycle) == (key, cycle)


def test_several_cycles_are_under_way_at_once():
    found = [(entry.phase.key, entry.cycle) for entry in under_way(RULES, date(2026, 3, 2))]

    assert found == [("gather", 2026), ("upward", 2025), ("build", 2025), ("care", 2024)]


def test_a_phase_over_the_turn_of_the_year_belongs_to_the_year_it_began_in():
    rules = with_phases(phase("11-15", "02-10"))

    spans = [phase_on(rules, day) for day in (date(2026, 11, 15), date(2027, 2, 10), date(2027, 2, 11))]

    assert [found and (found.cycle, found.first, found.last) for found in spans] == [
        (2026, date(2026, 11, 15), date(2027, 2, 10)),
        (2026, date(2026, 11, 15), date(2027, 2, 10)),
        None,
    ]


def test_between_two_phases_the_year_itself_is_the_cycle():
    rules = with_phases(phase("01-01", "01-31"), phase("01-01", "12-31", "build", 1))

    cycle = cycle_on(rules, date(2026, 6, 1))

    assert (cycle.year, [entry.phase.key for entry in cycle.under_way]) == (2026, ["build"])


def test_the_last_of_february_is_there_every_year():
    assert stretch(phase("02-29", "02-29"), 2028).first == date(2028, 2, 29)
    assert stretch(phase("02-29", "02-29"), 2027).first == date(2027, 2, 28)


@given(day=st.dates(date(2001, 1, 1), date(2199, 12, 31)))
def test_the_phases_of_the_preset_hold_every_day_once(day):
    planning = [found for found in under_way(RULES, day) if found.phase.year_offset == 0]

    assert len(planning) == 1
    assert planning[0].cycle == day.year


@given(
    day=st.dates(date(2001, 1, 1), date(2190, 12, 31)),
    starts=st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    ends=st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    offset=st.integers(0, 2),
)
def test_under_way_is_what_a_slow_search_finds(day, starts, ends, offset):
    one = phase(f"{starts:%m-%d}", f"{ends:%m-%d}", year_offset=offset)

    found = [entry.cycle for entry in under_way(with_phases(one), day)]

    assert found == [cycle for cycle in range(day.year + 3, day.year - 6, -1) if stretch(one, cycle).holds(day)]


# --- what to expect ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "asked_on", "answer_month", "building_year"),
    [
        (Level.VILLAGE, date(2026, 6, 30), date(2026, 9, 1), 2027),
        (Level.VILLAGE, date(2026, 7, 1), date(2027, 9, 1), 2028),
        (Level.SUBDISTRICT, date(2026, 9, 30), date(2027, 2, 1), 2028),
        (Level.SUBDISTRICT, date(2026, 10, 1), date(2028, 2, 1), 2029),
        (Level.REGENCY, date(2026, 8, 1), date(2027, 6, 1), 2028),
        (Level.PROVINCE, date(2026, 8, 1), date(2027, 6, 1), 2028),
        (Level.NATION, date(2026, 8, 1), date(2027, 6, 1), 2028),
        (Level.MIXED, date(2026, 12, 31), date(2028, 6, 1), 2029),
        (Level.MIXED, date(2027, 1, 1), date(2028, 6, 1), 2029),
    ],
)
def test_who_speaks_hears_when_an_answer_comes(level, asked_on, answer_month, building_year):
    path = path_from(RULES, level, asked_on)

    assert (path.answer_month, path.building_year) == (answer_month, building_year)


@given(asked_on=st.dates(date(2001, 1, 1), date(2190, 12, 31)), level=st.sampled_from(Level))
def test_nobody_is_promised_an_answer_in_the_past_or_a_road_before_its_answer(asked_on, level):
    path = path_from(RULES, level, asked_on)

    assert path.answer_month >= asked_on.replace(day=1)
    assert path.building_year > path.answer_month.year - 1
    assert path.building_year > asked_on.year


def test_the_calendar_of_a_year_runs_from_january_to_december():
    entries = calendar_of(RULES, 2027)

    assert len(entries) == len(RULES.calendar)
    assert [entry.first for entry in entries] == sorted(entry.first for entry in entries)
    assert {entry.first.year for entry in entries} == {2027}
    forum = next(entry for entry in entries if entry.step.label.id == "Musrenbang kecamatan")
    assert (forum.first, forum.last) == (date(2027, 2, 1), date(2027, 2, 28))


def test_a_step_over_the_turn_of_the_year_ends_in_the_next():
    step = msgspec.structs.replace(RULES.calendar[0], month=12, until_month=2)

    [entry] = calendar_of(msgspec.structs.replace(RULES, calendar=[step]), 2027)

    assert (entry.first, entry.last) == (date(2027, 12, 1), date(2028, 2, 29))


@pytest.mark.django_db
def test_a_programme_is_asked_by_the_moment_where_the_village_is():
    programme = cast.play().programme
    # Half past midnight on New Year in western Indonesia, still last year in Greenwich.
    new_year = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)

    found = phase_at(programme, new_year)

    assert found is not None
    assert (found.phase.key, found.cycle, cycle_at(programme, new_year).year) == ("gather", 2027, 2027)
    assert expected_path(programme, Level.VILLAGE, date(2026, 3, 2)).building_year == 2027
    assert calendar(programme, 2026, at=new_year)[0].first == date(2026, 1, 1)
