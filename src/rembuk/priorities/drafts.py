"""What is declared before it is stored: a round with its money, a vote with its rule, talks with their terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from rembuk.engines.negotiation import Wish
from rembuk.plans.states import Fund
from rembuk.priorities.counting import CountRule
from rembuk.priorities.marking import BallotKind
from rembuk.priorities.states import RoomDeed, Shape, Way


class NotARound(ValueError):
    """What is declared of a round does not hold together; the message says why."""


@dataclass(frozen=True)
class RoundDraft:
    """A round apart from who opens it and where: scores are taken until one moment, the result is due at another."""

    title: str
    year: int
    way: Way
    funds: Mapping[Fund, int]
    scores_end_at: datetime
    result_at: datetime

    def __post_init__(self) -> None:
        if not self.funds or any(amount <= 0 for amount in self.funds.values()):
            raise NotARound("A round has money to hand out.")
        if self.scores_end_at >= self.result_at:
            raise NotARound("The result is due after the scores have ended.")


@dataclass(frozen=True)
class VotingDraft:
    """A vote apart from who declares it; what may be chosen and the money are those of its round.

    `most` is how many options or points a ballot may have; where it fills the budget, the money says that.
    """

    title: str
    kind: BallotKind
    most: int
    rule: CountRule
    objections_end_at: datetime
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class RoomDraft:
    """The terms of talks apart from who announces them; the share is that of the residents, in percent."""

    offers_each: int
    residents_share: int
    review_on: date


@dataclass(frozen=True)
class ActDraft:
    """One thing to be done in a room, with the sender's own id: taking the same one again changes nothing."""

    key: UUID
    deed: RoomDeed
    words: str = ""
    about: str = ""
    points: int | None = None
    interest: str = ""
    evidence: str = ""
    cost_rupiah: int | None = None
    shape: Shape | None = None
    asks: Wish | None = None
    chosen: frozenset[str] = frozenset()
