"""What is built as everybody reads it, and the way from a voice to the work and back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from rembuk.journeys.trace import StationKind, thread_of
from rembuk.journeys.work_money import Money, Spending, money_questions
from rembuk.programmes.rules import WorkRules
from rembuk.projects.actions import finish_project, look_at_work, name_team_member
from rembuk.projects.queries import Step, reach_of
from rembuk.projects.questioning import QuestionKind
from rembuk.projects.states import Duty, Verdict
from rembuk.voices.models import Voice
from rembuk.web.projects.curve import curve, moments_of, planned_percent
from tests.cast import THURSDAY, Cast
from tests.projects.scenes import measured, photographed, prepared, seen, started
from tests.web.pages import Page, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]


def page(address: str) -> Page:
    return read(Client().get(address))


def test_a_voice_leads_to_the_work_and_the_work_back_to_the_voices(cast: Cast) -> None:
    project = started(cast)
    voice = Voice.objects.get(need=project.item.need)

    way, work, item = page(f"/s/{voice.code}"), page(f"/kerja/{project.code}"), page(f"/r/{project.item.code}")

    assert [(one.kind, one.target) for one in thread_of(voice)][-2:] == [
        (StationKind.PROJECT_PREPARED, project.code),
        (StationKind.PROJECT_STARTED, project.code),
    ]
    assert f"/kerja/{project.code}" in way.links
    assert {f"/r/{project.item.code}", f"/k/{project.item.need.code}"} <= set(work.links)
    assert f"/s/{voice.code}" in item.links


def test_how_far_it_is_is_an_interval_until_others_have_seen_it(cast: Cast) -> None:
    project = started(cast)
    seen(measured(project, 60, cast), cast.facilitator, cast.council)
    measured(project, 90, cast)

    assert "Antara 40 % dan 60 % sudah berdiri." in page(f"/kerja/{project.code}").text
    assert "Antara 40 % dan 60 % sudah berdiri." in page("/kerja").text


def test_a_doubt_is_shown_with_its_words_and_without_a_name(cast: Cast) -> None:
    project = started(cast)
    measurement = measured(project, 150, cast)
    look_at_work(measurement, Verdict.DISPUTED, "Tebalnya hanya 8 cm.", by=cast.monitor, at=THURSDAY)

    work = page(f"/kerja/{project.code}")
    text = page(f"/kerja/{project.code}/pemeriksaan").text

    assert "TPK menyebut 100 %; ada yang memeriksa dan menyatakan tidak begitu." in work.text
    assert f"/kerja/{project.code}/pemeriksaan#looks" in work.links
    assert "Tebalnya hanya 8 cm." in text
    assert cast.monitor.name not in text


def test_the_bill_shows_the_residents_share_and_the_share_of_wages(cast: Cast) -> None:
    text = page(f"/kerja/{started(cast).code}/rab").text

    assert "Rp 62.100.000" in text.replace("\xa0", " ")
    assert "Rp 1.500.000" in text.replace("\xa0", " ")
    assert "52" in text


def test_works_are_chosen_by_kampung_and_state(cast: Cast) -> None:
    project = started(cast)
    seen(measured(project, 150, cast), cast.facilitator, cast.council)
    finish_project(project, by=cast.head, at=THURSDAY)

    assert f"/kerja/{project.code}" in page("/kerja?keadaan=done&kampung=18.02.02.2005").links
    assert f"/kerja/{project.code}" not in page("/kerja?keadaan=started").links


def test_a_number_typed_carelessly_leads_to_the_work_and_a_wrong_one_nowhere(cast: Cast) -> None:
    project = prepared(cast)

    assert Client().get(f"/kerja/{project.code.lower()}").headers["Location"] == f"/kerja/{project.code}"
    assert page("/kerja/KJ-AAAAA").status == 404
    assert page("/kerja?mulai=apa").status == 404


def test_a_work_shows_before_and_after_its_team_and_what_it_may_be_asked(cast: Cast) -> None:
    project = photographed(started(cast), cast)
    name_team_member(project, "Pak Contoh", Duty.CHAIR, "Adik penjual.", key=UUID(int=1), by=cast.officer, at=THURSDAY)
    seen(measured(project, 60, cast), cast.facilitator, cast.council)

    work, checks = page(f"/kerja/{project.code}"), page(f"/kerja/{project.code}/pemeriksaan")

    assert "Sebelum dimulai, November 2026" in work.text
    assert all(words in checks.text for words in ("Pak Contoh", "Adik penjual.", "Pertanyaan bukan tuduhan"))


def test_the_page_of_a_work_leads_to_all_that_is_known_about_it_and_each_leads_back(cast: Cast) -> None:
    here = f"/kerja/{photographed(started(cast), cast).code}"
    parts = ("rab", "belanja", "perjalanan", "pemeriksaan", "perbandingan", "riwayat", "tanya", "gotong-royong")

    links = page(here).links

    assert [part for part in parts if f"{here}/{part}" not in links] == []
    assert [part for part in parts if here not in page(f"{here}/{part}").links] == []
    assert {page(f"/kerja/KJ-AAAAA/{part}").status for part in parts} == {404}


def test_more_spent_than_stands_is_asked_about_and_drawn(cast: Cast) -> None:
    project = started(cast)
    days = ((date(2026, 11, 26), 10_000_000), (date(2026, 12, 20), 45_000_000))
    spending = Spending(None, 62_500_000, days)

    [asked] = money_questions(project, reach_of(project), Money(62_500_000, 45_000_000), WorkRules())
    moments = moments_of(project, [Step(date(2026, 12, 1), 40, 20)], spending)
    chart = curve(moments)

    assert (asked.kind, asked.found, asked.threshold) == (QuestionKind.MONEY_AHEAD, 72, 20)
    assert [(one.claimed, one.seen, one.spent) for one in moments] == [(0, 0, 16), (40, 20, 16), (40, 20, 72)]
    assert [row[1:] for row in chart.rows] == [(one.planned, one.claimed, one.seen, one.spent) for one in moments]
    assert chart.drawing.count("<polyline") == len(chart.columns) - 1


def test_the_planned_part_runs_with_the_planned_months(cast: Cast) -> None:
    project = started(cast)

    days = (date(2027, 3, 31), date(2027, 4, 1), date(2027, 5, 16), date(2027, 6, 30), date(2027, 7, 1))

    assert [planned_percent(project, day) for day in days] == [0, 0, 49, 98, 100]


def test_a_first_measurement_on_the_first_day_is_not_called_nothing(cast: Cast) -> None:
    project = started(cast)
    address = f"/kerja/{project.code}/perjalanan"

    before = page(address).text
    measured(project, 60, cast)
    after = page(address).text

    assert ["Belum ada yang diukur" in text for text in (before, after)] == [True, False]
