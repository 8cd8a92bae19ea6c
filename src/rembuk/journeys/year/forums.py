"""The meetings of the invented year that decide about plans and rounds of priorities, and who acts in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from rembuk.journeys.year.staff import Staff
from rembuk.meetings.actions import (
    MeetingDraft,
    call_meeting,
    close_meeting,
    invite_group,
    plan_meeting,
    record_entry,
    start_meeting,
)
from rembuk.meetings.entries import EntryDraft
from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.states import Crowd, EntryKind, Measure, Side
from rembuk.people.models import Person
from rembuk.priorities.actions import seal_round
from rembuk.priorities.models import Round
from rembuk.priorities.sealing import seal_of, spoken
from rembuk.programmes.queries import programme_of
from rembuk.regions.models import Region, Tier
from rembuk.voices.models import Need

_KEYS = UUID("0b1f8c57-6d1c-4c0a-a0a5-3f2b8f7d9e14")
ASKED_BEFORE, LASTS = timedelta(days=10), timedelta(hours=2)
PRESENT, ABSTAINED = 31, 2
ASKED = ((Crowd.EVERYBODY, 40), (Crowd.COUNCIL, 7), (Crowd.HAMLET_DELEGATES, 10))
CAME = ((Crowd.EVERYBODY, PRESENT), (Crowd.WOMEN, 13), (Crowd.COUNCIL, 5), (Crowd.HAMLET_DELEGATES, 9))


@dataclass(frozen=True)
class Motion:
    """What a meeting decides about which need, how many are for it, and what somebody says against it."""

    words: str
    need: Need | None = None
    in_favour: int = 27
    objection: str = ""


@dataclass(frozen=True)
class Forum:
    """The deliberation of a kampung or of the kecamatan, and who acts in it."""

    region: Region
    staff: Staff

    @property
    def is_above(self) -> bool:
        """Is it that of the kecamatan?"""
        return self.region.tier == Tier.SUBDISTRICT

    @property
    def place(self) -> str:
        """Its name: a kampung and its kecamatan may be called alike."""
        return f"Kecamatan {self.region.name}" if self.is_above else self.region.name

    @property
    def opener(self) -> Person:
        """Who opens a round and writes down what happens."""
        return self.who("kecamatan" if self.is_above else "sekretaris")

    @property
    def sealer(self) -> Person:
        """Who calls the meeting, and seals what it decided."""
        return self.who("camat" if self.is_above else "bpk")

    def who(self, name: str) -> Person:
        """Return who holds an office here."""
        return self.staff.officer(name, None if self.is_above else self.region).person

    def seal(self, round_: Round, *, at: datetime) -> None:
        """Decide a round in a meeting, and seal it by its minutes."""
        words = f"Kita putuskan pilihan, uang, dan bobot {round_.title}. Sidik: {spoken(seal_of(round_))}."
        seal_round(round_, self.decide(f"Musyawarah {round_.title}", words, at=at), by=self.sealer, at=at)

    def decide(self, title: str, words: str, *, at: datetime) -> Entry:
        """Hold a meeting with one decision, close its minutes, and return the decision."""
        kind = "subdistrict_forum" if self.is_above else "village_meeting"
        (decision,) = self.resolve(kind, title, [Motion(words)], called_by=self.sealer, at=at)
        return decision

    def resolve(
        self, kind: str, title: str, motions: Sequence[Motion], *, called_by: Person, at: datetime
    ) -> list[Entry]:
        """Hold a meeting that decides about each motion, close its minutes, and return the decisions in their order."""
        meeting = self._called(kind, title, called_by, at - LASTS)
        decisions = [self._put(meeting, number, motion, at) for number, motion in enumerate(motions, start=1)]
        for group, people in CAME:
            self._write(meeting, group, at, kind=EntryKind.COUNTED, group=group, measure=Measure.CAME, count=people)
        for side, owner in ((Side.RESIDENTS, "wakil warga"), (Side.GOVERNMENT, "ketua musyawarah")):
            self._write(meeting, side, at, kind=EntryKind.SIGNED, side=side, name="Contoh", owner=owner)
        close_meeting(meeting, by=self._recorder, at=at)
        return decisions

    def _put(self, meeting: Meeting, number: int, motion: Motion, at: datetime) -> Entry:
        votes = {
            "in_favour": motion.in_favour,
            "against": PRESENT - ABSTAINED - motion.in_favour,
            "abstained": ABSTAINED,
        }
        decision = self._write(
            meeting, f"decided {number}", at, kind=EntryKind.DECIDED, words=motion.words, need=motion.need, **votes
        )
        if motion.objection:
            self._write(
                meeting, f"objected {number}", at, kind=EntryKind.OBJECTED, words=motion.objection, target=decision
            )
        return decision

    @property
    def _recorder(self) -> Person:
        return self.staff.officer("pendamping").person

    def _called(self, kind: str, title: str, called_by: Person, starts_at: datetime) -> Meeting:
        draft = MeetingDraft(
            key=uuid5(_KEYS, f"{self.region.number}:{title}:{starts_at:%Y-%m-%d}"),
            programme=programme_of(self.region.number),
            region=self.region,
            kind=kind,
            title=title[:160],
            place="Aula kecamatan" if self.is_above else "Balai kampung",
            starts_at=starts_at,
        )
        meeting = plan_meeting(draft, by=self._recorder, at=starts_at - ASKED_BEFORE)
        for group, people in ASKED:
            invite_group(meeting, group, people, by=self._recorder, at=starts_at - ASKED_BEFORE)
        call_meeting(meeting, by=called_by, at=starts_at - ASKED_BEFORE)
        start_meeting(meeting, by=self._recorder, at=starts_at)
        return meeting

    def _write(self, meeting: Meeting, key: str, at: datetime, **facts: Any) -> Entry:  # Any: columns of an entry.
        draft = EntryDraft(key=uuid5(meeting.key, key), **facts)
        return record_entry(meeting, draft, by=self._recorder, at=at)
