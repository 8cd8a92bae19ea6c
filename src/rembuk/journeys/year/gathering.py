"""The gotong royong of the invented year: one open work of each kampung, as far as its turn says.

Residents, quantities and prices are invented and say so; the wage is that of the bill.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from rembuk.journeys.year.building import WAGE_RUPIAH
from rembuk.journeys.year.staff import Staff
from rembuk.kernel.periods import local_day
from rembuk.people.actions import claim_contact, vouch_first, vouch_second
from rembuk.people.models import Person, Vouching
from rembuk.people.states import Scheme
from rembuk.projects.models import Project
from rembuk.projects.states import FINISHED
from rembuk.projects.swadaya.actions import (
    CorrectionDraft,
    DayDraft,
    GiftDraft,
    LineDraft,
    PledgeDraft,
    PriceDraft,
    SupplyDraft,
    ask_residents,
    call_up,
    cancel_day,
    confirm_gift,
    correct_gift,
    name_head,
    note_injury,
    plan_day,
    pledge_gift,
    set_price,
    take_attendance,
    take_gift,
)
from rembuk.projects.swadaya.models import Gift, Supply, WorkDay
from rembuk.projects.swadaya.states import Basis, GiftKind, Harm, Source
from rembuk.regions.models import Region

_KEYS = UUID("7a3d0f0a-52a7-4a43-9d0b-0a7b0a6d3c55")
HANDS = 8
SAND_RUPIAH, MEAL_RUPIAH = 180_000, 12_000


@dataclass(frozen=True)
class GatheringSeason:
    """What residents give until `at`, while the kampung build."""

    staff: Staff
    at: datetime

    def gather(self, villages: Iterable[Region]) -> None:
        """Let the residents of every kampung help with the first of its works that is not done."""
        for turn, village in enumerate(villages):
            open_works = Project.objects.filter(region=village).exclude(state__in=FINISHED)
            for project in open_works.select_related("region").order_by("id")[:1]:
                VillageGathering(self, village, project).go(turn)

    def before(self, days: int) -> datetime:
        """Return a moment some days before the end."""
        return self.at - timedelta(days=days)

    def who(self, name: str, village: Region) -> Person:
        """Return who does something in a kampung."""
        return self.staff.officer(name, village).person


class VillageGathering:
    """One work and those who help with it."""

    def __init__(self, season: GatheringSeason, village: Region, project: Project) -> None:
        self.season, self.village, self.project = season, village, project
        self.officer = season.who("petugas", village)
        self.head, self.neighbour = self._resident("Ketua Contoh"), self._resident("Warga Contoh")

    def go(self, turn: int) -> None:
        """Ask everybody, and go as far as the turn says: asked, pledged, written, confirmed, corrected, called off."""
        labour, sand, meals = self._asked()
        self._planned(labour, "ke depan", days=-3)
        if turn % 6 >= 1:
            self._pledged(labour, sand)
        if turn % 6 >= 2:
            self._helped(turn, labour, sand, meals)
        if turn % 6 == 5:
            why = "Hujan deras (contoh)."
            cancel_day(self._planned(labour, "batal", days=1), why, by=self.officer, at=self.season.before(1))

    def _helped(self, turn: int, labour: Supply, sand: Supply, meals: Supply) -> None:
        work, gift = self._worked(labour), self._given(sand, Decimal("3.5"))
        self._given(meals, Decimal(HANDS))
        if turn % 6 >= 3:
            self._confirmed(work, gift)
        if turn % 6 >= 4:
            self._confirmed(self._corrected(gift))

    def _asked(self) -> list[Supply]:
        name_head(self.project, self.head, by=self.officer, at=self.season.before(9))
        return [
            self._supply(20, WAGE_RUPIAH, Basis.WAGE, GiftKind.LABOUR, what="Tenaga (contoh)", unit="HOK"),
            self._supply(6, SAND_RUPIAH, Basis.BILL, GiftKind.MATERIAL, what="Pasir (contoh)", unit="m3"),
            self._supply(40, MEAL_RUPIAH, Basis.RECEIPT, GiftKind.FOOD, what="Makan siang (contoh)", unit="porsi"),
        ]

    def _supply(self, wanted: int, price: int, basis: Basis, kind: GiftKind, *, what: str, unit: str) -> Supply:
        at = self.season.before(8)
        draft = SupplyDraft(self._key(what), kind, what, unit, Decimal(wanted))
        supply = ask_residents(self.project, draft, by=self.officer, at=at)
        known = PriceDraft(self._key(f"harga {what}"), price, basis, "Harga contoh", local_day(at))
        set_price(supply, known, by=self.officer, at=at)
        return supply

    def _planned(self, labour: Supply, name: str, *, days: int) -> WorkDay:
        on = local_day(self.season.before(days))
        draft = DayDraft(self._key(f"hari {name}"), on, "Depan balai kampung", "Membersihkan lokasi (contoh)")
        return plan_day(labour, draft, by=self.officer, at=self.season.before(7))

    def _pledged(self, labour: Supply, sand: Supply) -> None:
        at = self.season.before(6)
        for supply, many in ((labour, 2), (sand, 1)):
            draft = PledgeDraft(self._key(f"janji {supply.what}"), "Warga contoh", Decimal(many), is_grown=True)
            pledge_gift(supply, draft, by=self.officer, at=at)

    def _worked(self, labour: Supply) -> Gift:
        day, at = self._planned(labour, "pertama", days=4), self.season.before(3)
        draft = PledgeDraft(self._key("janji hari ini"), "Warga contoh", Decimal(1), is_grown=True)
        call_up(pledge_gift(labour, draft, by=self.officer, at=at), day, by=self.officer, at=at)
        lines = [LineDraft(f"Warga contoh {number}", Decimal(1), is_grown=True) for number in range(1, HANDS + 1)]
        take_attendance(day, self._key("daftar"), lines, Source.SCREEN, by=self.officer, at=at)
        note_injury(day, self._key("luka"), Harm.LIGHT, "Jari tergores (contoh).", by=self.officer, at=at)
        return Gift.objects.select_related("supply__project").get(day=day)

    def _given(self, supply: Supply, quantity: Decimal) -> Gift:
        at = self.season.before(3)
        draft = GiftDraft(self._key(f"beri {supply.what}"), quantity, local_day(at))
        return take_gift(supply, draft, by=self.officer, at=at)

    def _corrected(self, gift: Gift) -> Gift:
        draft = CorrectionDraft(self._key("betulkan"), Decimal("-0.5"), "Satu bak kurang penuh (contoh).")
        return correct_gift(gift, draft, by=self.season.who("sekretaris", self.village), at=self.season.before(2))

    def _confirmed(self, *gifts: Gift) -> None:
        for gift in gifts:
            for person in (self.head, self.neighbour):
                confirm_gift(gift, by=person, at=self.season.before(1))

    def _resident(self, name: str) -> Person:
        at = self.season.before(10)
        address = f"{name.split(maxsplit=1)[0].lower()}-{self.village.number % 10_000}@contoh.example"
        identity = claim_contact(Scheme.EMAIL, address, by=None, at=at)
        person = Person.objects.create(name=f"{name} {self.village.name}", made_at=at)
        identity.person, identity.verified_at = person, at
        identity.save(update_fields=["person", "verified_at"])
        vouching = vouch_first(person, self.village, Vouching.Method.WORD, by=self.officer, at=at)
        vouch_second(vouching, by=self.season.who("bpk", self.village), at=at)
        return person

    def _key(self, what: str) -> UUID:
        return uuid5(_KEYS, f"{self.project.code}:{what}")
