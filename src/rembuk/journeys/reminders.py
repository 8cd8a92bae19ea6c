"""Reminding people of a meeting at which their voices may be talked about: the day before, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from rembuk.journal.actions import record_act
from rembuk.journeys.hearers import Reader, readers_by_voice, willing
from rembuk.kernel.periods import moment
from rembuk.meetings.models import Meeting
from rembuk.meetings.states import MeetingState
from rembuk.messaging.actions import write_message
from rembuk.messaging.states import Channel
from rembuk.voices.models import Voice
from rembuk.voices.states import NeedState, VoiceState

# Long enough to arrange who looks after the children, short enough not to be forgotten again.
AHEAD = timedelta(days=1)
UNDECIDED = Q(need__state=NeedState.OPEN) | Q(need__isnull=True, state__in=[VoiceState.RECEIVED, VoiceState.TIDIED])


def remind_of_meetings(*, at: datetime) -> int:
    """Write a reminder for every meeting that begins soon, and return how many; each meeting reminds once."""
    soon = Meeting.objects.filter(
        state=MeetingState.CALLED, reminded_at__isnull=True, starts_at__gt=at, starts_at__lte=at + AHEAD
    )
    return sum(_remind_of(meeting, at) for meeting in soon.select_related("region").order_by("starts_at", "id"))


@transaction.atomic
def _remind_of(meeting: Meeting, at: datetime) -> int:
    # Of two workers at once, the one that changes the row writes the messages.
    if not Meeting.objects.filter(pk=meeting.pk, reminded_at__isnull=True).update(reminded_at=at):
        return 0
    readers = willing(readers_by_voice(_voices_for(meeting)))
    for reader in readers:
        _tell(meeting, reader, at)
    record_act("meeting.reminded", meeting, by=None, at=at, region_number=meeting.region_number, messages=len(readers))
    return len(readers)


def _voices_for(meeting: Meeting) -> QuerySet[Voice]:
    """Return the voices of the place that wait for a decision: of the hamlet, where it is a hamlet that meets."""
    numbers = (meeting.region_number, meeting.region.last_number)
    voices = Voice.objects.select_related("contact__person").filter(UNDECIDED, region_number__range=numbers)
    here = voices.filter(locality=meeting.locality) if meeting.locality else voices
    return here.order_by("-received_at", "id")


def _tell(meeting: Meeting, reader: Reader, at: datetime) -> None:
    identity = reader.identity
    with translation.override(reader.language):
        facts = {"when": moment(meeting.starts_at, reader.language), "place": meeting.place, "number": reader.number}
        said = _("%(when)s, %(place)s. Your voice %(number)s may be talked about. Come and speak.") % facts
        title = _("Meeting: %(title)s") % {"title": meeting.title}
        body = "\n".join((said, replace(reader, page=f"m/{meeting.code}").address, _("Reply STOP to hear no more.")))
    write_message(
        f"reminder:{meeting.pk}:{identity.pk}", Channel(identity.scheme), identity.value, title, body, by=None, at=at
    )
