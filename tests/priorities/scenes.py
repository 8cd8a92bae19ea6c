"""Short ways to the middle of a vote: declared, with a signed roll, open, with ballots cast."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

from rembuk.engines.allocation import Project
from rembuk.plans.actions import confirm_examination, examine_item, propose_item
from rembuk.plans.models import PlanItem
from rembuk.plans.states import Fund
from rembuk.priorities.actions import (
    add_option,
    cast_ballot,
    declare_voting,
    enter_in_roll,
    make_cards,
    open_round,
    score_option,
    seal_round,
    sign_roll,
    weigh_criteria,
)
from rembuk.priorities.counting import CountRule, Declaration
from rembuk.priorities.drafts import RoundDraft, VotingDraft
from rembuk.priorities.marking import BallotKind, Marks
from rembuk.priorities.models import RollEntry, Round, Voting
from rembuk.priorities.rounds import options_of
from rembuk.priorities.sealing import seal_of, spoken
from rembuk.priorities.states import Way
from tests.cast import MONDAY, Cast
from tests.meetings.scenes import decide, running
from tests.plans.scenes import findings

SCORED = MONDAY + timedelta(days=5)
SIGNING = MONDAY + timedelta(days=7)
OPENING = MONDAY + timedelta(days=8)
CLOSING = MONDAY + timedelta(days=10)
VOTING = OPENING + timedelta(hours=1)

DECLARATION = Declaration(
    options=(
        Project("A", 50_000_000, "Talud Dusun 3"),
        Project("B", 30_000_000, "Sumur bor"),
        Project("C", 20_000_000, "Posyandu"),
    ),
    budget_rupiah=60_000_000,
    kind=BallotKind.APPROVAL,
    most=2,
    rule=CountRule.EQUAL_SHARES,
)
DRAFT = VotingDraft("Prioritas 2027", BallotKind.APPROVAL, 2, CountRule.EQUAL_SHARES, SIGNING, OPENING, CLOSING)
WEIGHTS = {"danger": 3, "households": 2}
VALUES = {"A": ("some", "100"), "B": ("often", "20"), "C": ("none", "450")}
RESULT = MONDAY + timedelta(days=20)
ROUND = RoundDraft("Prioritas 2027", 2027, Way.BALLOTS, {Fund.DDS: 50_000_000, Fund.ADD: 10_000_000}, SCORED, RESULT)


@dataclass(frozen=True)
class Scene:
    """A vote that is open, and the codes of its cards."""

    voting: Voting
    codes: list[str]


def proposed(cast: Cast, title: str) -> PlanItem:
    return propose_item(cast.programme, cast.kampung, title, 2027, by=cast.officer, at=MONDAY)


def drafted(cast: Cast, draft: RoundDraft = ROUND) -> Round:
    round_ = open_round(cast.kampung, draft, by=cast.secretary, at=MONDAY)
    for option in DECLARATION.options:
        add_option(round_, proposed(cast, option.name), option.cost, "Standar harga", by=cast.secretary, at=MONDAY)
    return round_


def sealed(cast: Cast, draft: RoundDraft = ROUND) -> Round:
    round_ = drafted(cast, draft)
    minute_and_seal(cast, round_)
    return round_


def verify(cast: Cast, item: PlanItem) -> None:
    confirm_examination(examine_item(item, findings(), by=cast.facilitator, at=MONDAY), by=cast.council, at=MONDAY)


def weighed(cast: Cast) -> Round:
    """A sealed round that is decided by two criteria; everything in it has passed its gates."""
    round_ = drafted(cast, replace(ROUND, way=Way.CRITERIA))
    for option in options_of(round_):
        verify(cast, option.item)
    weigh_criteria(round_, WEIGHTS, by=cast.secretary, at=MONDAY)
    minute_and_seal(cast, round_)
    return round_


def scored(cast: Cast) -> Round:
    """A round whose scores are all there: B has 64 points, A 56 and C 40; the money is enough for B."""
    round_ = weighed(cast)
    for option in options_of(round_):
        for key, value in zip(WEIGHTS, VALUES[option.key], strict=True):
            score_option(option, key, value, "Dilihat di lokasi", by=cast.facilitator, at=MONDAY)
    return round_


def minute_and_seal(cast: Cast, round_: Round) -> None:
    meeting = running(cast, f"putaran {round_.pk}")
    decision = decide(cast, meeting, f"Kita putuskan {round_.pk}, sidik {spoken(seal_of(round_))}.")
    seal_round(round_, decision, by=cast.council, at=MONDAY)


def declared(cast: Cast, draft: VotingDraft = DRAFT) -> Voting:
    return declare_voting(sealed(cast), draft, by=cast.secretary, at=MONDAY)


def enrolled(cast: Cast, voting: Voting, number: int) -> list[RollEntry]:
    names = [f"Warga {place}" for place in range(number)]
    return [enter_in_roll(voting, name, cast.hamlet, by=cast.officer, at=MONDAY) for name in names]


def opened(cast: Cast, voters: int = 12, draft: VotingDraft = DRAFT, voting: Voting | None = None) -> Scene:
    voting = voting or declared(cast, draft)
    enrolled(cast, voting, voters)
    sign_roll(voting, by=cast.council, at=SIGNING)
    return Scene(voting, make_cards(voting, voters, by=cast.monitor, at=SIGNING))


def vote(scene: Scene, place: int, marks: Marks, sending: UUID | None = None) -> str:
    return cast_ballot(scene.voting, scene.codes[place], marks, sending or uuid4(), by=None, at=VOTING)
