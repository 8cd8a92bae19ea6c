"""What each side of a negotiation asked for and why, and what it got and gave up in what is built."""

from __future__ import annotations

from dataclasses import dataclass

from rembuk.engines.negotiation import Deal
from rembuk.priorities.models import RoomAct
from rembuk.priorities.states import RoomParty
from rembuk.priorities.talks import SIDES, Choice, Talks


@dataclass(frozen=True)
class Asked:
    """A wish on the list of one side, and what is built of it: the wish itself, another way to do it, or nothing."""

    choice: Choice
    said: RoomAct
    built: Choice | None

    @property
    def is_got(self) -> bool:
        """Is it built as it was asked for?"""
        return self.built == self.choice


@dataclass(frozen=True)
class Balance:
    """One side: what it asked for, the most wanted first, and its points for what is built out of those for all."""

    party: RoomParty
    asked: tuple[Asked, ...]
    points: int
    most: int


def balances_of(talks: Talks, deal: Deal) -> list[Balance]:
    """Return the balance of both sides; a wish that is worth nothing to a side was not asked for by it."""
    return [_balance(talks, deal, side) for side in SIDES]


def _balance(talks: Talks, deal: Deal, side: RoomParty) -> Balance:
    said = {key: act for (party, key), act in talks.positions.items() if party == side}
    # A side may like another way better than its wish as it stands.
    wishes = {key[0]: [act for about, act in sorted(said.items()) if about[0] == key[0]] for key in said}
    best = {wish: max(map(_points, acts)) for wish, acts in wishes.items()}
    asked = [Asked(talks.choices[wish], wishes[wish][0], _built(talks, deal, wish)) for wish in best if best[wish]]
    return Balance(
        party=side,
        asked=tuple(sorted(asked, key=lambda one: (-_points(one.said), one.choice.key))),
        points=sum(_points(act) for key, act in said.items() if key in deal.projects),
        most=sum(best.values()),
    )


def _points(act: RoomAct) -> int:
    return act.points or 0


def _built(talks: Talks, deal: Deal, key: str) -> Choice | None:
    """Another way to fulfil a wish has the key of the wish with a number behind it."""
    return next((talks.choices[one] for one in deal.projects if one[0] == key), None)
