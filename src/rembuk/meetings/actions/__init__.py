"""What people do with meetings, from the plan to the sealed minutes."""

from rembuk.meetings.actions.attending import count_attendance, strike_attendee, write_attendee
from rembuk.meetings.actions.closing import CountedTwice, NotSigned, Overcounted, TooFewCame, add_annex, close_meeting
from rembuk.meetings.actions.preparing import (
    MeetingDraft,
    PlannedOtherwise,
    call_meeting,
    cancel_meeting,
    invite_group,
    plan_meeting,
)
from rembuk.meetings.actions.running import record_entry, start_meeting
from rembuk.meetings.writing import WrittenOtherwise

__all__ = [
    "CountedTwice",
    "MeetingDraft",
    "NotSigned",
    "Overcounted",
    "PlannedOtherwise",
    "TooFewCame",
    "WrittenOtherwise",
    "add_annex",
    "call_meeting",
    "cancel_meeting",
    "close_meeting",
    "count_attendance",
    "invite_group",
    "plan_meeting",
    "record_entry",
    "start_meeting",
    "strike_attendee",
    "write_attendee",
]
