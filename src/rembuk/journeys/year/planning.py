"""The plans of the invented year: what was examined in July, decided in September and sent up after it.

Few enough that they go through the actions like everybody's. Prices and sizes are invented and say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from random import Random

from rembuk.journeys.year.forums import Forum
from rembuk.journeys.year.musrenbang import PlanningForum
from rembuk.journeys.year.staff import Staff
from rembuk.journeys.year.vocabulary import read_table
from rembuk.people.models import Person
from rembuk.plans.actions import (
    adopt_item,
    approve_plan,
    confirm_examination,
    draw_up_plan,
    examine_item,
    make_long_plan,
    note_silence,
    propose_item,
    return_item,
    schedule_item,
    send_up_item,
    take_up_again,
    take_up_need,
)
from rembuk.plans.drafts import Finding, LineDraft
from rembuk.plans.models import LongPlan, PlanItem, YearPlan
from rembuk.plans.queries import silent_custodies
from rembuk.plans.states import Fund, Gate, ItemState, Mode
from rembuk.programmes.models import Programme
from rembuk.regions.models import Region
from rembuk.voices.models import Need
from rembuk.voices.states import NeedState

PRICES = "Contoh: harga rekaan untuk tahun contoh"
# Of the open needs of a kampung, the oldest are planned; of several, the last two wait a year and hear no.
TAKEN_UP, SENT_UP = 6, 2
LAST_MONTH_OF_PLANNING = 9
OFFICE = (("1.4.02", "Musyawarah dan rembuk dusun", 9_000_000), ("1.1.07", "Insentif RT", 21_600_000))


@dataclass(frozen=True)
class Work:
    """What is done for a subject: the official activity, its unit, and how much of it at what price."""

    activity: str
    unit: str
    least: int
    most: int
    price_rupiah: int


@cache
def works() -> Mapping[str, Work]:
    """Return the works by subject."""
    return {
        row["subject"]: Work(
            row["activity"], row["unit"], int(row["least"]), int(row["most"]), int(row["price_rupiah"])
        )
        for row in read_table("works.csv")
    }


@dataclass(frozen=True)
class PlanningYear:
    """A planning year that is over by `at`: the plan is that of the year after the one it was made in."""

    programme: Programme
    staff: Staff
    at: datetime
    made_in: int

    @property
    def plan_year(self) -> int:
        """The year that is planned."""
        return self.made_in + 1

    @property
    def is_current(self) -> bool:
        """Is the plan carried out this year?"""
        return self.plan_year == self.at.year

    @property
    def budgeted_at(self) -> datetime:
        """When the budget of the plan came into force."""
        return min(self.on(11, 20), self.at)

    def before(self, days: int) -> datetime:
        """Return a moment some days before the end, though never before there was a budget."""
        return max(self.at - timedelta(days=days), self.budgeted_at)

    def on(self, month: int, day: int) -> datetime:
        """Return a morning of that year."""
        return datetime(self.made_in, month, day, 3, tzinfo=UTC)

    def plan(self, villages: Iterable[Region]) -> None:
        """Let every kampung plan, and the camat answer some of what came up."""
        sent = [item for village in villages for item in VillagePlanning(self, village).plan()]
        self._answer(sent)

    def _answer(self, sent: list[PlanItem]) -> None:
        camat = self.staff.officer("camat").person
        for place, item in enumerate(sent):
            if place % 5 == 1:
                adopt_item(item, "Masuk daftar prioritas kecamatan.", by=camat, at=self._heard())
            if place % 5 == 2:
                return_item(item, "DATA_KURANG", "Ukuran dan lokasi belum jelas.", by=camat, at=self._heard())
        for custody in silent_custodies(at=self.at):
            note_silence(custody.item, by=None, at=self.at)

    def _heard(self) -> datetime:
        return min(self.on(10, 8), self.at)


def planning_years(programme: Programme, staff: Staff, at: datetime) -> list[PlanningYear]:
    """Return the plan of this year, and from October on that of the year to come."""
    made = [at.year - 1, *([at.year] if at.month > LAST_MONTH_OF_PLANNING else [])]
    return [PlanningYear(programme, staff, at, made_in) for made_in in made]


class VillagePlanning:
    """One kampung in that year."""

    def __init__(self, year: PlanningYear, village: Region) -> None:
        self.year, self.village = year, village
        self.random = Random(f"plans:{village.number}:{year.plan_year}")  # noqa: S311 - the same year each time is the point.

    def plan(self) -> list[PlanItem]:
        """Examine, plan, carry over, decline and send up; return what was sent up."""
        year = self.year
        plan = draw_up_plan(
            self._long_plan(), year.plan_year, "Rancangan awal", by=self._who("sekretaris"), at=year.on(8, 5)
        )
        items = [*self._carried_here(), *(self._taken_up(need) for need in self._needs(NeedState.OPEN, TAKEN_UP))]
        decided_in = self._put_to_the_forum(items)
        for code, title, cost in OFFICE:
            self._plan_for_the_office(plan, code, title, cost)
        approve_plan(plan, decided_in, by=self._who("kepala"), at=year.on(9, 20))
        return [self._sent_up(need) for need in self._needs(NeedState.FORWARDED, SENT_UP)]

    def _put_to_the_forum(self, items: list[PlanItem]) -> str:
        """Let the planning forum decide what is planned, carried over and declined; return what it is called."""
        if not items:
            return f"Musrenbang Kampung {self.village.name}"
        planned, carried, declined = _shared_out(items)
        lines = {item: self.line(item, work_of(item)) for item in planned}
        hall = PlanningForum(Forum(self.village, self.year.staff), self.year.plan_year, lines, carried, declined)
        hall.decide(at=self.year.on(9, 19))
        return hall.title

    def _long_plan(self) -> LongPlan:
        year, known = self.year, LongPlan.objects.filter(region=self.village).first()
        return known or make_long_plan(
            year.programme,
            self.village,
            year.made_in,
            decided_in="Musdes RPJM",
            by=self._who("kepala"),
            at=year.on(6, 20),
        )

    def _needs(self, state: NeedState, most: int) -> list[Need]:
        known = PlanItem.objects.filter(region=self.village, need__isnull=False).values("need")
        needs = Need.objects.filter(region=self.village, state=state, about_office=False).exclude(pk__in=known)
        early = needs.filter(opened_at__lt=self.year.on(7, 10), changed_at__lt=self.year.on(7, 10))
        near = ("programme", "region", "locality", "answer")
        return list(early.select_related(*near).order_by("opened_at", "id")[:most])

    def _carried_here(self) -> list[PlanItem]:
        """Take up again what waited a year for its turn."""
        waiting = PlanItem.objects.filter(region=self.village, year=self.year.plan_year, state=ItemState.CARRIED)
        items = list(waiting.select_related("programme", "region", "locality", "need"))
        for item in items:
            take_up_again(item, "Giliran tahun ini.", by=self._who("kepala"), at=self.year.on(7, 8))
        return [self._examined(item) for item in items]

    def _taken_up(self, need: Need) -> PlanItem:
        item = take_up_need(need, self.year.plan_year, by=self._who("petugas"), at=self.year.on(7, 10))
        return self._examined(item)

    def _examined(self, item: PlanItem, **closed: str) -> PlanItem:
        work = work_of(item)
        findings = {gate: Finding(passed=True, evidence=EVIDENCE[gate]) for gate in Gate}
        findings[Gate.COST] = Finding(passed=True, evidence=PRICES, cost_rupiah=work.most * work.price_rupiah)
        findings |= {Gate(gate): Finding(passed=False, evidence=what) for gate, what in closed.items()}
        examination = examine_item(item, findings, by=self._who("sekretaris"), at=self.year.on(7, 20))
        confirm_examination(examination, by=self.year.staff.officer("pendamping").person, at=self.year.on(7, 25))
        return item

    def line(self, item: PlanItem, work: Work) -> LineDraft:
        """Return what stands in the plan of an item, no dearer than the work at its largest."""
        volume = self.random.randint(work.least, work.most)
        first = self.random.randint(2, 8)
        people = self.random.randrange(40, 260)
        return LineDraft(
            activity_code=work.activity,
            title=item.title,
            place=item.locality.name if item.locality else self.village.name,
            volume=Decimal(volume),
            unit=work.unit,
            cost_rupiah=volume * _price_there(work, item),
            cost_source=PRICES,
            fund=self.random.choice((Fund.DDS, Fund.DDS, Fund.ADD)),
            mode=Mode.SELF_MANAGED,
            implementer=f"TPK Kampung {self.village.name}",
            first_month=first,
            last_month=first + self.random.randint(1, 3),
            men=people,
            women=people + self.random.randrange(-15, 16),
            poor_households=people // 10,
        )

    def _plan_for_the_office(self, plan: YearPlan, code: str, title: str, cost: int) -> None:
        year = self.year
        item = propose_item(year.programme, self.village, title, plan.year, by=self._who("petugas"), at=year.on(7, 12))
        self._examined(item)
        draft = self.line(item, Work(code, "tahun", 1, 1, cost))
        schedule_item(plan, item, draft, by=self._who("sekretaris"), at=year.on(8, 12))

    def _sent_up(self, need: Need) -> PlanItem:
        item = take_up_need(need, self.year.plan_year, by=self._who("petugas"), at=self.year.on(7, 10))
        self._examined(item, authority=f"Wewenang {need.agency}")
        sentence = f"Ini wewenang {need.agency}, jadi diusulkan lewat kecamatan."
        send_up_item(item, "BUKAN_KEWENANGAN", sentence, by=self._who("sekretaris"), at=self.year.on(9, 22))
        return item

    def _who(self, name: str) -> Person:
        return self.year.staff.officer(name, self.village).person


def _shared_out(items: list[PlanItem]) -> tuple[list[PlanItem], list[PlanItem], list[PlanItem]]:
    """Return which items are planned, carried over and declined."""
    carried = items[-1:] if len(items) > 1 else []
    declined = items[-2:-1] if len(items) > 2 else []
    return items[: len(items) - len(carried) - len(declined)], carried, declined


def _price_there(work: Work, item: PlanItem) -> int:
    """Return what one unit costs at its place: up to an eighth less than the invented price, in whole thousands."""
    less = Random(f"price:{item.code}").randint(0, 12)  # noqa: S311 - the same year each time is the point.
    return work.price_rupiah * (100 - less) // 100_000 * 1_000


def work_of(item: PlanItem) -> Work:
    """Return what is done for an item."""
    return works()[item.need.subject if item.need else "other"]


EVIDENCE = {
    Gate.AUTHORITY: "Kewenangan kampung menurut daftar kewenangan",
    Gate.LAND: "Tanah kas kampung atau surat pernyataan pemilik",
    Gate.DUPLICATE: "Dicek pada RKP dua tahun terakhir",
    Gate.FORBIDDEN: "Tidak ada di daftar larangan",
    Gate.TECHNICAL: "Diukur di lokasi bersama kader teknik",
    Gate.COST: PRICES,
}
