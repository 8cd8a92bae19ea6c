"""The invented meetings of a kampung: hamlet meeting, meeting of the council, progress meetings, and the next one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from random import Random
from typing import Any
from uuid import UUID, uuid5

from rembuk.journal.acts import draw_up_act
from rembuk.journal.models import Act
from rembuk.journeys.year.staff import Staff
from rembuk.kernel.periods import WIB, local_day
from rembuk.meetings.actions import (
    MeetingDraft,
    call_meeting,
    close_meeting,
    invite_group,
    plan_meeting,
    start_meeting,
)
from rembuk.meetings.entries import EntryDraft
from rembuk.meetings.models import Entry, Meeting
from rembuk.meetings.states import Crowd, EntryKind, Measure, Method, Side
from rembuk.meetings.writing import new_entry, telling_of
from rembuk.people.models import Person
from rembuk.programmes.models import Programme
from rembuk.regions.models import Region
from rembuk.voices.models import Need, Voice

_KEYS = UUID("3a8c8a4e-8a60-4f7e-9c1b-6d2f0f6b7c55")
# Officers need some days in office before they ask people to a meeting.
KNOWN_FOR = timedelta(days=400)
BEGINS = time(13, 0)
MOST_RANKED = 4
SHARE_WITH_AN_OBJECTION = 0.4
WAIVER = "Musim panen; hasilnya dibacakan lagi di pengajian perempuan."
DECISIONS = (
    "Urutan kebutuhan dari warga menjadi usulan kampung.",
    "Jalan dan air bersih didahulukan sebelum bangunan baru.",
    "Warga menyumbang tenaga pada hari Minggu, bahan dari kampung.",
)
OBJECTIONS = (
    "Dusun kami sudah dua tahun menunggu, urutannya belum adil.",
    "Lampu jalan lebih perlu karena anak mengaji pulang malam.",
)
VIEW = "Badan Permusyawaratan Kampung setuju, dengan syarat biaya dan gambar diumumkan sebelum kerja dimulai."
TASKS = (
    ("Mengukur panjang dan lebar di lapangan bersama warga", "petugas kampung"),
    ("Memasang daftar keputusan di balai dan masjid", "sekretaris kampung"),
    ("Menanyakan rencana kabupaten untuk jalan penghubung", "kepala kampung"),
)
OUTCOME = "Selesai; hasilnya dibacakan dan ditempel di balai."
DAYS_AGO = {"village_meeting": 95, "earlier": 118, "later": 27}


@dataclass(frozen=True)
class Halls:
    """Where and with whom the meetings of one kampung are held."""

    programme: Programme
    village: Region
    staff: Staff
    now: datetime
    voices: Sequence[Voice]
    needs: Sequence[Need]

    @cached_property
    def random(self) -> Random:
        """The chance of this kampung, the same each time."""
        return Random(f"meetings {self.village.number}")  # noqa: S311 - the same year each time is the point.

    def hold(self, number: int) -> None:
        """Hold all meetings of the kampung; in every fifth one the last progress meeting was called and not held."""
        self._hamlet_meeting()
        self._run(self._called("village_meeting", "Musyawarah kampung", self._days_ago("village_meeting"), "bpk"))
        first = self._run(self._called("progress_meeting", "Rapat kemajuan", self._days_ago("earlier"), "kepala"))
        second = self._called("progress_meeting", "Rapat kemajuan", self._days_ago("later"), "kepala")
        if number % 5 != 4:
            self._run(second, finishing=first)
        self._called("planning_forum", "Musrenbang kampung", self._days_ahead(6 + number), "kepala")

    def _hamlet_meeting(self) -> None:
        """Hold the hamlet meeting on the day on which most was said in a hall."""
        halls = [voice for voice in self.voices if voice.received_at > self.now - KNOWN_FOR]
        days = Counter(local_day(voice.received_at) for voice in halls)
        day = max(days, key=lambda one: (days[one], one)) if days else local_day(self.now - timedelta(days=150))
        spoken = [voice for voice in halls if local_day(voice.received_at) == day]
        begins = min((voice.received_at for voice in spoken), default=datetime.combine(day, BEGINS, tzinfo=WIB))
        meeting = self._called("hamlet_meeting", "Musyawarah dusun", begins - timedelta(minutes=20), "petugas")
        self._run(meeting, spoken=spoken)

    def _days_ago(self, name: str) -> datetime:
        return self._days_ahead(-DAYS_AGO[name] + self.random.randrange(9))

    def _days_ahead(self, days: int) -> datetime:
        return datetime.combine(local_day(self.now) + timedelta(days=days), BEGINS, tzinfo=WIB)

    def _person(self, name: str) -> Person:
        return self.staff.officer(name, self.village).person

    @property
    def _guide(self) -> Person:
        return self.staff.officer("pendamping").person

    def _called(self, kind: str, title: str, starts_at: datetime, caller: str) -> Meeting:
        planned_at = min(starts_at - timedelta(days=12), self.now)
        draft = MeetingDraft(
            key=uuid5(_KEYS, f"{self.village.number}:{kind}:{starts_at:%Y-%m-%d}"),
            programme=self.programme,
            region=self.village,
            kind=kind,
            title=f"{title} {self.village.name}",
            place="Balai kampung",
            starts_at=starts_at,
            has_ramp=self.random.random() < 0.6,
            has_interpreter=self.random.random() < 0.2,
        )
        meeting = plan_meeting(draft, by=self._guide, at=planned_at)
        for group, people in ((Crowd.EVERYBODY, 40), (Crowd.WOMEN, 18), (Crowd.COUNCIL, 7)):
            invite_group(meeting, group, people, by=self._guide, at=planned_at)
        call_meeting(meeting, by=self._person(caller), at=planned_at)
        return meeting

    def _run(self, meeting: Meeting, *, spoken: Sequence[Voice] = (), finishing: Meeting | None = None) -> Meeting:
        ends_at = meeting.starts_at + timedelta(minutes=130)
        start_meeting(meeting, by=self._guide, at=meeting.starts_at)
        drafts = [*self._finished(finishing), *self._heard(spoken), *self._minutes(meeting)]
        entries = [
            new_entry(meeting, self._keyed(meeting, number, facts), number, self._guide, ends_at)
            for number, facts in enumerate(drafts, start=1)
        ]
        entries += self._objections(meeting, entries)
        Entry.objects.bulk_create(entries)
        Act.objects.bulk_create(self._act(entry) for entry in entries)
        close_meeting(meeting, WAIVER, by=self._guide, at=ends_at)
        return meeting

    def _objections(self, meeting: Meeting, entries: Sequence[Entry]) -> list[Entry]:
        """Somebody does not agree in every third meeting, and stays without a name."""
        decision = next(entry for entry in entries if entry.kind == EntryKind.DECIDED)
        if not decision.against or self.random.random() > SHARE_WITH_AN_OBJECTION:
            return []
        facts = {"kind": EntryKind.OBJECTED, "words": self.random.choice(OBJECTIONS), "target": decision}
        number = len(entries) + 1
        draft = self._keyed(meeting, number, facts)
        return [new_entry(meeting, draft, number, self._guide, decision.recorded_at)]

    def _act(self, entry: Entry) -> Act:
        return draw_up_act(
            *telling_of(entry), by=self._guide, at=entry.recorded_at, public=False, region_number=self.village.number
        )

    def _keyed(self, meeting: Meeting, number: int, facts: dict[str, Any]) -> EntryDraft:  # Any: columns of an entry.
        return EntryDraft(key=uuid5(meeting.key, str(number)), **facts)

    def _finished(self, earlier: Meeting | None) -> Iterator[dict[str, Any]]:  # Any: as above.
        tasks = Entry.objects.filter(meeting=earlier, kind=EntryKind.TASKED).order_by("number") if earlier else ()
        for task in tasks[:1]:
            yield {"kind": EntryKind.FINISHED, "target": task, "words": OUTCOME}

    def _heard(self, spoken: Sequence[Voice]) -> Iterator[dict[str, Any]]:  # Any: as above.
        for voice in spoken:
            yield {"kind": EntryKind.SPOKEN, "voice": voice, "group": voice.group}

    def _minutes(self, meeting: Meeting) -> Iterator[dict[str, Any]]:  # Any: as above.
        yield from self._counts()
        open_then = [need for need in self.needs if need.opened_at < meeting.starts_at]
        for place, need in enumerate(self.random.sample(open_then, k=min(MOST_RANKED, len(open_then)))):
            yield {"kind": EntryKind.RANKED, "need": need, "method": Method.HANDS, "count": 19 - 4 * place}
        if meeting.kind == "village_meeting":
            yield {"kind": EntryKind.VIEWED, "words": VIEW}
        votes = {"in_favour": self.random.randrange(16, 25), "against": self.random.randrange(4), "abstained": 2}
        yield {"kind": EntryKind.DECIDED, "words": self.random.choice(DECISIONS), **votes}
        for words, owner in self.random.sample(TASKS, k=2):
            due_on = local_day(meeting.starts_at + timedelta(days=30))
            yield {"kind": EntryKind.TASKED, "words": words, "owner": owner, "due_on": due_on}
        yield {"kind": EntryKind.SIGNED, "side": Side.RESIDENTS, "name": "Warga Contoh", "owner": "wakil warga"}
        head = self._person("kepala").name
        yield {"kind": EntryKind.SIGNED, "side": Side.GOVERNMENT, "name": head, "owner": "kepala kampung"}

    def _counts(self) -> Iterator[dict[str, Any]]:  # Any: as above.
        women, men = self.random.randrange(8, 17), self.random.randrange(13, 20)
        came = {
            Crowd.EVERYBODY: women + men,
            Crowd.WOMEN: women,
            Crowd.MEN: men,
            Crowd.YOUTH: self.random.randrange(3, 9),
            Crowd.ELDERLY: self.random.randrange(3, 9),
            Crowd.DISABLED: self.random.randrange(4),
            Crowd.POOR: self.random.randrange(4, 12),
            Crowd.COUNCIL: self.random.randrange(4, 8),
        }
        for group, people in came.items():
            yield _count(group, Measure.CAME, people)
        for group, people in ((Crowd.EVERYBODY, 14), (Crowd.WOMEN, 5), (Crowd.MEN, 9)):
            yield _count(group, Measure.SPOKE, people)


def _count(group: Crowd, measure: Measure, people: int) -> dict[str, Any]:  # Any: as above.
    return {"kind": EntryKind.COUNTED, "group": group, "measure": measure, "count": people}
