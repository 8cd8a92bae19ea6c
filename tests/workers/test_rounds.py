from __future__ import annotations

import threading

import pytest
from django.db import DatabaseError, connection

from rembuk.messaging.actions import PAUSE, write_message
from rembuk.messaging.gateways import NO_POST, NotSent
from rembuk.messaging.models import Message
from rembuk.messaging.states import Channel, MessageState
from rembuk.tenancy import in_tenant
from rembuk.workers import deliver
from rembuk.workers import round as rounds
from tests.cast import LAMPUNG_TENGAH, MONDAY, make_tenant
from tests.committing import copied_database

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def kabupaten(db):
    return make_tenant(LAMPUNG_TENGAH, "Lampung Tengah")


def written(key: str = "contoh:1", channel: Channel = Channel.EMAIL) -> Message:
    recipient = "warga@contoh.example" if channel == Channel.EMAIL else "+6281200000001"
    return write_message(key, channel, recipient, "Kabar", "Isi", by=None, at=MONDAY)


def test_a_waiting_message_leaves_once(kabupaten, settings, mailoutbox):
    settings.SIMULATOR, settings.EMAIL_BACKEND = False, LOCMEM
    written()

    assert deliver.run(LAMPUNG_TENGAH, MONDAY) == 1
    assert deliver.run(LAMPUNG_TENGAH, MONDAY + PAUSE) == 0
    assert len(mailoutbox) == 1
    assert Message.objects.get().state == MessageState.SENT


def test_what_no_gateway_carries_waits_and_blocks_nobody(kabupaten, settings, mailoutbox, monkeypatch):
    settings.SIMULATOR, settings.EMAIL_BACKEND = False, LOCMEM
    monkeypatch.setattr(deliver, "AT_A_TIME", 1)
    phone = written("a", Channel.PHONE)
    written("b")

    assert deliver.run(LAMPUNG_TENGAH, MONDAY) == 1
    assert len(mailoutbox) == 1
    phone.refresh_from_db()
    assert (phone.state, phone.tries) == (MessageState.WAITING, 0)


def test_without_a_mail_server_nothing_is_called_sent(kabupaten, settings):
    settings.SIMULATOR, settings.EMAIL_BACKEND = False, NO_POST
    written()

    assert deliver.run(LAMPUNG_TENGAH, MONDAY) == 0
    assert Message.objects.get().state == MessageState.WAITING


def test_a_message_that_cannot_leave_is_put_off_and_the_next_one_leaves(kabupaten, settings, monkeypatch):
    class Busy:
        def send(self, message: Message) -> None:
            if message.key == "a":
                raise NotSent("busy")

    monkeypatch.setattr(deliver, "gateway_for", lambda _channel: Busy())
    first, second = written("a"), written("b")

    assert deliver.run(LAMPUNG_TENGAH, MONDAY) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.next_try_at) == (MessageState.WAITING, MONDAY + PAUSE)
    assert second.state == MessageState.SENT


def test_messages_are_sent_outside_any_transaction(django_db_setup, django_db_blocker, settings, monkeypatch):
    inside: list[bool] = []

    class Watch:
        def send(self, _message: Message) -> None:
            inside.append(connection.in_atomic_block)

    monkeypatch.setattr(deliver, "gateway_for", lambda _channel: Watch())
    with django_db_blocker.unblock(), copied_database():
        make_tenant(LAMPUNG_TENGAH, "Lampung Tengah")
        with in_tenant(LAMPUNG_TENGAH):
            written()
        deliver.run(LAMPUNG_TENGAH, MONDAY)

    assert inside == [False]


@pytest.mark.parametrize("fault", [DatabaseError, KeyError])
def test_a_job_that_fails_does_not_stop_the_others(kabupaten, monkeypatch, fault):
    def failing(_tenant: int, _at: object) -> int:
        raise fault("broken")

    monkeypatch.setitem(rounds.JOBS, "seal", failing)
    monkeypatch.setitem(rounds.JOBS, "notify", lambda _tenant, _at: 3)

    done = rounds.work_once(MONDAY)

    assert (done["seal"], done["notify"]) == (0, 3)


def test_a_round_seals_tells_and_delivers(kabupaten, settings):
    settings.SIMULATOR = True
    written()

    done = rounds.work_once(MONDAY)

    assert done["seal"] >= 1
    assert done["deliver"] == 1


def test_the_loop_stops_when_it_is_told_to(monkeypatch):
    stopped = threading.Event()

    def once(_at: object) -> dict[str, int]:
        stopped.set()
        return {}

    monkeypatch.setattr(rounds, "work_once", once)
    monkeypatch.setattr(rounds, "close_old_connections", lambda: None)

    rounds.work_on(stopped)

    assert stopped.is_set()
