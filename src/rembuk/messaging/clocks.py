"""What a worker looks after: messages whose words nobody needs any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from rembuk.messaging.models import Message
from rembuk.messaging.states import MessageState

KEPT = timedelta(days=30)


def empty_old_messages(*, at: datetime) -> int:
    """Forget to whom and what was written thirty days after the last try; return how many.

    The emptied message stays with its key, so that the same message is never written a second time.
    """
    done = Message.objects.exclude(state=MessageState.WAITING).filter(emptied_at__isnull=True)
    old = done.filter(next_try_at__lt=at - KEPT)
    return old.update(recipient="", title="", body="", emptied_at=at)
