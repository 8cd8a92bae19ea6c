"""The votes of the invented year: one whose roll lies open for objections, one that is open, and one that is counted.

They go through the actions like everybody's. Cards and ids are drawn by chance; what the ballots say is the same each
time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID, uuid5

from django.db.models import Max

from rembuk.journeys.year.forums import Forum
from rembuk.journeys.year.planning import PlanningYear
from rembuk.journeys.year.rounds import accept
from rembuk.journeys.year.sheets import PaperTable
from rembuk.journeys.year.staff import Staff
from rembuk.kernel.periods import WIB, local_day
from rembuk.people.models import Person
from rembuk.plans.models import PlanLine, YearPlan
from rembuk.plans.states import Fund
from rembuk.priorities.actions import (
    add_option,
    cast_ballot,
    count_voting,
    declare_voting,
    enter_in_roll,
    hand_over_card,
    make_cards,
    open_round,
    sign_roll,
)
from rembuk.priorities.counting import CountRule
from rembuk.priorities.drafts import RoundDraft, VotingDraft
from rembuk.priorities.marking import BallotKind
from rembuk.priorities.models import RollEntry, Round, Voting
from rembuk.priorities.rounds import options_of
from rembuk.priorities.states import VoterGroup, Way
from rembuk.regions.models import Locality, Region, Tier

_KEYS = UUID("5b7f4a0e-0f0b-4d7a-9c0e-3d5f9b1c6a42")
FEWEST_OPTIONS, MOST_CHOSEN = 2, 2
MILLION = 1_000_000
MORNING = time(8, 0)


@dataclass(frozen=True)
class Season:
    """How many days ago a vote was declared, how many are on its roll and vote, and how many of them on paper."""

    declared: int
    voters: int
    ballots: int
    on_paper: int = 0


COUNTED, OPEN, OBJECTIONS = Season(33, 52, 43), Season(12, 36, 17, on_paper=4), Season(3, 24, 0)
# Days before and after the declaration.
OPENED, SEALED, WEIGHED = -9, -2, 1
OBJECTIONS_END, SIGNED, OPENS, VOTED, CLOSES, COUNTS, ACCEPTED, RESULT = 7, 8, 10, 11, 16, 17, 19, 20


def hold_votes(year: PlanningYear, villages: Iterable[Region]) -> None:
    """Let the kampung with most in their plans vote, one in each season."""
    planned = [(village, planned_in(village, year.plan_year)) for village in villages]
    planned.sort(key=lambda one: (-len(one[1]), one[0].number))
    for season, (village, lines) in zip((COUNTED, OPEN, OBJECTIONS), planned, strict=False):
        if len(lines) >= FEWEST_OPTIONS:
            VillageVote(village, year.staff, season, year.at).hold(lines)


def planned_in(village: Region, year: int) -> list[PlanLine]:
    """Return what came from residents for a year; the office is not voted on."""
    lines = PlanLine.objects.filter(plan__region=village, plan__year=year, item__need__isnull=False)
    return list(lines.select_related("item").order_by("item__need__opened_at", "item_id"))


def most_planned() -> tuple[Region, list[PlanLine]]:
    """Return the kampung without a round in whose newest plan residents have most, and what that is."""
    newest = YearPlan.objects.aggregate(year=Max("year"))["year"]
    villages = Region.objects.filter(tier=Tier.VILLAGE).exclude(number__in=Round.objects.values("region_number"))
    lines = {village: planned_in(village, newest) for village in villages.order_by("number")}
    village = max(lines, key=lambda one: len(lines[one]))
    return village, lines[village]


class VillageVote:
    """One vote in one kampung."""

    def __init__(self, village: Region, staff: Staff, season: Season, at: datetime) -> None:
        self.village, self.staff, self.season = village, staff, season
        self.first_day = local_day(at) - timedelta(days=season.declared)
        self.random = Random(f"votes:{village.number}")  # noqa: S311 - the same year each time is the point.

    def hold(self, lines: Sequence[PlanLine]) -> None:
        """Take the vote as far as its season goes."""
        voting, codes = self.prepare(lines)
        options = [option.key for option in options_of(voting.round)]
        self._vote(voting, codes, options)
        if self.season.on_paper:
            self._table(voting).take(codes[: self.season.on_paper], options)
        if self.season.declared > COUNTS:
            count_voting(voting, by=self._who("bpk"), at=self._on(COUNTS))
            accept(Forum(self.village, self.staff), voting.round, at=self._on(ACCEPTED))

    def prepare(
        self, lines: Sequence[PlanLine], kind: BallotKind = BallotKind.APPROVAL, most: int = MOST_CHOSEN
    ) -> tuple[Voting, list[str]]:
        """Declare the vote and write its roll; return it with the codes of the cards that are in people's hands."""
        voting = declare_voting(self._round(lines), self._draft(kind, most), by=self._who("sekretaris"), at=self._on(0))
        roll = self._write_roll(voting)
        return voting, self._hand_out_cards(voting, roll) if self.season.declared > VOTED else []

    def _round(self, lines: Sequence[PlanLine]) -> Round:
        """Open the round that is voted on, and have a meeting decide it."""
        # Two thirds of what all would cost, so that there is something to choose.
        budget = max(
            2 * sum(line.cost_rupiah for line in lines) // (3 * MILLION) * MILLION,
            *(line.cost_rupiah for line in lines),
        )
        draft = RoundDraft(
            title=f"Prioritas {self.village.name}",
            year=lines[0].item.year,
            way=Way.BALLOTS,
            funds={Fund.DDS: budget},
            scores_end_at=self._on(WEIGHED),
            result_at=self._on(RESULT),
        )
        forum = Forum(self.village, self.staff)
        round_ = open_round(self.village, draft, by=forum.opener, at=self._on(OPENED))
        for line in lines:
            add_option(round_, line.item, line.cost_rupiah, line.cost_source, by=forum.opener, at=self._on(OPENED))
        forum.seal(round_, at=self._on(SEALED))
        return round_

    def _draft(self, kind: BallotKind, most: int) -> VotingDraft:
        return VotingDraft(
            title=f"Mana yang didahulukan di {self.village.name}",
            kind=kind,
            most=most,
            rule=CountRule.EQUAL_SHARES,
            objections_end_at=self._on(OBJECTIONS_END),
            opens_at=self._on(OPENS),
            closes_at=self._on(CLOSES),
        )

    def _write_roll(self, voting: Voting) -> list[RollEntry]:
        hamlets = list(Locality.objects.filter(region=self.village).order_by("label", "id"))
        return [
            enter_in_roll(
                voting,
                f"Warga Contoh {place + 1}",
                hamlets[place % len(hamlets)],
                tuple(VoterGroup)[place // len(hamlets) % 2],
                by=self._who("petugas"),
                at=self._on(1),
            )
            for place in range(self.season.voters)
        ]

    def _hand_out_cards(self, voting: Voting, roll: Sequence[RollEntry]) -> list[str]:
        """Sign the roll, make cards and hand out those that are voted with; return their codes."""
        sign_roll(voting, by=self._who("bpk"), at=self._on(SIGNED))
        monitor = self.staff.officer("pemantau").person
        codes = make_cards(voting, self.season.voters, by=monitor, at=self._on(SIGNED))
        for entry in roll[: self.season.ballots]:
            hand_over_card(entry, by=self._who("petugas"), at=self._on(OPENS))
        return codes[: self.season.ballots]

    def _vote(self, voting: Voting, codes: Sequence[str], options: Sequence[str]) -> None:
        wanted = {option: self.random.uniform(0.3, 1.0) for option in options}
        for place, code in enumerate(codes):
            chosen = sorted(options, key=lambda option: self.random.random() ** (1 / wanted[option]))
            marks = dict.fromkeys(chosen[-self.random.randint(1, MOST_CHOSEN) :], 1)
            sending = uuid5(_KEYS, f"{self.village.number}:{place}")
            cast_ballot(voting, code, marks, sending, by=None, at=self._on(VOTED))

    def _table(self, voting: Voting) -> PaperTable:
        monitor, guide = (self.staff.officer(name).person for name in ("pemantau", "pendamping"))
        return PaperTable(voting, monitor, self._who("petugas"), guide, self._on(VOTED))

    def _on(self, days: int) -> datetime:
        return datetime.combine(self.first_day + timedelta(days=days), MORNING, tzinfo=WIB)

    def _who(self, name: str) -> Person:
        return self.staff.officer(name, self.village).person
