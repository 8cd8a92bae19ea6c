"""In which state a meeting must be for a deed."""

from __future__ import annotations

from rembuk.kernel.states import MoveNotAllowed
from rembuk.meetings.models import Meeting
from rembuk.meetings.states import MeetingState


def only_while(meeting: Meeting, *states: MeetingState) -> None:
    """Refuse a deed on a meeting in any other state."""
    if meeting.state not in states:
        raise MoveNotAllowed(f"{meeting.code} is {meeting.state}, not {' or '.join(states)}")


def held_while(meeting: Meeting, state: MeetingState) -> None:
    """Hold a meeting in its state until the end of the transaction, so that nothing is written past its closing."""
    only_while(Meeting.objects.select_for_update().get(pk=meeting.pk), state)
