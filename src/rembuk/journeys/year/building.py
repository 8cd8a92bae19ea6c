"""The works of the invented year: what is built of the plans of the year, in every state, with one measure disputed.

Of each kampung the first four lines of the plan that residents asked for. Bills, names of goods and prices are
invented and say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import ROUND_UP, Decimal
from uuid import UUID, uuid5

from rembuk.journeys.disputes import judge_work
from rembuk.journeys.year.buying import buy
from rembuk.journeys.year.planning import PlanningYear
from rembuk.journeys.year.readings import read_indicators
from rembuk.journeys.year.sights import INTEREST, draw_audit, draw_witnesses, hand_over, name_team, show
from rembuk.journeys.year.staff import Staff
from rembuk.people.models import Person
from rembuk.plans.models import PlanItem
from rembuk.plans.states import ItemState
from rembuk.projects.actions import (
    BillDraft,
    ChangeDraft,
    Sides,
    agree_to_change,
    ask_for_change,
    finish_project,
    halt_project,
    look_at_work,
    measure_work,
    prepare_project,
    record_delivery,
    start_project,
    write_bill,
)
from rembuk.projects.models import Measurement, Project
from rembuk.projects.queries import bill_of, delivered
from rembuk.projects.states import BillKind, ChangeKind, ImpactMoment, PhotoMoment, Verdict
from rembuk.regions.models import Region

WORKS = 4
# Half a year and some days, so that the time to ask has come; and the days that a work takes from its bill on.
HALF_A_YEAR, LONGEST_WORK = 190, 15
# One is disputed, for one nobody is drawn; of what is done one waits to be handed over, and of one nobody knows how it
# was before.
DISPUTED, UNWITNESSED, NOT_HANDED_OVER, UNKNOWN = 2, 7, 5, 23
# A day's wage as in the published example; 55 of 100 rupiah go into wages.
WAGE_RUPIAH, WAGE_PERCENT, TOOL_PERCENT = 80_000, 55, 10
# A part of the material is cement, which comes in sacks, so that others can count them.
SACK, SACK_RUPIAH, CEMENT_PERCENT = "sak", 65_000, 30
METRE, THICKNESS_MM = "meter", (120, 118, 121)
# How many of the residents drawn go there, and which work has a question or two.
WITNESSES, DEAR = 2, 4
DELAYED = "Hujan dua minggu (contoh)."
_KEYS = UUID("5a0c3c1e-2f0f-4c0d-9c55-0f6f3ed3a7d4")
NOBODY_DRAWN = "Warga yang terdaftar masih satu keluarga (contoh)."
WHY = "Menunggu kiriman bahan (contoh)."


@dataclass(frozen=True)
class BuildingSeason:
    """What the kampung build of their plans of this year; what is done now was begun `ago` days before the rest."""

    year: PlanningYear
    ago: int = 0

    @property
    def staff(self) -> Staff:
        """Those who have an office."""
        return self.year.staff

    def build(self, villages: Iterable[Region]) -> None:
        """Let every kampung begin its works, and bring each of them as far as its turn says."""
        turns = list(enumerate((village, item) for village in villages for item in self._planned(village)))
        earlier = replace(self, ago=self._days_ago())
        earlier.go([(turn, *work) for turn, work in turns if is_done(turn)])
        self.go([(turn, *work) for turn, work in turns if not is_done(turn)])

    def go(self, turns: Sequence[tuple[int, Region, PlanItem]]) -> None:
        """Prepare some works, draw which of them are checked thoroughly, and build them."""
        works = [(turn, VillageWork(self, village, self._begun(village, item, turn))) for turn, village, item in turns]
        if turns and (subdistrict := turns[0][1].parent):
            draw_audit(subdistrict, self.staff, at=self.before(11))
        for turn, work in works:
            work.go(turn)

    def _begun(self, village: Region, item: PlanItem, turn: int) -> Project:
        officer, clerk = self.who("petugas", village), self.who("sekretaris", village)
        project = prepare_project(item, by=officer, at=self.before(12))
        write_bill(project, bill_for(project, is_dear=turn == DEAR), by=clerk, at=self.before(11))
        name_team(project, INTEREST if turn == DEAR else "", by=clerk, at=self.before(11))
        return project

    def _planned(self, village: Region) -> list[PlanItem]:
        items = PlanItem.objects.filter(
            region=village, year=self.year.plan_year, state=ItemState.PLANNED, need__isnull=False
        )
        near = ("programme", "region", "need")
        return list(items.select_related(*near).order_by("code")[:WORKS])

    def _days_ago(self) -> int:
        """Long enough ago to ask whether it helped, though not before there was money for it."""
        in_force = (self.year.at - self.year.budgeted_at).days
        return max(0, min(HALF_A_YEAR, in_force - LONGEST_WORK))

    def before(self, days: int) -> datetime:
        """Return a moment some days before the end."""
        return self.year.at - timedelta(days=days + self.ago)

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
        if is_done(turn) and turn != UNKNOWN:
            read_indicators(self.project, ImpactMoment.BEFORE, by=self._guide, at=self.season.before(11))
        if turn != UNWITNESSED:
            self.witnesses = draw_witnesses(self.project, self.village, self.season.staff, at=self.season.before(11))
        self._show(PhotoMoment.DRAWN, 11)
        self._show(PhotoMoment.BEFORE, 10)
        why = NOBODY_DRAWN if turn == UNWITNESSED else ""
        start_project(self.project, unwitnessed_why=why, by=self._who("kepala"), at=self.season.before(10))
        buy(self.project, turn, by=self._who("petugas"), at=self.season.before(9))
        if turn % 6 == 1:
            self._built(25)
            halt_project(self.project, WHY, by=self._who("kepala"), at=self.season.before(4))
        else:
            self._measure_on(turn)

    def _measure_on(self, turn: int) -> None:
        self._built(50)
        self._show(PhotoMoment.DURING, 6)
        if turn % 6 == 3:
            self._delay()
        if turn % 6 in {3, 4}:
            self._measured(80)
        if turn == DISPUTED:
            self._doubted(self._measured(100))
        if is_done(turn):
            self._built(100)
            self._show(PhotoMoment.AFTER, 3)
            finish_project(self.project, by=self._who("kepala"), at=self.season.before(2))
            if turn != NOT_HANDED_OVER:
                self._hand_over(turn)

    def _hand_over(self, turn: int) -> None:
        hand_over(self.project, self.village, self.season.staff, at=self.season.before(1))
        if turn % 6 == 2 and self.season.ago >= HALF_A_YEAR:  # Half of them were looked at again.
            read_indicators(self.project, ImpactMoment.HALF_YEAR, by=self._guide, at=self.season.year.before(2))

    def _built(self, percent: int) -> None:
        """Let goods come, the team measure, and others see it."""
        self._deliver(percent)
        self._seen(self._measured(percent))

    def _deliver(self, percent: int) -> None:
        for row in bill_of(self.project).filter(unit=SACK):
            row.project = self.project
            due = (row.quantity * percent / 100).quantize(Decimal(1), ROUND_UP) - (delivered(row) or 0)
            key, at = uuid5(_KEYS, f"{row.pk}:{percent}"), self._when(percent)
            record_delivery(row, due, "Nota kirim contoh, di balai.", key=key, by=self._who("petugas"), at=at)

    def _measured(self, percent: int) -> Measurement:
        amount = (self.project.volume * percent / 100).quantize(Decimal("0.01"))
        sides = Sides(int(amount * 100), 300, THICKNESS_MM) if self.project.unit == METRE else Sides()
        by, at = self._who("petugas"), self._when(percent)
        return measure_work(self.project, amount, "Diukur bersama TPK (contoh).", None, sides, by=by, at=at)

    def _when(self, percent: int) -> datetime:
        return self.season.before(9 - percent // 20)

    def _seen(self, measurement: Measurement) -> None:
        for person in (self._guide, self._who("bpk"), *self.witnesses[:WITNESSES]):
            look_at_work(measurement, Verdict.CONFIRMED, by=person, at=measurement.measured_at + timedelta(hours=5))

    def _show(self, taken: PhotoMoment, days: int) -> None:
        show(self.project, taken, by=self._who("petugas"), at=self.season.before(days))

    def _delay(self) -> None:
        later = ChangeDraft(ChangeKind.DELAY, DELAYED, last_month=min(12, self.project.last_month + 1))
        key = uuid5(_KEYS, self.project.code)
        change = ask_for_change(self.project, later, key=key, by=self._who("petugas"), at=self.season.before(5))
        agree_to_change(change, "Setuju, cuaca (contoh).", by=self._who("kepala"), at=self.season.before(3))

    def _doubted(self, measurement: Measurement) -> None:
        at = measurement.measured_at + timedelta(hours=5)
        judge_work(measurement, Verdict.DISPUTED, "Ujungnya belum ada (contoh).", by=self._guide, at=at)

    @property
    def _guide(self) -> Person:
        return self.season.staff.officer("pendamping").person

    def _who(self, name: str) -> Person:
        return self.season.who(name, self.village)


def is_done(turn: int) -> bool:
    """Is every third work finished, but for the one that is disputed?"""
    return turn % 3 == 2 and turn != DISPUTED


def bill_for(project: Project, *, is_dear: bool = False) -> list[BillDraft]:
    """Return an invented bill that comes to no more than the project may cost, and something that residents give.

    A dear one pays a third more for its material than the invented standard.
    """
    days = project.cost_rupiah * WAGE_PERCENT // 100 // WAGE_RUPIAH or 1
    tools = project.cost_rupiah * TOOL_PERCENT // 100
    goods = max(project.cost_rupiah - days * WAGE_RUPIAH - tools, 0)
    sacks = goods * CEMENT_PERCENT // 100 // SACK_RUPIAH
    material = goods - sacks * SACK_RUPIAH
    standard = material * 3 // 4 if is_dear else material
    paid = (
        BillDraft(BillKind.WAGE, "Pekerja (contoh)", Decimal(days), "HOK", WAGE_RUPIAH, WAGE_RUPIAH),
        BillDraft(BillKind.TOOL, f"Sewa alat {project.code} (contoh)", Decimal(1), "paket", tools),
        *_cement(sacks),
        BillDraft(BillKind.MATERIAL, f"Bahan {project.code} (contoh)", Decimal(1), "paket", material, standard),
    )
    given = BillDraft(BillKind.WAGE, "Gotong royong (contoh)", Decimal(20), "HOK", WAGE_RUPIAH, is_self_help=True)
    return [replace(row, price_source="Harga contoh") for row in (*paid, given)]


def _cement(sacks: int) -> Iterator[BillDraft]:
    if sacks:
        yield BillDraft(BillKind.MATERIAL, "Semen (contoh)", Decimal(sacks), SACK, SACK_RUPIAH, SACK_RUPIAH)
