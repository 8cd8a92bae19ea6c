"""Somebody goes there and says that it is not so: a case is opened, and not for those who measured."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from msgspec.structs import replace

from rembuk.finance.asking import asked_about_work
from rembuk.finance.models import Asked
from rembuk.journeys import disputes
from rembuk.journeys.disputes import judge_work
from rembuk.programmes.queries import rules_around
from rembuk.programmes.rules import WorkRules
from rembuk.projects.models import Measurement
from rembuk.projects.states import Verdict
from rembuk.voices.models import Voice
from rembuk.voices.permissions import may_answer_voice, may_decide_voice, may_tidy_voice
from rembuk.voices.states import VoiceKind
from tests.cast import THURSDAY, Cast
from tests.projects.scenes import measured, started
from tests.web.pages import read

pytestmark = pytest.mark.django_db

WORDS = "Tebalnya hanya 12 cm, bukan 15."


@pytest.fixture
def measurement(cast: Cast) -> Measurement:
    return measured(started(cast), 150, cast)


def test_a_dispute_opens_a_case_that_reaches_somebody_who_is_not_accused(cast: Cast, measurement: Measurement) -> None:
    judge_work(measurement, Verdict.DISPUTED, WORDS, by=cast.facilitator, at=THURSDAY)

    case = Voice.objects.get(kind=VoiceKind.COMPLAINT)
    accused = (cast.officer, cast.head, cast.secretary)
    assert (case.about_office, WORDS in case.words, measurement.project.code in case.words) == (True, True, True)
    assert [
        any(may(person, case, at=THURSDAY) for may in (may_tidy_voice, may_answer_voice, may_decide_voice))
        for person in accused
    ] == [False] * len(accused)
    assert may_decide_voice(cast.camat, case, at=THURSDAY)


def test_a_second_dispute_of_the_same_measurement_opens_no_second_case(cast: Cast, measurement: Measurement) -> None:
    for person in (cast.facilitator, cast.council):
        judge_work(measurement, Verdict.DISPUTED, f"{WORDS} {person.pk}", by=person, at=THURSDAY)

    assert (Asked.objects.count(), Voice.objects.filter(kind=VoiceKind.COMPLAINT).count()) == (1, 1)


@pytest.mark.parametrize("verdict", [Verdict.CONFIRMED, Verdict.UNCLEAR])
def test_who_confirms_or_cannot_tell_opens_no_case(cast: Cast, measurement: Measurement, verdict: Verdict) -> None:
    judge_work(measurement, verdict, "Saya ke sana.", by=cast.facilitator, at=THURSDAY)

    assert not Asked.objects.exists()


def test_the_rules_say_how_many_must_dispute(
    cast: Cast, measurement: Measurement, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = rules_around(measurement.project.region_number, THURSDAY)
    later = replace(rules, works=WorkRules(disputes_for_a_case=2))
    monkeypatch.setattr(disputes, "rules_around", lambda _number, _at: later)

    judge_work(measurement, Verdict.DISPUTED, WORDS, by=cast.facilitator, at=THURSDAY)
    first = Asked.objects.count()
    judge_work(measurement, Verdict.DISPUTED, WORDS, by=cast.council, at=THURSDAY)

    assert (first, Asked.objects.count()) == (0, 1)


def test_the_work_leads_to_its_case_and_the_case_to_the_work(cast: Cast, measurement: Measurement) -> None:
    judge_work(measurement, Verdict.DISPUTED, WORDS, by=cast.facilitator, at=THURSDAY)

    [asked] = asked_about_work(measurement.project)
    project = measurement.project.code
    with time_machine.travel(THURSDAY, tick=False):
        assert f"/s/{asked.voice.code}" in read(Client().get(f"/kerja/{project}")).links
        assert f"/kerja/{project}#looks" in read(Client().get(f"/s/{asked.voice.code}")).links
