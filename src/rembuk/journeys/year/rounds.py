"""The rounds of the invented year that are decided by criteria: one in each phase, and one of the whole kecamatan.

What a kampung ranks are open needs that came too late for its plan; the kecamatan ranks what was sent up to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from rembuk.journeys.adopt import Signers, adopt
from rembuk.journeys.year.forums import Forum
from rembuk.journeys.year.planning import EVIDENCE, PRICES, PlanningYear, VillagePlanning, work_of
from rembuk.kernel.periods import WIB, local_day
from rembuk.people.models import Person
from rembuk.plans.actions import confirm_examination, draw_up_plan, examine_item, take_up_need
from rembuk.plans.drafts import Finding
from rembuk.plans.models import PlanItem
from rembuk.plans.queries import plan_of_year
from rembuk.plans.states import Fund, Gate, ItemState
from rembuk.priorities.actions import add_option, close_round, deviate, open_round, score_option, weigh_criteria
from rembuk.priorities.drafts import RoundDraft
from rembuk.priorities.models import Round, RoundOption
from rembuk.priorities.outcome import Lot, outcome_of
from rembuk.priorities.rounds import options_of
from rembuk.priorities.sealing import spoken
from rembuk.priorities.states import Way
from rembuk.programmes.criteria import CriterionRule
from rembuk.programmes.queries import rules_of
from rembuk.regions.models import Region
from rembuk.voices.models import Need
from rembuk.voices.states import NeedState

FEWEST, MOST = 2, 6
WEIGHTS = {"danger": 4, "gap": 3, "vulnerable": 3, "households": 2, "waiting": 1}
MILLION = 1_000_000
MORNING = time(8, 0)
# Days before and after today.
TAKEN_UP, OPENED, SEALED, SCORED, ACCEPTED = -24, -20, -14, -10, -1
WHY = "Sudah dijanjikan dalam dua musyawarah terdahulu; kali ini musyawarah menepatinya."


@dataclass(frozen=True)
class Season:
    """How far a round has come: how many days from today its scores end, and what was done of it."""

    scores_end: int
    is_sealed: bool = True
    is_scored: bool = True
    deviates: bool = False
    is_closed: bool = False


DRAFT = Season(6, is_sealed=False, is_scored=False)
SCORING = Season(4, is_scored=False)
DECIDING = Season(-3, deviates=True)
CLOSED = Season(-4, is_closed=True)


def hold_rounds(year: PlanningYear, villages: Iterable[Region]) -> None:
    """Open a round in the kampung where most waits, one in each phase, and one of the kecamatan that is adopted."""
    waiting = [(village, waiting_in(village)) for village in villages]
    kecamatan, staff, at = year.programme.region, year.staff, year.at
    waiting.sort(key=lambda one: (-len(one[1]), one[0].number))
    for season, (village, needs) in zip((DECIDING, CLOSED, SCORING, DRAFT), waiting, strict=False):
        if len(needs) >= FEWEST:
            hall = CriteriaRound(Forum(village, staff), season, year.plan_year, at)
            round_ = hall.hold([hall.taken_up(need) for need in needs])
            if season.is_closed:
                adopt_into_plan(year, hall.forum, round_)
    sent_up = _sent_up(kecamatan, year.plan_year)
    if len(sent_up) >= FEWEST:
        hall = CriteriaRound(Forum(kecamatan, staff), CLOSED, year.plan_year, at)
        adopt(hall.hold(sent_up), {}, by=Signers(hall.forum.opener, hall.forum.sealer), at=at)


def waiting_in(village: Region) -> list[Need]:
    """Return the open needs of a kampung that nobody took up, the most wanted first."""
    known = PlanItem.objects.filter(region=village, need__isnull=False).values("need")
    needs = Need.objects.filter(region=village, state=NeedState.OPEN, about_office=False).exclude(pk__in=known)
    return list(needs.select_related("programme", "region", "locality").order_by("-voice_count", "id")[:MOST])


def _sent_up(kecamatan: Region, year: int) -> list[PlanItem]:
    """Return what the kecamatan ranks; the last came too late for its forum and still waits for an answer."""
    inside = (kecamatan.number, kecamatan.last_number)
    items = PlanItem.objects.filter(region_number__range=inside, state=ItemState.SENT_UP, year=year)
    return list(items.select_related("need", "region").order_by("region_number", "code")[: MOST + 1])[:-1]


class CriteriaRound:
    """One round that its forum decides by criteria."""

    def __init__(self, forum: Forum, season: Season, plan_year: int, at: datetime) -> None:
        self.forum, self.season, self.plan_year, self.at = forum, season, plan_year, at
        self.random = Random(f"rounds:{forum.region.number}")  # noqa: S311 - the same year each time is the point.

    def taken_up(self, need: Need) -> PlanItem:
        """Take a need up and have two people examine it, so that it can be ranked."""
        item = take_up_need(need, self.plan_year, by=self.forum.who("petugas"), at=self._on(TAKEN_UP))
        findings = {gate: Finding(passed=True, evidence=EVIDENCE[gate]) for gate in Gate}
        findings[Gate.COST] = Finding(passed=True, evidence=PRICES, cost_rupiah=cost_of(item))
        examination = examine_item(item, findings, by=self.forum.who("sekretaris"), at=self._on(TAKEN_UP))
        confirm_examination(examination, by=self._guide, at=self._on(TAKEN_UP))
        return item

    def hold(self, items: Sequence[PlanItem]) -> Round:
        """Take the round as far as its season goes."""
        round_ = self._opened(items)
        if self.season.is_sealed:
            self.forum.seal(round_, at=self._on(SEALED))
            self._score(round_)
        if self.season.deviates:
            self._deviate(round_)
        if self.season.is_closed:
            accept(self.forum, round_, at=self._on(ACCEPTED))
        return round_

    def _opened(self, items: Sequence[PlanItem]) -> Round:
        costs = [cost_of(item) for item in items]
        pagu = max(sum(costs) // 2 // MILLION * MILLION, *costs)
        draft = RoundDraft(
            title=f"Prioritas {self.forum.place} {self.plan_year}",
            year=self.plan_year,
            way=Way.CRITERIA,
            funds={Fund.KAB: pagu}
            if self.forum.is_above
            else {Fund.DDS: pagu * 4 // 5, Fund.ADD: pagu - pagu * 4 // 5},
            scores_end_at=self._on(self.season.scores_end),
            result_at=self._on(self.season.scores_end + 14),
        )
        by, at = self.forum.opener, self._on(OPENED)
        round_ = open_round(self.forum.region, draft, by=by, at=at)
        for item, cost in zip(items, costs, strict=True):
            add_option(round_, item, cost, PRICES, by=by, at=at)
        weigh_criteria(round_, WEIGHTS, by=by, at=at)
        return round_

    def _score(self, round_: Round) -> None:
        """Score every option by every criterion, or half of them while scores are still taken."""
        options = list(options_of(round_))
        for option in options if self.season.is_scored else options[: len(options) // 2]:
            for criterion in self._criteria(round_):
                value = self._found(criterion)
                evidence = criterion.evidence.id
                score_option(option, criterion.key, value, evidence, by=self._guide, at=self._on(SCORED))

    def _found(self, criterion: CriterionRule) -> str:
        if criterion.stretch:
            ends = criterion.stretch
            return str(self.random.randint(ends.nothing, ends.full + (ends.full - ends.nothing) // 5))
        return self.random.choice(criterion.marks).key

    def _deviate(self, round_: Round) -> None:
        """Let the forum put the first of the reserve list in, if there is money for it once the last has gone."""
        option = self._first_reserve(round_)
        if option is not None:
            words = f"Musyawarah mendahulukan {option.code} walau kalah urutan."
            decision = self.forum.decide(f"Musyawarah prioritas {option.code}", words, at=self._on(ACCEPTED))
            deviate(option, WHY, decision, by=self.forum.sealer, at=self._on(ACCEPTED))

    def _first_reserve(self, round_: Round) -> RoundOption | None:
        reserve = [one.option for one in outcome_of(round_).decided if one.lot is Lot.RESERVE]
        return reserve[0] if reserve else None

    def _criteria(self, round_: Round) -> list[CriterionRule]:
        rules = rules_of(round_.rule_set)
        return [rules.criterion(key) for key in WEIGHTS]

    @property
    def _guide(self) -> Person:
        return self.forum.staff.officer("pendamping").person

    def _on(self, days: int) -> datetime:
        return datetime.combine(local_day(self.at) + timedelta(days=days), MORNING, tzinfo=WIB)


def accept(forum: Forum, round_: Round, *, at: datetime) -> None:
    """Have a forum accept the outcome of a round, and close it."""
    words = f"Musyawarah menerima hasil {round_.title}. Sidik: {spoken(outcome_of(round_).digest)}."
    decision = forum.decide(f"Musyawarah hasil {round_.title}", words, at=at)
    close_round(round_, decision, by=forum.sealer, at=at)


def adopt_into_plan(year: PlanningYear, forum: Forum, round_: Round) -> None:
    """Put what gets money into a new version of the plan of the year, where it has one, and carry the rest over."""
    plan = plan_of_year(round_.region_number, round_.year)
    if plan is None:
        return
    secretary, head = forum.who("sekretaris"), forum.who("kepala")
    draw_up_plan(plan.long_plan, plan.year, f"Hasil {round_.title}", by=secretary, at=year.at)
    village = VillagePlanning(year, forum.region)
    items = {option.key: option.item for option in options_of(round_)}
    lines = {key: village.line(item, work_of(item)) for key, item in items.items() if item}
    adopt(round_, lines, by=Signers(secretary, head), at=year.at)


def cost_of(item: PlanItem) -> int:
    """Return what an item costs by the invented prices."""
    work = work_of(item)
    return work.most * work.price_rupiah
