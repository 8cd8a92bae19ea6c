"""Evenings in a hall without a signal: two phones, a line that loses answers, and one meeting that must come of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from uuid import UUID, uuid5

from rembuk.cli.chaos.hall import Hall, Line, Phone
from rembuk.meetings.actions import (
    CountedTwice,
    MeetingDraft,
    call_meeting,
    close_meeting,
    plan_meeting,
    record_entry,
    start_meeting,
)
from rembuk.meetings.entries import EntryDraft
from rembuk.meetings.models import Meeting
from rembuk.meetings.queries import agenda_of, entries_of, invited_to, minutes_of
from rembuk.meetings.sealing import seal_of
from rembuk.meetings.states import Crowd, EntryKind, MeetingState, Side
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.programmes.queries import programme_of
from rembuk.web.fuzz.site import client_with, taken_back
from rembuk.web.staging import Stage, open_session

MOST_TOLD = 20
LONGEST = 30
PATIENT = ("keep", "keep", "keep", "send", "send", "renew", "open")
COUNTED = (Crowd.WOMEN, Crowd.YOUTH)
_KEYS = UUID("8a4b7d52-3f0a-4c07-9c57-6c2de1f6a0b4")


@dataclass
class Tally:
    """What a campaign has seen."""

    entries: int = 0
    sent: int = 0
    disputes: int = 0
    breaches: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Guests:
    """Who keeps the minutes, each on a phone of their own."""

    stage: Stage
    sessions: tuple[str, str]

    @property
    def guide(self) -> Person:
        """Who opens and closes the meeting."""
        return self.stage.insider(Role.FACILITATOR)


def run_meetings(stage: Stage, *, runs: int, seed: int, say: Callable[[str], None]) -> bool:
    """Live through evenings; say what became of them in one line, and return whether all is well."""
    guests, tally, started = guests_of(stage), Tally(), time.monotonic()
    for number in range(runs):
        random = Random(f"{seed}:{number}")  # noqa: S311 - the same evenings each time are the point.
        with taken_back():
            hall = open_hall(guests, uuid5(_KEYS, f"{seed}:{number}"))
            _live(hall, random)
            tally.breaches += [f"evening {number}: {breach}" for breach in _ended(hall, guests, random, tally)]
    for breach in tally.breaches[:MOST_TOLD]:
        say(breach)
    say(_line(tally, runs, seed, time.monotonic() - started))
    return not tally.breaches


def _line(tally: Tally, runs: int, seed: int, seconds: float) -> str:
    return (
        f"{runs} evenings with seed {seed} in {seconds:.0f} s: {tally.entries:,} entries sent {tally.sent:,} times, "
        f"{tally.disputes} counts disputed and picked; {len(tally.breaches)} breaches."
    )


def guests_of(stage: Stage) -> Guests:
    """Sign both of them in."""
    people = [stage.insider(role) for role in (Role.FACILITATOR, Role.OFFICER)]
    first, second = (open_session(person, is_proven=True) for person in people)
    return Guests(stage, (first, second))


def open_hall(guests: Guests, key: UUID) -> Hall:
    """Begin a meeting that two phones have before them."""
    meeting = _begun(guests.stage, key)
    phones = [Phone(uuid5(key, session), client_with(session)) for session in guests.sessions]
    return Hall(meeting, phones)


def _begun(stage: Stage, key: UUID) -> Meeting:
    guide, at = stage.insider(Role.FACILITATOR), stage.at
    draft = MeetingDraft(
        key=key, programme=programme_of(stage.here.number), region=stage.here, kind="hamlet_meeting",
        title="Musyawarah tanpa sinyal", place="Balai kampung", starts_at=at,
    )  # fmt: skip
    meeting = plan_meeting(draft, by=guide, at=at)
    call_meeting(meeting, by=stage.insider(Role.OFFICER), at=at)
    start_meeting(meeting, by=guide, at=at)
    return meeting


def _live(hall: Hall, random: Random) -> None:
    for _step in range(random.randrange(LONGEST // 2, LONGEST)):
        phone = random.choice(hall.phones)
        match random.choice(PATIENT):
            case "keep":
                phone.keep(*something(random.randrange(4), random.randrange(12)))
            case "send":
                hall.send(phone, random.choice(list(Line)))
            case "renew":
                hall.renew(phone)
            case "open":
                phone.open_again(random.randrange(LONGEST))


def something(what: int, number: int) -> tuple[str, dict[str, object]]:
    """Return a deed of the hall and what is typed for it: two in four are counts of the same groups."""
    match what:
        case 0:
            return "speak", {"words": f"Siring nomor {number} mampet dan harus dibersihkan.", "kind": "wish"}
        case 1:
            due_on = date(2027, 1, 1 + number)
            return "task", {"words": f"Ukur siring nomor {number}", "owner": "TPK", "due_on": due_on.isoformat()}
    return "count", {"group": COUNTED[what % len(COUNTED)].value, "people": number}


def _ended(hall: Hall, guests: Guests, random: Random, tally: Tally) -> Iterator[str]:
    hall.send_all()
    yield from hall.breaches()
    tally.disputes += len(minutes_of(hall.meeting).conflicts)
    yield from closed(hall, guests.guide, random.randrange(LONGEST), at=guests.stage.at)
    tally.entries += len(hall.arrived)
    tally.sent += hall.sent


def closed(hall: Hall, guide: Person, which: int, *, at: datetime) -> Iterator[str]:
    """Pick from what is disputed, sign, seal; say what goes wrong on the way."""
    _sign(hall.meeting, guide, at)
    phone = hall.phones[0]
    for conflict in minutes_of(hall.meeting).conflicts:
        try:
            close_meeting(hall.meeting, "Panen padi.", by=guide, at=at)
        except CountedTwice:
            hall.renew(phone)
            phone.keep(f"pick{conflict.entry.number}", {"count": conflict.counts[which % len(conflict.counts)]})
            hall.send(phone, Line.TWICE)
        else:
            yield "sealed while two counts contradict each other"
    yield from hall.faults
    close_meeting(hall.meeting, "Panen padi.", by=guide, at=at)
    yield from _unsealed(Meeting.objects.get(pk=hall.meeting.pk))


def _sign(meeting: Meeting, guide: Person, at: datetime) -> None:
    for side in Side:
        key = uuid5(meeting.key, side)
        draft = EntryDraft(key=key, kind=EntryKind.SIGNED, side=side, name="Contoh", owner="warga")
        record_entry(meeting, draft, by=guide, at=at)


def _unsealed(meeting: Meeting) -> Iterator[str]:
    if meeting.state != MeetingState.CLOSED:
        yield f"the meeting is {meeting.state}"
    if seal_of(meeting, agenda_of(meeting), invited_to(meeting), entries_of(meeting)) != (
        meeting.record,
        meeting.digest,
    ):
        yield "the seal does not fit the rows"
