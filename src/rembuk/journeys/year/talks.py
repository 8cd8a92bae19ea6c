"""The negotiation rooms of the invented year: a conflict in the kecamatan that is not over, and a kampung that agreed.

The conflict follows two cases that were: a target for paved road against other needs (Lampung Tengah, 2017), and a
bridge that residents built themselves because they were given a concrete road (Kaliwungu).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from rembuk.engines.negotiation import Wish
from rembuk.journeys.year.forums import Forum
from rembuk.journeys.year.planning import EVIDENCE, PlanningYear
from rembuk.journeys.year.rounds import (
    CLOSED,
    FEWEST,
    MILLION,
    CriteriaRound,
    accept,
    adopt_into_plan,
    cost_of,
    waiting_in,
)
from rembuk.kernel.periods import WIB, local_day
from rembuk.people.models import Person
from rembuk.plans.actions import confirm_examination, examine_item, propose_item
from rembuk.plans.drafts import Finding
from rembuk.plans.models import PlanItem
from rembuk.plans.states import Fund, Gate
from rembuk.priorities.actions import add_option, open_room, open_round, take_seat, take_step
from rembuk.priorities.drafts import ActDraft, RoomDraft, RoundDraft
from rembuk.priorities.models import Room, Round
from rembuk.priorities.states import RoomDeed, RoomParty, Shape, Way
from rembuk.priorities.talks import talks_of
from rembuk.programmes.queries import programme_of
from rembuk.regions.models import Region

_KEYS = UUID("6b1a0f0a-3f2e-4a51-9d4f-6a4d1f0c7e55")
PRICES = "Perkiraan dinas dan harga satuan 2026"
MORNING = time(8, 0)
TAKEN_UP, OPENED, SEALED, LISTED = -24, -20, -14, -12
KABUPATEN = 420 * MILLION
RESIDENTS, GOVERNMENT, MEDIATOR = RoomParty.RESIDENTS, RoomParty.GOVERNMENT, RoomParty.MEDIATOR


@dataclass(frozen=True)
class Said:
    """What a side says of a wish: what it is worth to it, in its words, and what is behind them."""

    points: int
    words: str
    interest: str = ""
    evidence: str = ""


WISHES: tuple[tuple[str, int, Said, Said], ...] = (
    (
        "Lapen 1,5 km di jalan poros",
        380,
        Said(3, "Jalannya masih bisa dilewati truk. Yang lain lebih mendesak."),
        Said(
            10,
            "Target kabupaten: setiap kampung punya lapen paling sedikit 1,5 km.",
            "Hasil panen sampai ke pasar tanpa ganti truk",
            "Rencana lima tahun kabupaten; hitungan kendaraan 2026",
        ),
    ),
    (
        "Jembatan Dusun 5 di atas kali",
        120,
        Said(
            10,
            "Kami pernah diberi jalan rabat, padahal yang kami minta jembatan.",
            "Anak-anak menyeberang ke sekolah juga ketika hujan",
            "Foto banjir; catatan sekolah: 14 hari libur karena air",
        ),
        Said(2, "Yang memakai hanya satu dusun.", "Uang dipakai untuk sebanyak mungkin orang"),
    ),
    (
        "Sumur bor dan bak air Dusun 2",
        150,
        Said(8, "Kemarau lalu 60 rumah membeli air.", "Air bersih sepanjang tahun", "Kuitansi pembelian air"),
        Said(5, "Setuju perlunya, asal ada yang merawat."),
    ),
    (
        "Pagar kantor kecamatan",
        140,
        Said(0, "Kantor tidak kebanjiran."),
        Said(2, "Barang kantor pernah hilang."),
    ),
    (
        "Gedung posyandu tiga kampung",
        80,
        Said(6, "Balita sekarang ditimbang di teras.", "Ibu dan balita tidak kepanasan"),
        Said(7, "Angka gizi kurang harus turun.", "", "Laporan puskesmas 2026"),
    ),
)
ROAD, BRIDGE = "A", "B"
HALF_ROAD = ("Lapen 700 m, dari pasar sampai tikungan", 190)
SHARED_BRIDGE = ("Besi dan semen saja; tenaga, batu dan pasir dari warga", 60)


def hold_talks(year: PlanningYear, villages: Iterable[Region]) -> None:
    """Let the kecamatan be in the middle of its talks, and one kampung be agreed and planned."""
    known = list(villages)
    ConflictRoom(year, Forum(year.programme.region, year.staff)).hold(known)
    taken = set(Round.objects.values_list("region", flat=True))
    waiting = [(village, waiting_in(village)) for village in known if village.pk not in taken]
    village, needs = max(waiting, key=lambda one: (len(one[1]), -one[0].number), default=(None, []))
    if village is not None and len(needs) >= FEWEST:
        hall = CriteriaRound(Forum(village, year.staff), CLOSED, year.plan_year, year.at)
        room = AgreedRoom(year, hall.forum)
        room.hold([hall.taken_up(need) for need in needs[:4]])


class YearRoom:
    """What both rooms have in common: how one is opened, and who acts in it."""

    def __init__(self, year: PlanningYear, forum: Forum) -> None:
        self.year, self.forum = year, forum

    def opened(self, items: Sequence[tuple[PlanItem, int]], funds: Mapping[Fund, int], talks: int, due: int) -> Room:
        """Open and seal a round by talks with its room, and let everybody sit down."""
        by, plan_year = self.forum.opener, self.year.plan_year
        draft = RoundDraft(
            title=f"Rundingan {self.forum.place} {plan_year}",
            year=plan_year,
            way=Way.TALKS,
            funds=funds,
            scores_end_at=self.on(talks),
            result_at=self.on(due),
        )
        round_ = open_round(self.forum.region, draft, by=by, at=self.on(OPENED))
        for item, cost in items:
            add_option(round_, item, cost, PRICES, by=by, at=self.on(OPENED))
        terms = RoomDraft(offers_each=3, residents_share=50, review_on=date(self.year.at.year + 1, 6, 30))
        room = open_room(round_, terms, by=by, at=self.on(OPENED))
        self.forum.seal(round_, at=self.on(SEALED))
        for party, person in self.people.items():
            take_seat(room, party, by=person, at=self.on(SEALED))
        return room

    def step(self, room: Room, party: RoomParty, deed: RoomDeed, day: int, words: str = "", **said: Any) -> None:
        """Let a party do one thing. Any: columns of an act."""
        key = uuid5(_KEYS, f"{room.round.title}:{party}:{deed}:{day}:{said.get('about', '')}")
        take_step(room, ActDraft(key=key, deed=deed, words=words, **said), by=self.people[party], at=self.on(day))

    def state(self, room: Room, party: RoomParty, day: int, about: str, said: Said) -> None:
        """Let a side say what a wish is worth to it."""
        facts = {"points": said.points, "interest": said.interest, "evidence": said.evidence}
        self.step(room, party, RoomDeed.STATE, day, said.words, about=about, **facts)

    @cached_property
    def people(self) -> dict[RoomParty, Person]:
        """Who sits for whom."""
        if self.forum.is_above:
            return {
                RESIDENTS: self.council,
                GOVERNMENT: self.forum.who("kecamatan"),
                MEDIATOR: self.forum.who("pemantau"),
            }
        mediator = self.forum.staff.officer("pendamping").person
        return {RESIDENTS: self.forum.who("bpk"), GOVERNMENT: self.forum.who("kepala"), MEDIATOR: mediator}

    @property
    def council(self) -> Person:
        """The council member of the first kampung, who speaks for all in the kecamatan."""
        villages = Region.objects.filter(parent=self.forum.region).order_by("number")
        named = ((f"bpk-{one.number % 10_000}") for one in villages)
        return next(self.forum.staff.people[login] for login in named if login in self.forum.staff.people)

    def on(self, days: int) -> datetime:
        """Return the morning so many days from today."""
        return datetime.combine(local_day(self.year.at) + timedelta(days=days), MORNING, tzinfo=WIB)


class ConflictRoom(YearRoom):
    """The kecamatan: paved road or bridge. The mediator has just laid an offer on the table."""

    def hold(self, villages: Sequence[Region]) -> Room:
        """Bring the talks to the offer of the mediator."""
        places = [villages[place % len(villages)] for place in range(len(WISHES))]
        items = [
            (self._proposed(place, title, cost * MILLION), cost * MILLION)
            for place, (title, cost, *_said) in zip(places, WISHES, strict=True)
        ]
        room = self.opened(items, {Fund.KAB: KABUPATEN}, talks=-6, due=14)
        for key, (_title, _cost, ours, theirs) in zip("ABCDE", WISHES, strict=True):
            self.state(room, RESIDENTS, LISTED, key, ours)
            self.state(room, GOVERNMENT, LISTED, key, theirs)
        self._talk(room)
        return room

    def _talk(self, room: Room) -> None:
        must = {"asks": Wish.MUST}
        words = "Target itu tertulis dalam rencana lima tahun."
        self.step(room, GOVERNMENT, RoomDeed.DRAW, -5, words, about=ROAD, **must)
        self.step(room, RESIDENTS, RoomDeed.DRAW, -5, "Anak-anak tidak boleh lagi turun ke kali.", about=BRIDGE, **must)
        self.step(room, GOVERNMENT, RoomDeed.OFFER, -5, "Lapen utuh, sesuai target.", chosen=frozenset("A"))
        words = "Tanpa lapen, uangnya cukup untuk tiga yang mendesak."
        self.step(room, RESIDENTS, RoomDeed.OFFER, -4, words, chosen=frozenset("BCE"))
        self._show_other_ways(room)
        self.step(room, RESIDENTS, RoomDeed.CALL_MEDIATOR, -2, "Kami berputar di tempat; mohon dibantu.")
        words = "Separuh lapen, jembatan dengan swadaya, dan posyandu; sumur bor lebih dulu tahun depan."
        self.step(room, MEDIATOR, RoomDeed.OFFER, -1, words, chosen=frozenset({"A1", "B1", "E"}))

    def _show_other_ways(self, room: Room) -> None:
        (road, road_cost), (bridge, bridge_cost) = HALF_ROAD, SHARED_BRIDGE
        half = {"about": ROAD, "shape": Shape.PHASE, "cost_rupiah": road_cost * MILLION}
        shared = {"about": BRIDGE, "shape": Shape.SWADAYA, "cost_rupiah": bridge_cost * MILLION}
        self.step(room, GOVERNMENT, RoomDeed.VARY, -3, road, **half)
        self.step(room, RESIDENTS, RoomDeed.VARY, -3, bridge, **shared)
        self.state(room, GOVERNMENT, -3, "A1", Said(7, "Target mundur setahun, tetapi jalan dimulai."))
        self.state(room, RESIDENTS, -3, "A1", Said(3, "Boleh, asal jembatan tidak hilang."))
        self.state(room, RESIDENTS, -3, "B1", Said(9, "Kami sanggup; dulu pun jembatan kami bangun sendiri."))
        self.state(room, GOVERNMENT, -3, "B1", Said(6, "Swadaya sebesar itu patut didukung."))

    def _proposed(self, village: Region, title: str, cost: int) -> PlanItem:
        """Propose something and have two people examine it."""
        forum, at = Forum(village, self.forum.staff), self.on(TAKEN_UP)
        programme = programme_of(village.number)
        item = propose_item(programme, village, title, self.year.plan_year, by=forum.who("petugas"), at=at)
        findings = {gate: Finding(passed=True, evidence=EVIDENCE[gate]) for gate in Gate}
        findings[Gate.COST] = Finding(passed=True, evidence=PRICES, cost_rupiah=cost)
        examination = examine_item(item, findings, by=forum.who("sekretaris"), at=at)
        confirm_examination(examination, by=self.forum.staff.officer("pendamping").person, at=at)
        return item


class AgreedRoom(YearRoom):
    """A kampung whose head and council wanted different things, and signed for one list."""

    def hold(self, items: Sequence[PlanItem]) -> Room:
        """Talk until both have signed, close the round and put what was agreed into the plan."""
        costs = [cost_of(item) for item in items]
        pagu = max(sum(costs) * 3 // 5 // MILLION * MILLION, *costs)
        room = self.opened(list(zip(items, costs, strict=True)), {Fund.DDS: pagu}, talks=-8, due=6)
        last = len(items) - 1
        for place, key in enumerate("ABCD"[: len(items)]):
            ours = Said(9 - 2 * place, "Sudah lama kami tunggu.", "Dusun kami tidak tertinggal")
            theirs = Said(9 - 2 * (last - place), "Sesuai rencana kampung.", "", "Rencana enam tahun kampung")
            self.state(room, RESIDENTS, LISTED, key, ours)
            self.state(room, GOVERNMENT, LISTED, key, theirs)
        self._agree(room)
        accept(self.forum, room.round, at=self.on(-1))
        adopt_into_plan(self.year, self.forum, room.round)
        return room

    def _agree(self, room: Room) -> None:
        fair = talks_of(room).built(room.round.result_at)
        chosen = frozenset(fair.projects) if fair else frozenset("A")
        self.step(room, RESIDENTS, RoomDeed.OFFER, -7, "Masing-masing dapat yang terpenting.", chosen=chosen)
        self.step(room, GOVERNMENT, RoomDeed.ACCEPT, -6)
        self.step(room, GOVERNMENT, RoomDeed.SIGN, -5)
        self.step(room, RESIDENTS, RoomDeed.SIGN, -5, "Yang menunggu harus masuk lebih dulu tahun depan.")
