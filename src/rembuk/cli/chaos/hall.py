"""Phones that write down one meeting without a signal, and the minutes that they must add up to.

Beside what it sends, each phone remembers by their keys the entries that it had seen when it wrote. From that alone,
without any number of the server, follows which counts replace which: this is what the minutes are held against.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID, uuid5

from django.test import Client

from rembuk.meetings.minutes import read_minutes
from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.queries import entries_of
from rembuk.meetings.states import Crowd, EntryKind, Measure
from rembuk.voices.models import Voice

PATH = "/meja/rapat"
ACCEPTED = 200
_SEEN = re.compile(r'name="task-after" value="(\d+)"')

Keys = frozenset[UUID]


class Line(Enum):
    """What becomes of something that is sent."""

    CLEAR = "clear"
    TWICE = "twice"  # It arrives again after it was acknowledged.
    UNANSWERED = "unanswered"  # It arrives, and the answer is lost.
    DEAD = "dead"  # It never arrives.


@dataclass(frozen=True)
class Note:
    """One thing as a phone keeps it, and the entries it had seen by then."""

    key: UUID
    deed: str
    typed: Mapping[str, object]
    knew: Keys

    @property
    def entry_key(self) -> UUID:
        """The key of the entry that it becomes."""
        group = self.typed.get("group")
        return uuid5(self.key, f"{group}:{Measure.CAME}") if self.deed == "count" else self.key


@dataclass
class Phone:
    """A phone in the hall: the page it has before it, copies it may be opened with again, and what it has kept."""

    device: UUID
    client: Client
    seen: int = 0
    shown: Keys = frozenset()
    own: Keys = frozenset()
    outbox: list[Note] = field(default_factory=list)
    written: list[Note] = field(default_factory=list)
    copies: list[tuple[int, Keys]] = field(default_factory=list)

    def keep(self, deed: str, typed: Mapping[str, object]) -> None:
        """Write something down without a signal."""
        key = uuid5(self.device, str(len(self.written)))
        after = {"key": str(key), "after": self.seen, "device": str(self.device)}
        note = Note(key, deed, {**typed, **after}, self.shown | self.own)
        self.own |= {note.entry_key}
        self.outbox.append(note)
        self.written.append(note)

    def open_again(self, number: int) -> None:
        """Start again after it was killed, with any of the pages it has ever kept."""
        self.seen, self.shown = self.copies[number % len(self.copies)]


@dataclass
class Hall:
    """A meeting with the phones that write it down; `faults` are answers that should not have been."""

    meeting: Meeting
    phones: list[Phone]
    arrived: dict[UUID, Note] = field(default_factory=dict)
    sent: int = 0
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for phone in self.phones:
            self.renew(phone)

    @property
    def address(self) -> str:
        """Where the phones find the hall."""
        return f"{PATH}/{self.meeting.code}"

    def renew(self, phone: Phone) -> None:
        """Show the meeting on a phone as it is now."""
        page = phone.client.get(self.address).content.decode()
        found = _SEEN.search(page)
        if found is None:
            self.faults.append("the page says no number")
            return
        phone.seen, phone.shown = int(found[1]), frozenset(note.entry_key for note in self.arrived.values())
        phone.copies.append((phone.seen, phone.shown))

    def send(self, phone: Phone, line: Line) -> None:
        """Send the first thing that a phone has kept; it keeps it until an answer comes."""
        if not phone.outbox or line is Line.DEAD:
            return
        note = phone.outbox[0]
        for _time in range(2 if line is Line.TWICE else 1):
            self._post(phone, note)
        if line is not Line.UNANSWERED:
            phone.outbox.pop(0)

    def send_all(self) -> None:
        """Send all that is kept, over a line that is clear again."""
        for phone in self.phones:
            while phone.outbox:
                self.send(phone, Line.CLEAR)

    def _post(self, phone: Phone, note: Note) -> None:
        form = {"do": note.deed, **{f"{note.deed}-{name}": value for name, value in note.typed.items()}}
        if note.deed == "count":
            form[f"count-{note.typed['group']}"] = note.typed["people"]
        answer = phone.client.post(self.address, form, headers={"Accept": "application/json"})
        self.sent += 1
        self.arrived[note.key] = note
        if answer.status_code != ACCEPTED or answer.json() != {"ok": True, "key": str(note.key)}:
            self.faults.append(f"{note.deed} {note.key}: answered {answer.status_code}")

    # --- what must be true -----------------------------------------------------------------------------------------

    def breaches(self) -> Iterator[str]:
        """Say what of all that arrived is lost, doubled, out of order, or settled by nobody."""
        entries = entries_of(self.meeting)
        yield from self.faults
        yield from self._of_rows(entries)
        yield from self._of_order({entry.key: entry.number for entry in entries})
        yield from self._of_counts(entries)

    def _of_rows(self, entries: list[Entry]) -> Iterator[str]:
        stored = sorted(str(entry.key) for entry in entries)
        if stored != sorted(str(note.entry_key) for note in self.arrived.values()):
            yield f"{len(self.arrived)} arrived, {len(stored)} are stored"
        tasks = sorted(entry.words for entry in entries if entry.kind == EntryKind.TASKED)
        if tasks != sorted(str(note.typed["words"]) for note in self._arrived_of("task")):
            yield f"other action items than were sent: {tasks}"
        voices = Voice.objects.filter(pk__in=[entry.voice_id for entry in entries if entry.voice_id]).count()
        if voices != len(self._arrived_of("speak")):
            yield f"{voices} voices of {len(self._arrived_of('speak'))}"

    def _of_order(self, numbers: Mapping[UUID, int]) -> Iterator[str]:
        for phone in self.phones:
            own = [numbers[note.entry_key] for note in phone.written if note.entry_key in numbers]
            if own != sorted(own):
                yield f"a phone wrote in one order and is told in another: {own}"

    def _of_counts(self, entries: list[Entry]) -> Iterator[str]:
        minutes = read_minutes(entries)
        disputed = {Crowd(one.entry.group): one.counts for one in minutes.conflicts}
        for group, counts in standing(self._arrived_of("count")).items():
            told = disputed.get(group) or [minutes.count(group) or 0]
            if told != counts:
                yield f"{group.value}: the phones leave {counts} standing, the minutes {told}"

    def _arrived_of(self, deed: str) -> list[Note]:
        return [note for note in self.arrived.values() if note.deed == deed]


def standing(counts: Iterable[Note]) -> dict[Crowd, list[int]]:
    """Return for each group the counts that nobody who had seen them counted anew."""
    found: dict[Crowd, list[int]] = {}
    every = list(counts)
    for group in {Crowd(str(one.typed["group"])) for one in every}:
        same = [one for one in every if one.typed["group"] == group]
        left = [one for one in same if not any(one.entry_key in other.knew for other in same)]
        found[group] = sorted({int(str(one.typed["people"])) for one in left})
    return found
