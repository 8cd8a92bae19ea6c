"""The ways out: one small interface, and who carries which channel."""

from __future__ import annotations

from typing import Protocol

import structlog
from django.conf import settings
from django.core.mail import EmailMessage

from rembuk.messaging.models import Message
from rembuk.messaging.states import Channel

# Django's backend that throws letters away: nobody has named a mail server yet.
NO_POST = "django.core.mail.backends.dummy.EmailBackend"

log = structlog.get_logger("rembuk.messaging")


class NotSent(Exception):
    """The gateway could not take the message now; it is worth another try."""


class Gateway(Protocol):
    """Takes a message to the outside, or raises NotSent; sending twice under one key must do no harm."""

    def send(self, message: Message) -> None:
        """Hand over one message."""


class Post:
    """E-mail, through whatever mail server Django is told of."""

    def send(self, message: Message) -> None:
        """Send one e-mail; the key becomes its Message-ID, so that a doubled one is recognised."""
        letter = EmailMessage(
            subject=message.title,
            body=message.body,
            to=[message.recipient],
            headers={"Message-ID": f"<{message.key.replace(':', '.')}@rembuk>", "Auto-Submitted": "auto-generated"},
        )
        try:
            letter.send()
        except (OSError, ValueError) as error:  # ValueError: an address or title that no letter can carry.
            raise NotSent(type(error).__name__) from error


class Simulator:
    """Plays a phone: the message stays in the outbox, where the simulator page shows it."""

    def send(self, message: Message) -> None:
        """Say in the log that something would have left, not to whom or what."""
        log.info("simulated", channel=message.channel)


def gateway_for(channel: Channel) -> Gateway | None:
    """Return who carries a channel; None while no gateway is connected, so that messages wait."""
    if settings.SIMULATOR:
        return Simulator()
    has_post = settings.EMAIL_BACKEND != NO_POST
    return Post() if channel == Channel.EMAIL and has_post else None
