"""The job that watches the plans writes down the silence of a higher tier, once, in its kabupaten only."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rembuk.journal.models import Act
from rembuk.plans.models import Custody
from rembuk.plans.states import HeldBy
from rembuk.workers import plan_clocks
from tests.cast import LAMPUNG_TENGAH, TUESDAY, TULANG_BAWANG_BARAT, make_tenant, play
from tests.plans.scenes import sent_up

pytestmark = pytest.mark.django_db

LATER = TUESDAY + timedelta(days=60)


def test_a_round_writes_down_who_let_the_time_pass_and_nobody_twice():
    road, bridge = (sent_up(cast, name) for cast in [play()] for name in ("road", "bridge"))

    assert plan_clocks.run(LAMPUNG_TENGAH, TUESDAY) == 0
    assert plan_clocks.run(LAMPUNG_TENGAH, LATER) == 2
    assert plan_clocks.run(LAMPUNG_TENGAH, LATER + timedelta(days=1)) == 0

    silent = Custody.objects.filter(tier=HeldBy.SUBDISTRICT)
    assert {(custody.item_id, custody.silent_since) for custody in silent} == {(road.pk, LATER), (bridge.pk, LATER)}
    assert Act.objects.filter(kind="item.silence").count() == 2


def test_a_round_does_no_more_at_once_than_it_should(monkeypatch):
    cast = play()
    for name in ("road", "bridge", "well"):
        sent_up(cast, name)
    monkeypatch.setattr(plan_clocks, "AT_ONCE", 2)

    assert [plan_clocks.run(LAMPUNG_TENGAH, LATER) for _round in range(3)] == [2, 1, 0]


def test_a_round_leaves_other_kabupaten_alone():
    sent_up(play())
    make_tenant(TULANG_BAWANG_BARAT, "Tulang Bawang Barat", host="tubaba.localhost")

    assert plan_clocks.run(TULANG_BAWANG_BARAT, LATER) == 0
    assert not Custody.objects.filter(silent_since__isnull=False).exists()
