"""Works of the year before the invented plans: built, handed over, and looked at again half a year later.

They are planned, built and handed over within eight months of the beginning, so that by the end the follow-up of one
is measured, that of another is due, and of the third nobody knows how it was before. All figures are invented.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID, uuid5

from rembuk.journeys.year.building import WITNESSES, bill_for
from rembuk.journeys.year.planning import PlanningYear, VillagePlanning, work_of
from rembuk.journeys.year.sights import hand_over, name_team, show
from rembuk.kernel.periods import local_day
from rembuk.people.models import Person
from rembuk.plans.actions import approve_plan, draw_up_plan, make_long_plan, schedule_item
from rembuk.plans.models import PlanItem
from rembuk.plans.states import Fund
from rembuk.projects.actions import (
    ReadingDraft,
    finish_project,
    look_at_work,
    measure_work,
    prepare_project,
    record_impact,
    start_project,
    write_bill,
)
from rembuk.projects.impact import activity_of
from rembuk.projects.indicators import Better, Indicator, indicators_for
from rembuk.projects.models import Project
from rembuk.projects.states import ImpactMoment, PhotoMoment, Verdict
from rembuk.regions.models import Region
from rembuk.voices.models import Need
from rembuk.voices.states import NeedState

# Days before the end. Half a year after the handover of the second one is over a week before the end.
PLANNED, BUILT, FINISHED, READ_AGAIN = 325, 300, 248, 25
HANDED_OVER: Final = (230, 191, 240)
FOLLOWED_UP, DUE, UNKNOWN = range(3)
READ = 3
SUBJECTS: Final = ("road", "bridge", "drainage", "clean_water")
METHOD: Final = "Ditanyakan dari rumah ke rumah (contoh)."
_KEYS: Final = UUID("0d5b8a6c-0d0d-4a37-9d0e-5a2f5b1c7e42")


@dataclass(frozen=True)
class EarlierYear:
    """The works of three kampung, one each, whose needs came early."""

    year: PlanningYear

    def build(self, villages: Iterable[Region]) -> None:
        """Plan, build and hand over the first work that somebody asked for in three kampung."""
        found = ((village, self._need(village)) for village in villages)
        needs = [(village, need) for village, need in found if need is not None]
        for turn, (village, need) in enumerate(needs[: len(HANDED_OVER)]):
            EarlierWork(self, village, turn).go(need)

    def _need(self, village: Region) -> Need | None:
        early = Need.objects.filter(region=village, state=NeedState.OPEN, about_office=False, subject__in=SUBJECTS)
        near = early.select_related("programme", "region", "locality", "answer")
        return near.filter(opened_at__lt=self.before(PLANNED + 1)).order_by("opened_at", "id").first()

    def before(self, days: int) -> datetime:
        """Return a moment some days before the end."""
        return self.year.at - timedelta(days=days)


class EarlierWork:
    """One work, from its plan to what was measured after it."""

    def __init__(self, earlier: EarlierYear, village: Region, turn: int) -> None:
        self.earlier, self.village, self.turn = earlier, village, turn

    def go(self, need: Need) -> None:
        """Carry the work out, with or without a look at how it was before."""
        before = self.earlier.before
        project = prepare_project(self._planned(need), by=self._who("petugas"), at=before(BUILT))
        write_bill(project, bill_for(project), by=self._who("sekretaris"), at=before(BUILT - 1))
        name_team(project, "", by=self._who("sekretaris"), at=before(BUILT - 1))
        if self.turn != UNKNOWN:
            self._read(project, ImpactMoment.BEFORE, before(BUILT - 2))
        self._build(project)
        hand_over(project, self.village, self.earlier.year.staff, at=before(HANDED_OVER[self.turn]))
        if self.turn == FOLLOWED_UP:
            self._read(project, ImpactMoment.HALF_YEAR, before(READ_AGAIN))

    def _planned(self, need: Need) -> PlanItem:
        year, at = self.earlier.year, self.earlier.before(PLANNED)
        planning = VillagePlanning(year, self.village)
        head, secretary = self._who("kepala"), self._who("sekretaris")
        long_plan = make_long_plan(year.programme, self.village, year.made_in, decided_in="Musdes RPJM", by=head, at=at)
        plan = draw_up_plan(long_plan, year.made_in, "Rancangan awal", by=secretary, at=at)
        item = planning.taken_up(need, year.made_in, at=at)
        months = sorted(self.earlier.before(days).month for days in (BUILT, FINISHED))
        draft = replace(planning.line(item, work_of(item)), fund=Fund.DDS, first_month=months[0], last_month=months[1])
        schedule_item(plan, item, draft, by=secretary, at=at + timedelta(days=17))
        approve_plan(plan, f"Musrenbang Kampung {self.village.name} (contoh)", by=head, at=at + timedelta(days=21))
        return PlanItem.objects.select_related("programme", "region", "need").get(pk=item.pk)

    def _build(self, project: Project) -> None:
        before, officer = self.earlier.before, self._who("petugas")
        show(project, PhotoMoment.BEFORE, by=officer, at=before(BUILT - 2))
        start_project(project, by=self._who("kepala"), at=before(BUILT - 3))
        for percent, taken, days in ((50, PhotoMoment.DURING, 280), (100, PhotoMoment.AFTER, 250)):
            amount = (project.volume * percent / 100).quantize(Decimal("0.01"))
            measured = measure_work(project, amount, "Diukur bersama TPK (contoh).", by=officer, at=before(days))
            for person in (self._guide(), self._who("bpk"))[:WITNESSES]:
                look_at_work(measured, Verdict.CONFIRMED, by=person, at=before(days - 1))
            show(project, taken, by=officer, at=before(days))
        finish_project(project, by=self._who("kepala"), at=before(FINISHED))

    def _read(self, project: Project, moment: ImpactMoment, at: datetime) -> None:
        for place, one in enumerate(indicators_for(activity_of(project))[:READ]):
            draft = ReadingDraft(one.key, moment, _value(one, place, moment), local_day(at), METHOD, 12, "Buku contoh")
            key = uuid5(_KEYS, f"{project.code}:{one.key}:{moment}")
            record_impact(project, draft, key=key, by=self._guide(), at=at)

    def _guide(self) -> Person:
        return self.earlier.year.staff.officer("pendamping").person

    def _who(self, name: str) -> Person:
        return self.earlier.year.staff.officer(name, self.village).person


def _value(one: Indicator, place: int, moment: ImpactMoment) -> Decimal:
    """Return an invented figure; not everything gets better."""
    low, high = Decimal(12 + place), Decimal(24 + 2 * place)
    is_early = moment is ImpactMoment.BEFORE
    if place == READ - 1:
        return low
    return low if is_early == (one.better is Better.MORE) else high
