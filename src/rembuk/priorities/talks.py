"""The talks of a room as its acts tell them: the table with both lists, the terms, the steps and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from rembuk.engines.negotiation import (
    Agenda,
    Deal,
    Deed,
    Demand,
    Party,
    Project,
    Side,
    Standing,
    Step,
    Table,
    Terms,
    Wish,
    agenda,
    deal_of,
    frontier,
    minutes,
    outcome,
    replay,
    take,
)
from rembuk.priorities.models import Room, RoomAct, RoundFund, RoundOption
from rembuk.priorities.rounds import funds_of, options_of
from rembuk.priorities.states import RoomDeed, RoomParty

# What is said before and beside the talks; all else is a step of the talks.
BESIDE = frozenset({RoomDeed.STATE, RoomDeed.VARY, RoomDeed.DRAW})
SIDES = (RoomParty.RESIDENTS, RoomParty.GOVERNMENT)
CLERK = "clock"


@dataclass(frozen=True)
class Choice:
    """Something that can be in an offer: a wish as it stands, or another way to do it, shown by an act."""

    key: str
    option: RoundOption
    title: str
    cost_rupiah: int
    act: RoomAct | None = None


@dataclass(frozen=True)
class Talks:
    """A room with all that was done in it, in order."""

    room: Room
    options: tuple[RoundOption, ...]
    funds: tuple[RoundFund, ...]
    acts: tuple[RoomAct, ...]

    @cached_property
    def choices(self) -> dict[str, Choice]:
        """Everything that can be in an offer, by key: each wish with its other ways behind it."""
        options = {option.key: option for option in self.options}
        found = [Choice(option.key, option, option.title, option.cost_rupiah) for option in self.options]
        found += [
            Choice(act.about, options[act.about[0]], act.words, act.cost_rupiah or 0, act)
            for act in self.acts
            if act.deed == RoomDeed.VARY
        ]
        return {one.key: one for one in sorted(found, key=lambda one: one.key)}

    @cached_property
    def positions(self) -> dict[tuple[str, str], RoomAct]:
        """What each party says of a choice, by the party and the key."""
        return {(act.party, act.about): act for act in self.acts if act.deed == RoomDeed.STATE}

    @cached_property
    def red_lines(self) -> tuple[RoomAct, ...]:
        """The red lines of both sides, as they were drawn."""
        return tuple(act for act in self.acts if act.deed == RoomDeed.DRAW)

    @property
    def demands(self) -> tuple[Demand, ...]:
        """The red lines as the engine reads them."""
        return tuple(Demand(Side(act.party), act.about, Wish(act.asks)) for act in self.red_lines)

    @cached_property
    def table(self) -> Table:
        """What is talked about. Another way counts once both sides said what it is worth; of a wish one way is built.

        What a side did not put on its list is worth nothing to it.
        """
        on_it = [one for one in self.choices.values() if one.act is None or self._is_valued(one.key)]
        families = [[one.key for one in on_it if one.option == option] for option in self.options]
        return Table(
            projects=tuple(self._project(one) for one in on_it),
            funds={fund.fund: fund.amount_rupiah for fund in self.funds},
            conflicts=frozenset(frozenset(pair) for keys in families for pair in combinations(keys, 2)),
        )

    @cached_property
    def terms(self) -> Terms:
        """What was announced before the first word."""
        share = Fraction(self.room.residents_share, 100)
        round_ = self.room.round
        return Terms(self.table, share, self.room.offers_each, round_.scores_end_at, round_.result_at)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What was done in the talks, each under a mark of its person."""
        return tuple(self.step(act) for act in self.acts if act.deed not in BESIDE)

    def step(self, act: RoomAct) -> Step:
        """Return an act as the engine reads it."""
        return Step(
            Deed(act.deed),
            Party(act.party),
            self.mark_of(act),
            act.taken_at,
            act.words,
            frozenset(act.chosen.split()),
        )

    def mark_of(self, act: RoomAct) -> str:
        """Return what stands for a person in the minutes: the party, and which of its people spoke first."""
        seats = list(dict.fromkeys(one.seat_id for one in (*self.acts, act) if one.party == act.party))
        return f"{act.party}-{seats.index(act.seat_id) + 1}"

    def steps_until(self, at: datetime) -> tuple[Step, ...]:
        """Return the steps, with that of the clock at the deadline if nothing had ended the talks by then."""
        deadline = self.terms.deadline_at
        if at < deadline or self._stored.is_over:
            return self.steps
        return (*self.steps, Step(Deed.LAPSE, Party.CLERK, CLERK, deadline))

    def standing(self, at: datetime) -> Standing:
        """Return where the talks stand at a moment; at the deadline the announced rule decides by itself."""
        late = self.steps_until(at)[len(self.steps) :]
        return take(self.terms, self._stored, late[0]) if late else self._stored

    def built(self, at: datetime) -> Deal | None:
        """Return what is built as it stands; None while the talks go on, or if they ended without a deal."""
        return outcome(self.terms, self.standing(at))

    @property
    def offered(self) -> Deal | None:
        """What the offer on the table consists of."""
        offer = self._stored.offer
        return deal_of(self.table, offer.projects) if offer else None

    @cached_property
    def frontier(self) -> tuple[Deal, ...]:
        """Every deal that no other beats."""
        return frontier(self.table)

    @cached_property
    def agenda(self) -> Agenda:
        """What all best deals have, what some have, and what none has."""
        return agenda(self.table, self.frontier)

    def minutes(self, at: datetime) -> bytes:
        """Return the minutes: the same acts give the same bytes, and anybody can take the steps again."""
        return minutes(self.terms, self.steps_until(at))

    def lists_are_open(self, at: datetime) -> bool:
        """May both sides read each other's list? Not before both had to be in, so that nobody answers the other's."""
        return at >= self.terms.opens_at

    @cached_property
    def _stored(self) -> Standing:
        return replay(self.terms, self.steps)

    def _is_valued(self, key: str) -> bool:
        return all((side, key) in self.positions for side in SIDES)

    def _project(self, one: Choice) -> Project:
        residents, government = (self._points(side, one.key) for side in SIDES)
        return Project(one.key, one.cost_rupiah, residents, government, frozenset(fund.fund for fund in self.funds))

    def _points(self, side: RoomParty, key: str) -> int:
        said = self.positions.get((side, key))
        return (said.points or 0) if said else 0


def talks_of(room: Room) -> Talks:
    """Read the talks of a room; its round is at hand afterwards."""
    acts = RoomAct.objects.filter(room=room).order_by("number")
    return Talks(room, tuple(options_of(room.round)), tuple(funds_of(room.round)), tuple(acts))
