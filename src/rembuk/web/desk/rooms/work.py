"""A negotiation room in somebody's hands: what they may do there now, read from the table of the talks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from django import forms
from django.utils.translation import gettext as _

from rembuk.engines.negotiation import Deed as StepDeed
from rembuk.engines.negotiation import Party, Step, fault_of
from rembuk.people.models import Person
from rembuk.priorities.actions import take_seat, take_step
from rembuk.priorities.models import RoomSeat
from rembuk.priorities.permissions import may_act_in_room, may_sit
from rembuk.priorities.states import RoomDeed, RoomParty
from rembuk.priorities.talks import SIDES
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed
from rembuk.web.desk.forms import NoForm
from rembuk.web.desk.rooms.forms import (
    OfferForm,
    PositionForm,
    RedLineForm,
    SignForm,
    StepForm,
    WayForm,
    WordsForm,
    draft_of,
)
from rembuk.web.formats import rupiah
from rembuk.web.rooms.labels import PARTIES
from rembuk.web.rooms.shown import RoomShown

ANY_WORDS = "…"


@dataclass
class RoomWork:
    """One room and whoever looks at it."""

    shown: RoomShown
    person: Person | None

    @cached_property
    def seat(self) -> RoomSeat | None:
        """Where they sit, None for who does not sit there."""
        return next((one for one in self.shown.seats if self.person and one.person_id == self.person.pk), None)

    @property
    def sits_for(self) -> str:
        """For whom they sit, in words."""
        return str(PARTIES[self.seat.party]) if self.seat else ""

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done, the usual thing first."""
        room = self.shown.talks.room
        if not room.round.is_sealed or self.shown.standing.is_over:
            return
        if self.seat is None:
            yield from self._sitting_down()
        elif may_act_in_room(self.person, room, at=now()):
            yield from self._steps() if self.shown.is_open else ()
            yield from self._beside() if self.seat.party in SIDES else ()

    def _sitting_down(self) -> Iterator[Deed]:
        names = {
            RoomParty.RESIDENTS: _("Sit down for the residents"),
            RoomParty.GOVERNMENT: _("Sit down for the government"),
            RoomParty.MEDIATOR: _("Sit down as mediator"),
        }
        for party, label in names.items():
            if may_sit(self.person, self.shown.talks.room.round, party, at=now()):
                done = _("You sit there now. You cannot sit for anybody else in this room.")
                yield Deed(f"sit_{party.value}", label, done, NoForm, partial(self._sit, party))

    def _steps(self) -> Iterator[Deed]:
        talks = self.shown.talks
        money = rupiah(sum(fund.amount_rupiah for fund in talks.funds))
        offer = partial(OfferForm, choices=self._choices(project.id for project in talks.table.projects), money=money)
        rows: tuple[tuple[RoomDeed, str, str, Callable[..., forms.Form], str], ...] = (
            (RoomDeed.SIGN, _("Sign"), _("Your signature stands."), SignForm, "primary"),
            (RoomDeed.ACCEPT, _("Accept the offer"), _("Accepted. Now both sides sign."), StepForm, "primary"),
            (RoomDeed.OFFER, _("Make an offer"), _("Your offer lies on the table."), offer, "primary"),
            (RoomDeed.REPORT, _("Report what the study found"), _("It is written down."), WordsForm, "primary"),
            (RoomDeed.CALL_MEDIATOR, _("Ask for the mediator"), _("The mediator is asked."), WordsForm, "quiet"),
            (RoomDeed.CALL_STUDY, _("Ask for a technical study"), _("The study is asked for."), WordsForm, "quiet"),
            (RoomDeed.REOPEN, _("Go back to the talks"), _("The talks go on."), WordsForm, "quiet"),
            (RoomDeed.PART, _("End without an agreement"), _("It is written down."), WordsForm, "danger"),
            (RoomDeed.LAPSE, _("Let the announced rule decide"), _("The rule decides."), StepForm, "danger"),
        )
        for deed, label, done, form, kind in rows:
            if self._is_possible(deed):
                yield Deed(deed.value, label, done, form, partial(self._take, deed), kind)

    def _beside(self) -> Iterator[Deed]:
        talks = self.shown.talks
        known = {about for party, about in talks.positions if self.seat and party == self.seat.party}
        waiting = [one.key for one in talks.choices.values() if (one.act is not None) == self.shown.is_open]
        if unsaid := self._choices(key for key in waiting if key not in known):
            yield self._beside_deed(RoomDeed.STATE, _("Say what a wish is worth to you"), PositionForm, unsaid)
        if self.shown.is_open:
            whole = self._choices(option.key for option in talks.options)
            yield self._beside_deed(RoomDeed.VARY, _("Show another way to do it"), WayForm, whole)
        lined = {line.about for line in talks.red_lines if self.seat and line.party == self.seat.party}
        on_it = self._choices(project.id for project in talks.table.projects if project.id not in lined)
        if on_it:
            yield self._beside_deed(RoomDeed.DRAW, _("Draw a red line"), RedLineForm, on_it)

    def _beside_deed(
        self, deed: RoomDeed, label: str, form: Callable[..., forms.Form], choices: list[tuple[str, str]]
    ) -> Deed:
        kind = "primary" if deed == RoomDeed.STATE else "quiet"
        done, do = _("It is written down for good."), partial(self._take, deed)
        return Deed(deed.value, label, done, partial(form, choices=choices), do, kind)

    def _is_possible(self, deed: RoomDeed) -> bool:
        """Would the talks take this step, whatever its words and its bundle?"""
        seat = self.seat
        party = Party(seat.party) if seat else Party.CLERK
        step = Step(StepDeed(deed), party, party.value, now(), ANY_WORDS)
        return not fault_of(self.shown.talks.terms, self.shown.standing, step)

    def _choices(self, keys: Iterable[str]) -> list[tuple[str, str]]:
        choices = self.shown.talks.choices
        return [(key, f"{choices[key].title} · {rupiah(choices[key].cost_rupiah)}") for key in keys]

    # --- the deeds -------------------------------------------------------------------------------------------------

    def _sit(self, party: RoomParty, _said: Cleaned) -> None:
        take_seat(self.shown.talks.room, party, by=self.person, at=now())

    def _take(self, deed: RoomDeed, said: Cleaned) -> None:
        take_step(self.shown.talks.room, draft_of(deed, said), by=self.person, at=now())
