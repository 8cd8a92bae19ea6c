from __future__ import annotations

import pytest

from rembuk.journal.queries import acts_on
from rembuk.messaging.actions import MOST_TRIES, PAUSE, mark_message_sent, put_off_message, write_message
from rembuk.messaging.clocks import KEPT, empty_old_messages
from rembuk.messaging.models import Message
from rembuk.messaging.queries import messages_due, newest_messages
from rembuk.messaging.states import Channel, MessageState
from tests.cast import LAMPUNG_TENGAH, MONDAY, make_tenant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kabupaten():
    return make_tenant(LAMPUNG_TENGAH, "Lampung Tengah")


def written(key: str = "contoh:1") -> Message:
    return write_message(
        key, Channel.EMAIL, "warga@contoh.example", "Kabar", "Suara Anda tercatat.", by=None, at=MONDAY
    )


def test_the_same_key_writes_one_message():
    first, second = written(), written()

    assert first == second
    assert Message.objects.count() == 1
    assert [act.kind for act in acts_on(first)] == ["message.written"]


def test_a_message_is_due_at_once():
    message = written()

    assert list(messages_due(MONDAY)) == [message]


def test_a_message_that_has_left_is_due_no_more():
    message = written()

    mark_message_sent(message, by=None, at=MONDAY)

    message.refresh_from_db()
    assert (message.state, message.left_at, message.tries) == (MessageState.SENT, MONDAY, 1)
    assert list(messages_due(MONDAY + PAUSE)) == []


def test_a_message_that_could_not_leave_is_due_again_after_five_minutes():
    message = written()

    put_off_message(message, "TimeoutError", by=None, at=MONDAY)

    assert list(messages_due(MONDAY)) == []
    assert list(messages_due(MONDAY + PAUSE)) == [message]
    assert Message.objects.get().last_error == "TimeoutError"


def test_after_the_last_try_a_message_is_given_up_and_kept():
    message, at = written(), MONDAY
    for _try in range(MOST_TRIES):
        message.refresh_from_db()
        put_off_message(message, "TimeoutError", by=None, at=at)
        at += PAUSE

    message.refresh_from_db()
    assert (message.state, message.tries) == (MessageState.GIVEN_UP, MOST_TRIES)
    assert [act.kind for act in acts_on(message)][-1] == "message.given_up"
    assert list(newest_messages()) == [message]


def test_one_try_before_the_last_the_message_still_waits():
    message = written()
    for _try in range(MOST_TRIES - 1):
        message.refresh_from_db()
        put_off_message(message, "TimeoutError", by=None, at=MONDAY)

    message.refresh_from_db()
    assert message.state == MessageState.WAITING


def test_a_message_that_left_meanwhile_is_not_put_off():
    message = written()
    stale = Message.objects.get()
    mark_message_sent(message, by=None, at=MONDAY)

    put_off_message(stale, "TimeoutError", by=None, at=MONDAY)

    message.refresh_from_db()
    assert (message.state, message.tries) == (MessageState.SENT, 1)


def test_sending_twice_is_noted_once():
    message = written()
    stale = Message.objects.get()

    mark_message_sent(message, by=None, at=MONDAY)
    mark_message_sent(stale, by=None, at=MONDAY)

    assert [act.kind for act in acts_on(message)] == ["message.written", "message.sent"]


def test_thirty_days_after_it_has_left_nobody_can_read_to_whom_or_what_was_written():
    mark_message_sent(written(), by=None, at=MONDAY)

    assert empty_old_messages(at=MONDAY + KEPT) == 0
    assert empty_old_messages(at=MONDAY + KEPT + PAUSE) == 1
    assert empty_old_messages(at=MONDAY + KEPT + PAUSE) == 0
    kept = Message.objects.get()
    assert (kept.recipient, kept.title, kept.body, kept.state) == ("", "", "", MessageState.SENT)


def test_an_emptied_message_is_not_written_again():
    mark_message_sent(written(), by=None, at=MONDAY)
    empty_old_messages(at=MONDAY + KEPT + PAUSE)

    again = written()

    assert (again.state, again.body) == (MessageState.SENT, "")
    assert Message.objects.count() == 1


def test_what_still_waits_keeps_its_words_however_old_it_is():
    written()

    assert empty_old_messages(at=MONDAY + 2 * KEPT) == 0
    assert Message.objects.get().body == "Suara Anda tercatat."
