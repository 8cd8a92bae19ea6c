"""Short ways to the middle of a vote: declared, with a signed roll, open, with ballots cast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from rembuk.engines.allocation import Project
from rembuk.priorities.actions import (
    VotingDraft,
    cast_ballot,
    declare_voting,
    enter_in_roll,
    make_cards,
    sign_roll,
)
from rembuk.priorities.counting import CountRule, Declaration
from rembuk.priorities.marking import BallotKind, Marks
from rembuk.priorities.models import RollEntry, Voting
from tests.cast import MONDAY, Cast

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
DRAFT = VotingDraft("Prioritas 2027", DECLARATION, SIGNING, OPENING, CLOSING)


@dataclass(frozen=True)
class Scene:
    """A vote that is open, and the codes of its cards."""

    voting: Voting
    codes: list[str]


def declared(cast: Cast, draft: VotingDraft = DRAFT) -> Voting:
    return declare_voting(cast.kampung, draft, by=cast.secretary, at=MONDAY)


def enrolled(cast: Cast, voting: Voting, number: int) -> list[RollEntry]:
    names = [f"Warga {place}" for place in range(number)]
    return [enter_in_roll(voting, name, cast.hamlet, by=cast.officer, at=MONDAY) for name in names]


def opened(cast: Cast, voters: int = 12, draft: VotingDraft = DRAFT) -> Scene:
    voting = declared(cast, draft)
    enrolled(cast, voting, voters)
    sign_roll(voting, by=cast.council, at=SIGNING)
    return Scene(voting, make_cards(voting, voters, by=cast.monitor, at=SIGNING))


def vote(scene: Scene, place: int, marks: Marks, sending: UUID | None = None) -> str:
    return cast_ballot(scene.voting, scene.codes[place], marks, sending or uuid4(), by=None, at=VOTING)
