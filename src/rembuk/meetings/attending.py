"""The list of who came, by name (daftar hadir): what stands on it, and until when it may be kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.kernel.periods import deadline
from rembuk.meetings.models import Attendee, Meeting
from rembuk.programmes.queries import rules_at

# The clock of the rules that ends it.
CLOCK = "keep_attendance"


class NoPeriod(ValueError):
    """The rules do not say when names are erased again, so none are kept."""


def attendees_of(meeting: Meeting) -> list[Attendee]:
    """Return who stands on the list of a meeting, by name; for whoever may see it."""
    # Encrypted, so that the database cannot sort it.
    return sorted(Attendee.objects.filter(meeting=meeting), key=lambda one: (one.name.casefold(), one.key))


def attendance_until(meeting: Meeting) -> datetime | None:
    """Return when the names are erased, counted from the day of the meeting; None where the rules do not say."""
    rules = rules_at(meeting.programme, meeting.planned_at)
    clock = rules.clocks.get(CLOCK)
    return deadline(meeting.starts_at, clock.span, rules.days_off) if clock else None


@transaction.atomic
def erase_old_attendance(*, at: datetime) -> int:
    """Erase the names of meetings whose time is over, and say so in the journal without them; return how many."""
    erased = 0
    with_names = Meeting.objects.filter(pk__in=Attendee.objects.values("meeting")).select_related("programme")
    for meeting in with_names.order_by("starts_at", "id"):
        until = attendance_until(meeting)
        if until is None or until <= at:
            erased += Attendee.objects.filter(meeting=meeting).delete()[0]
            record_act("attendance.erased", meeting, by=None, at=at, region_number=meeting.region_number)
    return erased
