"""The works of the invented year: what was begun at once of the new plans, in every state, with one measure disputed.

Of each kampung the first four lines of the plan that residents asked for. Bills, names of goods and prices are
invented and say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from rembuk.journeys.disputes import judge_work
from rembuk.journeys.year.buying import buy
from rembuk.journeys.year.sights import INTEREST, draw_audit, draw_witnesses, hand_over, name_team, show
from rembuk.journeys.year.staff import Staff
from rembuk.people.models import Person
from rembuk.plans.models import PlanItem
from rembuk.plans.states import ItemState
from rembuk.projects.actions import (
    BillDraft,
    ChangeDraft,
    agree_to_change,
    ask_for_change,
    finish_project,
    halt_project,
    look_at_work,
    measure_work,
    prepare_project,
    start_project,
    write_bill,
)
from rembuk.projects.models import Measurement, Project
from rembuk.projects.states import BillKind, ChangeKind, PhotoMoment, Verdict
from rembuk.regions.models import Region

WORKS = 4
# A day's wage as in the published example; 55 of 100 rupiah go into wages.
WAGE_RUPIAH, WAGE_PERCENT, TOOL_PERCENT = 80_000, 55, 10
# How many of the residents drawn go there, and which work has a question or two.
WITNESSES, DEAR = 2, 4
DELAYED = "Hujan dua minggu (contoh)."
_KEYS = UUID("5a0c3c1e-2f0f-4c0d-9c55-0f6f3ed3a7d4")
WHY = "Menunggu kiriman bahan (contoh)."


@dataclass(frozen=True)
class BuildingSeason:
    """What the kampung build until `at`, when the plans are approved."""

    staff: Staff
    at: datetime

    def build(self, villages: Iterable[Region]) -> None:
        """Let every kampung begin its works, and bring each of them as far as its turn says."""
        planned = [(village, item) for village in villages for item in _planned(village)]
        works = [
            VillageWork(self, village, self._begun(village, item, turn)) for turn, (village, item) in enumerate(planned)
        ]
        if works and (subdistrict := works[0].village.parent):
            draw_audit(subdistrict, self.staff, at=self.before(11))
        for turn, work in enumerate(works):
            work.go(turn)

    def _begun(self, village: Region, item: PlanItem, turn: int) -> Project:
        officer, clerk = self.who("petugas", village), self.who("sekretaris", village)
        project = prepare_project(item, by=officer, at=self.before(12))
        write_bill(project, bill_for(project, is_dear=turn == DEAR), by=clerk, at=self.before(11))
        name_team(project, INTEREST if turn == DEAR else "", by=clerk, at=self.before(11))
        return project

    def before(self, days: int) -> datetime:
        """Return a moment some days before the end."""
        return self.at - timedelta(days=days)

    def who(self, name: str, village: Region) -> Person:
        """Return who does something in a kampung."""
        return self.staff.officer(name, village).person


class VillageWork:
    """One project and the people around it."""

    def __init__(self, season: BuildingSeason, village: Region, project: Project) -> None:
        self.season, self.village, self.project = season, village, project
        self.witnesses: list[Person] = []

    def go(self, turn: int) -> None:
        """Bring the project as far as its turn says: prepared, halted, half, disputed, claimed or done."""
        if turn % 6 == 0:
            return
        if turn % 6 == 5:
            self.witnesses = draw_witnesses(self.project, self.village, self.season.staff, at=self.season.before(11))
        self._show(PhotoMoment.BEFORE, 10)
        start_project(self.project, by=self._who("kepala"), at=self.season.before(10))
        buy(self.project, turn, by=self._who("petugas"), at=self.season.before(9))
        if turn % 6 == 1:
            self._seen(self._measured(25))
            halt_project(self.project, WHY, by=self._who("kepala"), at=self.season.before(4))
        else:
            self._measure_on(turn)

    def _measure_on(self, turn: int) -> None:
        self._seen(self._measured(50))
        self._show(PhotoMoment.DURING, 6)
        if turn % 6 == 3:
            self._delay()
        if turn % 6 in {3, 4}:
            self._measured(80)
        if turn == 2:
            self._doubted(self._measured(100))
        if turn % 6 == 5:
            self._seen(self._measured(100))
            self._show(PhotoMoment.AFTER, 3)
            finish_project(self.project, by=self._who("kepala"), at=self.season.before(2))
            if turn % 12 == 11:
                hand_over(self.project, self.village, self.season.staff, at=self.season.before(1))

    def _measured(self, percent: int) -> Measurement:
        amount = (self.project.volume * percent / 100).quantize(Decimal("0.01"))
        at = self.season.before(9 - percent // 20)
        return measure_work(self.project, amount, "Diukur bersama TPK (contoh).", by=self._who("petugas"), at=at)

    def _seen(self, measurement: Measurement) -> None:
        guide, member = self.season.staff.officer("pendamping").person, self._who("bpk")
        for person in (guide, member, *self.witnesses[:WITNESSES]):
            look_at_work(measurement, Verdict.CONFIRMED, by=person, at=measurement.measured_at + timedelta(hours=5))

    def _show(self, taken: PhotoMoment, days: int) -> None:
        show(self.project, taken, by=self._who("petugas"), at=self.season.before(days))

    def _delay(self) -> None:
        later = ChangeDraft(ChangeKind.DELAY, DELAYED, last_month=min(12, self.project.last_month + 1))
        key = uuid5(_KEYS, self.project.code)
        change = ask_for_change(self.project, later, key=key, by=self._who("petugas"), at=self.season.before(5))
        agree_to_change(change, "Setuju, cuaca (contoh).", by=self._who("kepala"), at=self.season.before(3))

    def _doubted(self, measurement: Measurement) -> None:
        guide, at = self.season.staff.officer("pendamping").person, measurement.measured_at + timedelta(hours=5)
        judge_work(measurement, Verdict.DISPUTED, "Ujungnya belum ada (contoh).", by=guide, at=at)

    def _who(self, name: str) -> Person:
        return self.season.who(name, self.village)


def bill_for(project: Project, *, is_dear: bool = False) -> list[BillDraft]:
    """Return an invented bill that comes to no more than the project may cost, and something that residents give.

    A dear one pays a third more for its material than the invented standard.
    """
    days = project.cost_rupiah * WAGE_PERCENT // 100 // WAGE_RUPIAH or 1
    tools = project.cost_rupiah * TOOL_PERCENT // 100
    material = max(project.cost_rupiah - days * WAGE_RUPIAH - tools, 0)
    standard = material * 3 // 4 if is_dear else material
    paid = (
        BillDraft(BillKind.WAGE, "Pekerja (contoh)", Decimal(days), "HOK", WAGE_RUPIAH, WAGE_RUPIAH),
        BillDraft(BillKind.TOOL, f"Sewa alat {project.code} (contoh)", Decimal(1), "paket", tools),
        BillDraft(BillKind.MATERIAL, f"Bahan {project.code} (contoh)", Decimal(1), "paket", material, standard),
    )
    given = BillDraft(BillKind.WAGE, "Gotong royong (contoh)", Decimal(20), "HOK", WAGE_RUPIAH, is_self_help=True)
    return [replace(row, price_source="Harga contoh") for row in (*paid, given)]


def _planned(village: Region) -> list[PlanItem]:
    begun = Project.objects.filter(region=village).values("item")
    items = PlanItem.objects.filter(region=village, state=ItemState.PLANNED, need__isnull=False).exclude(pk__in=begun)
    near = ("programme", "region", "need")
    return list(items.select_related(*near).order_by("code")[:WORKS])
