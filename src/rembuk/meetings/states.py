"""The states of a meeting, and what is written down in it."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.kernel.states import StateTable


class MeetingState(TextChoices):
    """Where a meeting is."""

    PLANNED = "planned", _("being prepared")
    CALLED = "called", _("called")
    RUNNING = "running", _("going on now")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")


MEETING_STATES = StateTable(
    start=MeetingState.PLANNED,
    moves={
        MeetingState.PLANNED: frozenset({MeetingState.CALLED, MeetingState.CANCELLED}),
        MeetingState.CALLED: frozenset({MeetingState.RUNNING, MeetingState.CANCELLED}),
        MeetingState.RUNNING: frozenset({MeetingState.CLOSED}),
        MeetingState.CLOSED: frozenset(),
        MeetingState.CANCELLED: frozenset(),
    },
)


class Crowd(TextChoices):
    """Who is counted at a meeting (unsur yang hadir); one person may count in several groups."""

    EVERYBODY = "everybody", _("everybody")
    WOMEN = "women", _("women")
    MEN = "men", _("men")
    YOUTH = "youth", _("young people")
    CHILDREN = "children", _("children")
    ELDERLY = "elderly", _("elderly people")
    DISABLED = "disabled", _("people with disabilities")
    POOR = "poor", _("poor households")
    FARMERS = "farmers", _("farmers")
    CUSTOMARY = "customary", _("customary community")
    COUNCIL = "council", _("village council")
    VILLAGE_GOVERNMENT = "village_government", _("village government")
    HAMLET_DELEGATES = "hamlet_delegates", _("hamlet delegates")


class Measure(TextChoices):
    """What is counted of a group: being there is not being heard."""

    CAME = "came", _("came")
    SPOKE = "spoke", _("spoke")
    PROPOSED = "proposed", _("proposed something")
    WON = "won", _("got it decided")


class EntryKind(TextChoices):
    """What is written down (catatan rapat)."""

    COUNTED = "counted", _("people counted")
    SPOKEN = "spoken", _("somebody spoke")
    GROUPED = "grouped", _("joined to a need")
    RANKED = "ranked", _("ranked")
    DECIDED = "decided", _("decided")
    OBJECTED = "objected", _("objected")
    VIEWED = "viewed", _("view of the village council")
    TASKED = "tasked", _("action item")
    FINISHED = "finished", _("action item finished")
    SIGNED = "signed", _("signed")
    ANNEXED = "annexed", _("annex")
    ASKED = "asked", _("wants to speak")
    FLOOR = "floor", _("given the floor")


class Method(TextChoices):
    """How the room set its order (cara menentukan urutan)."""

    HANDS = "hands", _("show of hands")
    STICKERS = "stickers", _("stickers")


class Side(TextChoices):
    """For whom somebody signs the minutes (pihak)."""

    RESIDENTS = "residents", _("for the residents")
    GOVERNMENT = "government", _("for the government")
