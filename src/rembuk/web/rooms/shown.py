"""A negotiation room as its pages tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from rembuk.engines.negotiation import Deal, Stage, Standing
from rembuk.priorities.models import RoomAct, RoomSeat
from rembuk.priorities.states import RoomDeed, RoomParty
from rembuk.priorities.talks import SIDES, Choice, Talks
from rembuk.web.needs.history import role_label
from rembuk.web.rooms.balance import Balance, balances_of
from rembuk.web.rooms.labels import PARTIES, SAID, STAGES, TONES, became, reached, worth


@dataclass(frozen=True)
class Voice:
    """What one side says of a wish, None where it is not on its list."""

    party: str
    said: RoomAct | None

    @property
    def points(self) -> int:
        """What it is worth to that side."""
        return (self.said.points or 0) if self.said else 0


@dataclass(frozen=True)
class Difference:
    """A wish as both sides see it, with the other ways to do it and the red lines at it."""

    choice: Choice
    voices: tuple[Voice, ...]
    ways: tuple[tuple[Choice, tuple[Voice, ...]], ...]
    red_lines: tuple[RoomAct, ...]


@dataclass(frozen=True)
class Told:
    """One thing that was done, in words."""

    act: RoomAct
    who: str
    what: str
    chosen: tuple[str, ...]


@dataclass(frozen=True)
class RoomShown:
    """One room at a moment."""

    talks: Talks
    seats: tuple[RoomSeat, ...]
    at: datetime

    @cached_property
    def standing(self) -> Standing:
        """Where the talks stand."""
        return self.talks.standing(self.at)

    @property
    def is_open(self) -> bool:
        """Have the talks begun? Before that nobody reads the lists."""
        return self.talks.lists_are_open(self.at)

    @property
    def stage(self) -> str:
        """Where the talks stand, in words."""
        if not self.talks.room.round.is_sealed:
            return _("being prepared")
        return str(STAGES[self.standing.stage]) if self.is_open else _("both sides write their lists")

    @property
    def tone(self) -> str:
        """The colour of where they stand."""
        return TONES.get(self.standing.stage, "open") if self.is_open else "waiting"

    @property
    def is_agreed(self) -> bool:
        """Did both sign?"""
        return self.standing.stage is Stage.AGREED

    @cached_property
    def built(self) -> Deal | None:
        """What is built, once that is known."""
        return self.talks.built(self.at)

    @cached_property
    def offered(self) -> Deal | None:
        """What lies on the table while the talks go on."""
        return None if self.standing.is_over else self.talks.offered

    @property
    def offer_of(self) -> str:
        """Whose offer that is."""
        return str(PARTIES[self.standing.offer.party.value]) if self.standing.offer else ""

    @property
    def parties(self) -> list[tuple[str, list[str]]]:
        """Who sits there for whom, by role."""
        return [
            (str(PARTIES[party]), [role_label(seat.held_as) for seat in self.seats if seat.party == party])
            for party in RoomParty
        ]

    @cached_property
    def core(self) -> list[Difference]:
        """What is in every best deal."""
        return self._told({key[0] for key in self.talks.agenda.agreed})

    @cached_property
    def contested(self) -> list[Difference]:
        """What only some best deals have."""
        return self._told({key[0] for key in self.talks.agenda.contested} - {one.choice.key for one in self.core})

    @cached_property
    def lost(self) -> list[Difference]:
        """What no best deal has."""
        return self._told(
            {one.key for one in self.talks.options} - {one.choice.key for one in (*self.core, *self.contested)}
        )

    @cached_property
    def timeline(self) -> list[Told]:
        """What was done, the newest first; of lists that are not open only that they were handed in."""
        return [self._in_words(act) for act in reversed(self.talks.acts)]

    @cached_property
    def balances(self) -> list[Balance]:
        """What each side asked for, and what it got, once it is known what is built."""
        return balances_of(self.talks, self.built) if self.is_open and self.built else []

    @property
    def accounts(self) -> list[tuple[str, list[tuple[str, str, str, str]]]]:
        """The same in words: how much each side got, and of each wish its worth, words, interest and end."""
        return [
            (reached(side), [(worth(one), one.said.words, one.said.interest, became(one)) for one in side.asked])
            for side in self.balances
        ]

    @property
    def signatures(self) -> list[RoomAct]:
        """The two signatures under an agreement."""
        signed = [act for act in self.talks.acts if act.deed == RoomDeed.SIGN]
        return signed[-2:] if self.is_agreed else []

    def titles(self, keys: tuple[str, ...]) -> list[Choice]:
        """Return choices by their keys."""
        return [self.talks.choices[key] for key in keys]

    def _told(self, wanted: set[str]) -> list[Difference]:
        return [self._difference(one.key) for one in self.talks.options if one.key in wanted]

    def _difference(self, key: str) -> Difference:
        choices = self.talks.choices
        ways = tuple((choices[one], self._voices(one)) for one in choices if one[0] == key and len(one) > 1)
        red_lines = tuple(line for line in self.talks.red_lines if line.about[0] == key)
        return Difference(choices[key], self._voices(key), ways, red_lines)

    def _voices(self, key: str) -> tuple[Voice, ...]:
        return tuple(Voice(str(PARTIES[side]), self.talks.positions.get((side, key))) for side in SIDES)

    def _in_words(self, act: RoomAct) -> Told:
        choices = self.talks.choices
        about = choices[act.about].title if act.about in choices else ""
        what = str(SAID[RoomDeed(act.deed)]) % {"about": about}
        chosen = tuple(choices[key].title for key in act.chosen.split())
        return Told(act, str(PARTIES[act.party]), what, chosen)
