"""What follows from the decisions in closed minutes, for the plan and for the fate of needs: all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.journeys.adopt import LineMissing, NotClosed, Signers, draft_to_fill
from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.states import EntryKind, MeetingState
from rembuk.plans.actions import (
    carry_over_item,
    decline_item,
    schedule_item,
    take_up_again,
    take_up_need,
)
from rembuk.plans.drafts import LineDraft
from rembuk.plans.queries import item_of_need
from rembuk.plans.states import ItemState
from rembuk.voices.actions import decline_need, postpone_need, reopen_need
from rembuk.voices.models import Need
from rembuk.voices.states import NeedState

WAITING = frozenset({NeedState.OPEN, NeedState.FORWARDED})
# A decision may be longer than what is said of a need.
LONGEST_WHY, LONGEST_SENTENCE = 300, 1_000


class NoSuchDecision(LookupError):
    """These minutes hold no decision about a need under this number; the message is the number."""


class Consequence(StrEnum):
    """What was decided about a need."""

    PLAN = "plan"
    WAIT = "wait"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Follow:
    """What follows from a decision: a line for what is verified already, or a reason of the rules for what is refused.

    Without a sentence of its own, people read the words of the decision; without a next step, the reason's.
    """

    consequence: Consequence
    reason: str = ""
    sentence: str = ""
    next_step: str = ""
    line: LineDraft | None = None


def decisions_that_wait(meeting: Meeting) -> list[Entry]:
    """Return the decisions of closed minutes about needs whose fate they do not show yet, in their order."""
    made = [one for one in _decisions(meeting).values() if meeting.state == MeetingState.CLOSED]
    return [one for one in made if one.need is not None and _waits(one.need)]


def _decisions(meeting: Meeting) -> dict[int, Entry]:
    entries = Entry.objects.filter(meeting=meeting, kind=EntryKind.DECIDED, need__isnull=False)
    around = ("meeting", "need__programme", "need__region", "need__locality")
    return {one.number: one for one in entries.select_related(*around).order_by("number")}


def _waits(need: Need) -> bool:
    item = item_of_need(need)
    return need.state in WAITING and (item is None or item.state == ItemState.VERIFIED)


@transaction.atomic
def adopt_minutes(meeting: Meeting, follows: Mapping[int, Follow], year: int, *, by: Signers, at: datetime) -> None:
    """Do what follows from decisions, by their numbers in the minutes, and name the meeting in the thread of each need.

    A need becomes an item of the plan of a year, is put off or declined; a verified item is scheduled with its line,
    carried over or declined, and what was refused before is taken up again. All else refuses to move.
    """
    if meeting.state != MeetingState.CLOSED:
        raise NotClosed(meeting)
    decisions = _decisions(meeting)
    for number, follow in follows.items():
        decision = decisions.get(number)
        if decision is None or decision.need is None:
            raise NoSuchDecision(number)
        _Step(decision, decision.need, follow, by, at).take(year)


@dataclass(frozen=True, slots=True)
class _Step:
    """One decision and what follows from it."""

    decision: Entry
    need: Need
    follow: Follow
    by: Signers
    at: datetime

    def take(self, year: int) -> None:
        self._name_the_meeting()
        if self.follow.consequence is Consequence.PLAN:
            self._plan(year)
        else:
            self._refuse()

    def _name_the_meeting(self) -> None:
        need, minutes = self.need, self.decision.meeting
        facts = {"minutes": minutes.code, "title": self.decision.words, "role": minutes.closed_as}
        number = need.region_number
        record_act("need.decided", need, by=self.by.head, at=self.at, public=True, region_number=number, **facts)

    def _plan(self, year: int) -> None:
        item, why = item_of_need(self.need), self.decision.words[:LONGEST_WHY]
        if item is not None and item.state == ItemState.VERIFIED:
            draft = draft_to_fill(item.region_number, item.year)
            schedule_item(draft, item, self._line(), by=self.by.drafter, at=self.at)
        elif item is not None:
            take_up_again(item, why, by=self.by.head, at=self.at)
        else:
            if self.need.state not in WAITING:
                reopen_need(self.need, why, by=self.by.head, at=self.at)
            take_up_need(self.need, year, by=self.by.drafter, at=self.at)

    def _line(self) -> LineDraft:
        if self.follow.line is None:
            raise LineMissing(self.decision.number)
        return self.follow.line

    def _refuse(self) -> None:
        follow, item, waits = self.follow, item_of_need(self.need), self.follow.consequence is Consequence.WAIT
        words = (follow.reason, follow.sentence or self.decision.words[:LONGEST_SENTENCE], follow.next_step)
        if item is not None:
            (carry_over_item if waits else decline_item)(item, *words, by=self.by.head, at=self.at)
        else:
            (postpone_need if waits else decline_need)(self.need, *words, by=self.by.head, at=self.at)
