"""The job that watches the clocks on people's own data does each of them, in its kabupaten only."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rembuk.messaging.actions import PAUSE, mark_message_sent, write_message
from rembuk.messaging.clocks import KEPT
from rembuk.messaging.models import Message
from rembuk.messaging.states import Channel
from rembuk.people.actions import ask_data_request, give_consent, withdraw_consent
from rembuk.people.limits import count_up
from rembuk.people.models import Consent, Count, DataRequest
from rembuk.people.states import RequestKind
from rembuk.tenancy import in_tenant
from rembuk.workers import data_clocks
from tests.cast import LAMPUNG_TENGAH, MONDAY, TULANG_BAWANG_BARAT, make_tenant, play

pytestmark = pytest.mark.django_db

LATER = MONDAY + KEPT + PAUSE


def test_a_round_watches_every_clock():
    cast = play()
    ask_data_request(RequestKind.EXPORT, "", by=cast.resident, at=MONDAY)
    yes = give_consent(cast.resident_phone, "answers", language="id", channel="web", by=None, at=MONDAY)
    withdraw_consent(yes, by=cast.resident, at=MONDAY)
    left = write_message("contoh:1", Channel.PHONE, "+6281200000001", "Kabar", "Isi", by=None, at=MONDAY)
    mark_message_sent(left, by=None, at=MONDAY)
    count_up("a", at=MONDAY, window=timedelta(hours=1), limit=1)

    assert data_clocks.run(LAMPUNG_TENGAH, LATER) == 4
    assert DataRequest.objects.get().found_late_at == LATER
    assert Consent.objects.get(pk=yes.pk).stopped_at == LATER
    assert Message.objects.get(pk=left.pk).body == ""
    assert not Count.objects.exists()
    assert data_clocks.run(LAMPUNG_TENGAH, LATER) == 0


def test_a_round_leaves_other_kabupaten_alone():
    make_tenant(LAMPUNG_TENGAH, "Lampung Tengah")
    with in_tenant(TULANG_BAWANG_BARAT):
        count_up("a", at=MONDAY, window=timedelta(hours=1), limit=1)

    assert data_clocks.run(LAMPUNG_TENGAH, LATER) == 0
    with in_tenant(TULANG_BAWANG_BARAT):
        assert Count.objects.count() == 1
