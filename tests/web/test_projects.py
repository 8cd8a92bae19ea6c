"""What is built as everybody reads it, and the way from a voice to the work and back."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from rembuk.journeys.trace import StationKind, thread_of
from rembuk.projects.actions import finish_project, look_at_work
from rembuk.projects.states import Verdict
from rembuk.voices.models import Voice
from tests.cast import THURSDAY, Cast, play
from tests.projects.scenes import measured, prepared, seen, started
from tests.web.pages import Page, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return play()


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(THURSDAY, tick=False):
        yield


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

    text = page(f"/kerja/{project.code}").text

    assert "TPK menyebut 100 %; ada yang memeriksa dan menyatakan tidak begitu." in text
    assert "Tebalnya hanya 8 cm." in text
    assert cast.monitor.name not in text


def test_the_bill_shows_the_residents_share_and_the_share_of_wages(cast: Cast) -> None:
    text = page(f"/kerja/{started(cast).code}").text

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
