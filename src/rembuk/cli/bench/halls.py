"""What a crowd brings about besides its needs: a closed meeting for each hundred, and a plan item for each tenth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from rembuk.kernel.periods import local_day
from rembuk.meetings.actions.preparing import PREFIX as MEETING_PREFIX
from rembuk.meetings.models import Entry, Invitation, Meeting
from rembuk.meetings.states import Crowd, EntryKind, Measure, MeetingState
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.plans.models import PlanItem
from rembuk.plans.rows import PREFIX as ITEM_PREFIX
from rembuk.voices.models import Need

NEEDS_TO_A_MEETING: Final = 100
NEEDS_TO_AN_ITEM: Final = 10
# Beside the keys of voices, which are as small.
_KEYS: Final = 1 << 80
COUNTED: Final = ((Crowd.EVERYBODY, 42), (Crowd.WOMEN, 20), (Crowd.MEN, 22), (Crowd.YOUTH, 9))


def write_meetings(needs: Iterable[tuple[int, str, Need]], by: Person) -> None:
    """Write a closed meeting for each hundredth need, with who was asked, who came and what was handed out."""
    held = [(number, _meeting(number, digits, need, by)) for number, digits, need in needs if _is_met(number)]
    meetings = [meeting for _number, meeting in held]
    Meeting.objects.bulk_create(meetings)
    Invitation.objects.bulk_create(
        Invitation(meeting=meeting, group=group, people=people) for meeting in meetings for group, people in COUNTED
    )
    Entry.objects.bulk_create(entry for number, meeting in held for entry in _entries(number, meeting, by))


def _is_met(number: int) -> bool:
    return number % NEEDS_TO_A_MEETING == 0


def _meeting(number: int, digits: str, need: Need, by: Person) -> Meeting:
    begins = need.opened_at
    acted = {f"{what}_{how}": value for what in ("called", "closed") for how, value in _who(by, begins).items()}
    return Meeting(
        code=f"{MEETING_PREFIX}-{digits}",
        key=UUID(int=_KEYS + number),
        programme=need.programme,
        region=need.region,
        region_number=need.region_number,
        kind="hamlet_meeting",
        title=f"Musyawarah dusun {number}",
        place="Balai dusun",
        starts_at=begins,
        state=MeetingState.CLOSED,
        planned_by=by,
        planned_at=begins - timedelta(days=7),
        record="{}",
        digest="0" * 64,
        **acted,
    )


def _who(by: Person, at: datetime) -> dict[str, object]:
    return {"by": by, "as": Role.FACILITATOR, "at": at}


def _entries(number: int, meeting: Meeting, by: Person) -> Iterator[Entry]:
    facts = [
        *({"kind": EntryKind.COUNTED, "group": one, "measure": Measure.CAME, "count": many} for one, many in COUNTED),
        {"kind": EntryKind.TASKED, "words": "Ukur jalan", "owner": "TPK", "due_on": local_day(meeting.starts_at)},
    ]
    for place, fact in enumerate(facts, start=1):
        key = UUID(int=_KEYS + number * len(facts) + place)
        yield Entry(
            meeting=meeting, number=place, key=key, recorded_by=by, recorded_at=meeting.starts_at, **fact,
        )  # fmt: skip


def write_items(needs: Iterable[tuple[int, str, Need]], by: Person) -> list[tuple[int, PlanItem]]:
    """Take each tenth need up for the plan of next year, and return the items, each with its place among all."""
    tenth = [(number, digits, need) for number, digits, need in needs if number % NEEDS_TO_AN_ITEM == 0]
    items = PlanItem.objects.bulk_create(_item(digits, need, by) for _number, digits, need in tenth)
    return [(number // NEEDS_TO_AN_ITEM, item) for (number, _digits, _need), item in zip(tenth, items, strict=True)]


def _item(digits: str, need: Need, by: Person) -> PlanItem:
    return PlanItem(
        code=f"{ITEM_PREFIX}-{digits}",
        programme=need.programme,
        need=need,
        region=need.region,
        region_number=need.region_number,
        title=need.title,
        year=local_day(need.opened_at).year + 1,
        proposed_by=by,
        proposed_as=Role.SECRETARY,
        proposed_at=need.opened_at,
    )
