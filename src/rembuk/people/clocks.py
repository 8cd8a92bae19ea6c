"""What a worker looks after: late requests, withdrawn consents whose last message has left, and what is used up."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, Min, OuterRef

from rembuk.journal.actions import record_act
from rembuk.messaging.models import Message
from rembuk.messaging.states import MessageState
from rembuk.people.limits import clear_old_counts
from rembuk.people.models import Consent, DataRequest, OneTimeCode
from rembuk.people.queries import late_data_requests


@transaction.atomic
def flag_late_requests(*, at: datetime) -> list[DataRequest]:
    """Note once for each request that its time ran out, for all to see in the journal; return those noted now."""
    late = list(late_data_requests(at=at).filter(found_late_at__isnull=True))
    for request in late:
        DataRequest.objects.filter(pk=request.pk).update(found_late_at=at)
        record_act("data_request.late", request, by=None, at=at, public=True, wanted=request.kind)
    return late


@transaction.atomic
def stop_withdrawn(*, at: datetime) -> int:
    """Note for withdrawn consents that processing has ended, once no message from before waits; return how many."""
    waiting_since = Message.objects.filter(state=MessageState.WAITING).aggregate(first=Min("written_at"))["first"]
    withdrawn = Consent.objects.filter(withdrawn_at__lte=at, stopped_at__isnull=True)
    if waiting_since is not None:
        withdrawn = withdrawn.filter(withdrawn_at__lt=waiting_since)
    stopped = list(withdrawn.order_by("withdrawn_at", "id"))
    for consent in stopped:
        Consent.objects.filter(pk=consent.pk).update(stopped_at=at)
        record_act("consent.stopped", consent, by=None, at=at, purpose=consent.purpose)
    return len(stopped)


def clear_used_up(*, at: datetime) -> int:
    """Delete codes, counts and ended sign-ins that nobody needs any more; return how many."""
    old = OneTimeCode.objects.filter(sent_at__lt=at - timedelta(days=2))
    return old.delete()[0] + clear_old_counts(at=at) + _clear_ended_signins(at)


def _clear_ended_signins(at: datetime) -> int:
    """Delete sessions whose time is over, and the notes of where they were opened."""
    ended, _kinds = Session.objects.filter(expire_date__lt=at).delete()
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    # What is younger may be of a sign-in whose session is only being written.
    noted = UserSession.objects.filter(created_at__lt=at - timedelta(seconds=settings.SESSION_COOKIE_AGE))
    notes: int = noted.filter(~Exists(alive)).delete()[0]
    return ended + notes
