from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise

import pytest

from rembuk.people.roles import Role
from rembuk.programmes.parts import Saying
from rembuk.programmes.rules import Level, Outcome, Rules, read_rules, write_rules

PRESET = files("rembuk.programmes").joinpath("presets/lampung_tengah_2026.json")

FIFTEEN = {
    "BUKAN_KEWENANGAN",
    "SUDAH_DIBANGUN",
    "SUDAH_DIRENCANAKAN",
    "GANDA",
    "LAHAN_BELUM_JELAS",
    "TIDAK_LAYAK_TEKNIS",
    "DATA_KURANG",
    "PAGU_TIDAK_CUKUP",
    "PRIORITAS_LEBIH_RENDAH",
    "TIDAK_SESUAI_RPJM",
    "BARANG_TERLARANG",
    "KEPENTINGAN_PRIBADI",
    "DILUAR_FOKUS_DD",
    "DITARIK",
    "TIDAK_TERKAIT",
}


def day_of(month_and_day: str) -> date:
    return date.fromisoformat(f"2026-{month_and_day}")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return read_rules(PRESET.read_text(encoding="utf-8"))


def sayings(value) -> list[Saying]:
    if isinstance(value, Saying):
        return [value]
    if isinstance(value, dict):
        return [saying for part in value.values() for saying in sayings(part)]
    if isinstance(value, list):
        return [saying for part in value for saying in sayings(part)]
    if hasattr(value, "__struct_fields__"):
        return [saying for field in value.__struct_fields__ for saying in sayings(getattr(value, field))]
    return []


def test_the_preset_survives_being_written_and_read(rules):
    assert read_rules(write_rules(rules)) == rules


def test_the_fifteen_reasons_are_there_and_four_more_for_what_is_not_shown(rules):
    withholding = {reason.code for reason in rules.reasons if Outcome.WITHHELD in reason.allows}

    assert {reason.code for reason in rules.reasons} - withholding == FIFTEEN
    assert withholding == {"DATA_PRIBADI", "KATA_KASAR", "IKLAN", "MENYANGKUT_KESELAMATAN"}


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_a_reason_that_allows_it(rules, outcome):
    assert any(outcome in reason.allows for reason in rules.reasons)


def test_nothing_said_to_people_is_longer_than_twenty_words_a_sentence(rules):
    sentences = [
        sentence
        for saying in sayings(rules)
        for text in (saying.id, saying.en)
        for sentence in text.replace("?", ".").split(".")
    ]

    assert len(sentences) > 500
    assert [sentence for sentence in sentences if len(sentence.split()) > 20] == []


def test_both_languages_say_something_of_their_own(rules):
    assert [saying for saying in sayings(rules) if saying.id == saying.en] == []


def test_what_was_not_checked_says_so(rules):
    figures = [*rules.clocks.values(), *rules.calendar, rules.upward_path, rules.village_path]

    assert all(figure.source for figure in figures)
    assert all(
        figure.verified is ("belum dicek" not in figure.source) for figure in rules.calendar if figure.month == 6
    )
    assert not rules.upward_path.verified


def test_the_legal_clocks_are_those_of_the_rules_they_name(rules):
    hours = {"correct_data", "delete_data", "export_data", "withdraw_consent", "breach_notice"}
    days = {
        "forward": 3,
        "answer": 5,
        "complaint_not_for_audit": 14,
        "complaint_for_audit": 60,
        "close_after_silence": 10,
    }

    assert {key: (rules.clocks[key].amount, rules.clocks[key].unit.value) for key in hours} == dict.fromkeys(
        hours, (72, "hours")
    )
    assert {key: rules.clocks[key].amount for key in days} == days
    assert {rules.clocks[key].unit.value for key in days} == {"working_days"}


def test_the_phases_of_the_planning_year_follow_one_another_without_a_gap(rules):
    this_year = [phase for phase in rules.phases if phase.year_offset == 0]

    assert (this_year[0].starts, this_year[-1].ends) == ("01-01", "12-31")
    assert all(day_of(after.starts) - day_of(before.ends) == timedelta(days=1) for before, after in pairwise(this_year))


def test_a_question_is_asked_as_residents_see_it_and_never_names_an_office(rules):
    for entry in rules.authority:
        assert not {"dinas", "instansi", "opd"} & set(entry.question.id.lower().split())
        assert len({answer.key for answer in entry.answers}) == len(entry.answers)


def test_roads_lead_to_four_levels_and_to_nobody_knows(rules):
    levels = {answer.level for answer in rules.authority_for("road").answers}

    assert levels == {Level.VILLAGE, Level.REGENCY, Level.PROVINCE, Level.NATION, Level.MIXED}


def test_a_keyword_points_to_one_subject(rules):
    keywords = Counter(keyword for entry in rules.authority for keyword in entry.keywords)

    assert [keyword for keyword, times in keywords.items() if times > 1] == []
    assert all(keyword == keyword.lower() for keyword in keywords)


def test_incompatible_roles_are_roles_and_named_once(rules):
    pairs = [frozenset(entry.roles) for entry in rules.incompatible_roles]

    assert {role for pair in pairs for role in pair} <= {role.value for role in Role}
    assert [pair for pair in pairs if len(pair) != 2] == []
    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize(("year", "days"), [(2026, 25), (2027, 26)])
def test_the_holidays_are_as_many_as_the_decree_names(rules, year, days):
    assert sum(holiday.on.year == year for holiday in rules.holidays) == days


def test_holidays_stand_in_the_order_of_the_calendar(rules):
    days = [holiday.on for holiday in rules.holidays]

    assert days == sorted(days)
