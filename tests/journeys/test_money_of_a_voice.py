"""From a payment to the voice that asked for the work, and from the voice to what became of it."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from rembuk.finance.actions import turn_back
from rembuk.journeys.fates import Fate, count_fates, fate_of, fate_of_need
from rembuk.journeys.trace import StationKind, thread_of
from rembuk.projects.models import Project
from rembuk.voices.models import Voice
from tests.cast import THURSDAY, Cast, key_of
from tests.finance.scenes import YEAR, in_force, paid, received
from tests.projects.scenes import done, prepared, started
from tests.web.pages import Page, read

pytestmark = pytest.mark.django_db
FIRST, SECOND = 20_000_000, 12_500_001


def voice_of(project: Project) -> Voice:
    return Voice.objects.get(need=project.item.need)


def spent_on(cast: Cast, project: Project):
    _budget, post = in_force(cast, item=project.item)
    received(cast)
    return post, [paid(cast, post, FIRST, "pertama"), paid(cast, post, SECOND, "kedua")]


def page(address: str) -> Page:
    with time_machine.travel(THURSDAY, tick=False):
        return read(Client().get(address))


def test_a_voice_reads_what_was_paid_for_its_work(cast: Cast) -> None:
    project = started(cast)
    _post, transfers = spent_on(cast, project)

    (told,) = (one for one in thread_of(voice_of(project)) if one.kind is StationKind.MONEY_SPENT)
    way = page(f"/en/s/{voice_of(project).code}")

    assert (told.amount_rupiah, told.at, told.target) == (FIRST + SECOND, transfers[-1].made_at, project.code)
    assert "Rp 32,500,001" in way.text


def test_what_was_turned_back_is_not_told_as_paid(cast: Cast) -> None:
    project = started(cast)
    _post, (first, _second) = spent_on(cast, project)
    turn_back(first, "Bukti balik", key=key_of("balik"), by=cast.head, at=THURSDAY)

    (told,) = (one for one in thread_of(voice_of(project)) if one.kind is StationKind.MONEY_SPENT)

    assert told.amount_rupiah == SECOND


def test_payment_item_and_need_lead_to_the_work_and_the_payment_to_who_asked(cast: Cast) -> None:
    project = started(cast)
    post, _transfers = spent_on(cast, project)
    item = project.item

    line = page(f"/uang/{cast.kampung.code}/{YEAR}/{post.number}")
    others = [page(f"/k/{item.need.code}"), page(f"/r/{item.code}")]

    assert {f"/kerja/{project.code}", f"/k/{item.need.code}", f"/r/{item.code}"} <= set(line.links)
    assert [f"/kerja/{project.code}" in one.links for one in others] == [True, True]


STAGES = {Fate.PLANNED: prepared, Fate.BUILDING: started, Fate.BUILT: done}


@pytest.mark.parametrize("fate", STAGES)
def test_a_voice_is_planned_until_work_begins_and_built_when_it_is_done(cast: Cast, fate: Fate) -> None:
    voice = voice_of(STAGES[fate](cast))
    counts = count_fates()

    assert (fate_of(voice), fate_of_need(voice.need), counts[fate], sum(counts.values())) == (fate, fate, 1, 1)
