"""What waits in the outbox, and what has left it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from rembuk.messaging.models import Message
from rembuk.messaging.states import MessageState


def messages_due(at: datetime) -> QuerySet[Message]:
    """Return the messages whose next try has come, longest waiting first."""
    return Message.objects.filter(state=MessageState.WAITING, next_try_at__lte=at).order_by("next_try_at", "id")


def newest_messages(limit: int = 50) -> QuerySet[Message]:
    """Return the latest messages, whatever became of them, newest first."""
    return Message.objects.order_by("-written_at", "-id")[:limit]
