"""The outbox."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rembuk.messaging.states import Channel, MessageState
from rembuk.tenancy.models import ScopedModel
from rembuk.tenancy.privacy import EncryptedTextField


class Message(ScopedModel):
    """A message that waits to leave, or has left (pesan keluar)."""

    key = models.CharField(max_length=120)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    recipient = EncryptedTextField()
    title = EncryptedTextField(blank=True)
    body = EncryptedTextField()
    state = models.CharField(max_length=20, choices=MessageState.choices, default=MessageState.WAITING)
    written_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    left_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)
    emptied_at = models.DateTimeField(null=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "state", "next_try_at"], name="messages_that_wait"),
            models.Index(
                fields=["tenant", "next_try_at"],
                condition=~Q(state=MessageState.WAITING) & Q(emptied_at__isnull=True),
                name="messages_to_empty",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="a_message_is_written_once"),
            models.CheckConstraint(
                condition=~Q(state=MessageState.SENT) | Q(left_at__isnull=False), name="a_sent_message_has_left"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.key}"
