"""Short ways to the middle of a meeting: one that was planned, called, is going on, or could be closed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rembuk.meetings.actions import MeetingDraft, call_meeting, plan_meeting, record_entry, start_meeting
from rembuk.meetings.entries import EntryDraft
from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.states import Crowd, EntryKind, Measure, Side
from tests.cast import MONDAY, WEDNESDAY, Cast, key_of


def draft_of(cast: Cast, name: str = "hamlet", **changes: Any) -> MeetingDraft:
    plain = MeetingDraft(
        key=key_of(name),
        programme=cast.programme,
        region=cast.kampung,
        kind="hamlet_meeting",
        title="Musyawarah Dusun 3",
        place="Balai dusun",
        starts_at=WEDNESDAY,
        locality=cast.hamlet,
        has_ramp=True,
    )
    return replace(plain, **changes)


def planned(cast: Cast, name: str = "hamlet", **changes: Any) -> Meeting:
    return plan_meeting(draft_of(cast, name, **changes), by=cast.facilitator, at=MONDAY)


def called(cast: Cast, name: str = "hamlet", **changes: Any) -> Meeting:
    meeting = planned(cast, name, **changes)
    callers = {"village_meeting": cast.council, "planning_forum": cast.head}
    call_meeting(meeting, by=callers.get(meeting.kind, cast.officer), at=MONDAY)
    return meeting


def running(cast: Cast, name: str = "hamlet", **changes: Any) -> Meeting:
    meeting = called(cast, name, **changes)
    start_meeting(meeting, by=cast.facilitator, at=WEDNESDAY)
    return meeting


def write(cast: Cast, meeting: Meeting, seed: str, kind: EntryKind, **facts: Any) -> Entry:
    draft = EntryDraft(key=key_of(seed), kind=kind, **facts)
    return record_entry(meeting, draft, by=cast.facilitator, at=WEDNESDAY)


def count(cast: Cast, meeting: Meeting, group: Crowd, people: int, measure: Measure = Measure.CAME) -> Entry:
    seed = f"{meeting.code}:{group}:{measure}:{people}"
    return write(cast, meeting, seed, EntryKind.COUNTED, group=group, measure=measure, count=people)


def decide(cast: Cast, meeting: Meeting, words: str = "Jalan Dusun 3 didahulukan.") -> Entry:
    votes = {"in_favour": 19, "against": 2, "abstained": 1}
    return write(cast, meeting, words, EntryKind.DECIDED, words=words, **votes)


def sign(cast: Cast, meeting: Meeting) -> None:
    for side, name, office in (
        (Side.RESIDENTS, "Bu Contoh", "wakil warga"),
        (Side.GOVERNMENT, "Pak Contoh", "kepala dusun"),
    ):
        write(cast, meeting, f"{meeting.code}:{side}", EntryKind.SIGNED, side=side, name=name, owner=office)


def ready_to_close(cast: Cast, name: str = "hamlet", *, women: int = 10) -> Meeting:
    meeting = running(cast, name)
    count(cast, meeting, Crowd.EVERYBODY, 22)
    count(cast, meeting, Crowd.WOMEN, women)
    sign(cast, meeting)
    return meeting
