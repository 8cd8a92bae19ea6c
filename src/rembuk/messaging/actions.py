"""Writing messages into the outbox, and noting what became of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models, transaction

from rembuk.journal.actions import record_act
from rembuk.messaging.models import Message
from rembuk.messaging.states import MESSAGE_STATES, Channel, MessageState
from rembuk.tenancy.moves import MovedMeanwhile, move

# At once, then every five minutes for four hours.
PAUSE = timedelta(minutes=5)
MOST_TRIES = 48


@transaction.atomic
def write_message(
    key: str,
    channel: Channel,
    recipient: str,
    title: str,
    body: str,
    *,
    by: models.Model | None,
    at: datetime,
) -> Message:
    """Put a message into the outbox, in the transaction of the deed it tells of. The same key writes nothing twice."""
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "channel": channel,
            "recipient": recipient,
            "title": title,
            "body": body,
            "written_at": at,
            "next_try_at": at,
        },
    )
    if is_new:
        record_act("message.written", message, by=by, at=at, channel=channel.value)
    return message


@transaction.atomic
def mark_message_sent(message: Message, *, by: models.Model | None, at: datetime) -> None:
    """Note that a message has left."""
    try:
        move(message, MESSAGE_STATES, to=MessageState.SENT, left_at=at, tries=message.tries + 1)
    except MovedMeanwhile:
        return
    record_act("message.sent", message, by=by, at=at, channel=message.channel)


@transaction.atomic
def put_off_message(message: Message, why: str, *, by: models.Model | None, at: datetime) -> None:
    """Try again later; give up after four hours, and keep the message for a human."""
    tries = message.tries + 1
    if tries >= MOST_TRIES:
        try:
            move(message, MESSAGE_STATES, to=MessageState.GIVEN_UP, tries=tries, last_error=why[:200])
        except MovedMeanwhile:
            return
        record_act("message.given_up", message, by=by, at=at, channel=message.channel)
        return
    waiting = Message.objects.filter(pk=message.pk, state=MessageState.WAITING)
    if not waiting.update(tries=tries, next_try_at=at + PAUSE, last_error=why[:200]):
        return
    record_act("message.put_off", message, by=by, at=at, channel=message.channel, tries=tries)
