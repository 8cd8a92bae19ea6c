"""Ways a message leaves, and how far it is."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.states import StateTable


class Channel(TextChoices):
    """How a message leaves (saluran keluar)."""

    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("phone")


class MessageState(TextChoices):
    """How far a message is."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    GIVEN_UP = "given_up", _("given up")


MESSAGE_STATES = StateTable(
    start=MessageState.WAITING,
    moves={
        MessageState.WAITING: frozenset({MessageState.SENT, MessageState.GIVEN_UP}),
        MessageState.SENT: frozenset(),
        MessageState.GIVEN_UP: frozenset({MessageState.WAITING}),
    },
)
