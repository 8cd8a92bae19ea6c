"""A round in somebody's hands: what they may do with it now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rembuk.journeys.adopt import Signers, adopt
from rembuk.meetings.models import Entry
from rembuk.meetings.states import EntryKind
from rembuk.people.models import Person
from rembuk.plans.permissions import may_decide_item
from rembuk.plans.states import ItemState
from rembuk.priorities import actions
from rembuk.priorities.drafts import RoomDraft
from rembuk.priorities.models import RoundOption
from rembuk.priorities.permissions import (
    may_add_option,
    may_close_round,
    may_declare_voting,
    may_deviate,
    may_open_room,
    may_score_option,
    may_seal_round,
    may_weigh_criteria,
)
from rembuk.priorities.sealing import seal_of, spoken
from rembuk.priorities.states import RoundPhase, Way
from rembuk.programmes.queries import rules_of
from rembuk.web.clock import now
from rembuk.web.desk.deeds import Cleaned, Deed
from rembuk.web.desk.forms import NoForm
from rembuk.web.desk.rooms.forms import TermsForm
from rembuk.web.desk.rounds.forms import DecisionForm, DeviationForm, OptionForm, ScoreForm, VotingForm, WeightsForm
from rembuk.web.priorities.shown import RoundShown

NEWEST = 20
# What lies in these states was not decided on since the round.
WAITING = frozenset({ItemState.VERIFIED, ItemState.SENT_UP})


@dataclass
class RoundWork:
    """One round and whoever looks at it."""

    shown: RoundShown
    person: Person | None

    @cached_property
    def decisions(self) -> QuerySet[Entry]:
        """The newest decisions in minutes of this place."""
        here = Entry.objects.filter(meeting__region_number=self.shown.round.region_number, kind=EntryKind.DECIDED)
        return here.select_related("meeting").order_by("-recorded_at", "-id")[:NEWEST]

    @cached_property
    def to_name(self) -> str:
        """What minutes have to name next: the round as it stands, or its outcome; "" where there is neither."""
        if self.shown.phase is RoundPhase.DRAFT:
            return spoken(seal_of(self.shown.round))
        return spoken(self.shown.outcome.digest) if self.shown.outcome else ""

    def deeds(self) -> Iterator[Deed]:
        """Yield what may be done, the usual thing first."""
        if self.shown.phase is RoundPhase.DRAFT:
            yield from self._preparing()
        if self.shown.phase is RoundPhase.SCORING:
            yield from self._scoring()
        if self.shown.phase is RoundPhase.DECIDING and self.shown.outcome:
            yield from self._deciding()
        if self.shown.phase is RoundPhase.CLOSED and self._waits:
            yield Deed("adopt", _("Make plan decisions of it"), _("All have their decision."), NoForm, self._adopt)

    def _preparing(self) -> Iterator[Deed]:
        round_ = self.shown.round
        if may_add_option(self.person, round_, at=now()):
            yield Deed("option", _("Put in a wish"), _("It is in the round."), OptionForm, self._add, "primary")
        if round_.way == Way.TALKS and self.shown.room is None and may_open_room(self.person, round_, at=now()):
            done = _("The terms are announced.")
            yield Deed("terms", _("Announce the terms of the talks"), done, TermsForm, self._announce, "primary")
        if may_weigh_criteria(self.person, round_, at=now()):
            library = rules_of(round_.rule_set).criteria
            weights = partial(WeightsForm, library=library, known=self.shown.urgency.weights)
            yield Deed("weigh", _("Weigh the criteria"), _("The weights are written down."), weights, self._weigh)
        if may_seal_round(self.person, round_, at=now()):
            form = partial(DecisionForm, decisions=self.decisions, named=self.to_name)
            yield Deed("seal", _("Seal the round"), _("The round is sealed."), form, self._seal, "primary")

    def _scoring(self) -> Iterator[Deed]:
        mine = [one for one in self.shown.options if may_score_option(self.person, self._of_here(one), at=now())]
        if mine and self.shown.urgency.weights:
            form = partial(ScoreForm, options_here=mine, criteria=self.shown.urgency.criteria)
            yield Deed("score", _("Score a wish"), _("The score is recorded."), form, self._score, "primary")
        waits = self.shown.round.way == Way.BALLOTS and self.shown.voting is None
        if waits and may_declare_voting(self.person, self.shown.round.region, at=now()):
            yield Deed("declare", _("Declare the vote"), _("The vote is declared."), VotingForm, self._declare)

    def _deciding(self) -> Iterator[Deed]:
        round_ = self.shown.round
        if may_close_round(self.person, round_, at=now()):
            form = partial(DecisionForm, decisions=self.decisions, named=self.to_name)
            yield Deed("close", _("Close the round"), _("The round is closed."), form, self._close, "primary")
        if round_.way == Way.CRITERIA and may_deviate(self.person, round_, at=now()):
            other = partial(DeviationForm, options_here=self.shown.options, decisions=self.decisions)
            yield Deed("deviate", _("Decide otherwise than the ranking"), _("It is recorded."), other, self._deviate)

    @property
    def _waits(self) -> bool:
        """Is there something that this person may decide, and that has no decision yet?"""
        items = [one.option.item for one in self.shown.outcome.decided] if self.shown.outcome else []
        return any(one and one.state in WAITING and may_decide_item(self.person, one, at=now()) for one in items)

    def _of_here(self, option: RoundOption) -> RoundOption:
        option.round = self.shown.round
        return option

    # --- the deeds -------------------------------------------------------------------------------------------------

    def _add(self, said: Cleaned) -> None:
        cost, source = said["cost"], said["source"]
        actions.add_option(self.shown.round, said["code"], cost, source, by=self.person, at=now())

    def _weigh(self, said: Cleaned) -> None:
        weights = {key: weight for key, weight in said.items() if weight}
        actions.weigh_criteria(self.shown.round, weights, by=self.person, at=now())

    def _seal(self, said: Cleaned) -> None:
        actions.seal_round(self.shown.round, self._decision(said), by=self.person, at=now())

    def _announce(self, said: Cleaned) -> None:
        actions.open_room(self.shown.round, RoomDraft(**said), by=self.person, at=now())

    def _score(self, said: Cleaned) -> None:
        option = self._option(said)
        actions.score_option(option, said["criterion"], said["value"], said["evidence"], by=self.person, at=now())

    def _declare(self, said: Cleaned) -> None:
        actions.declare_voting(self.shown.round, said["draft"], by=self.person, at=now())

    def _deviate(self, said: Cleaned) -> None:
        actions.deviate(self._option(said), said["why"], self._decision(said), by=self.person, at=now())

    def _close(self, said: Cleaned) -> None:
        actions.close_round(self.shown.round, self._decision(said), by=self.person, at=now())

    def _adopt(self, _said: Cleaned) -> None:
        adopt(self.shown.round, {}, by=Signers(None, self.person), at=now())

    def _option(self, said: Cleaned) -> RoundOption:
        return self._of_here(next(one for one in self.shown.options if one.key == said["option"]))

    def _decision(self, said: Cleaned) -> Entry:
        return next(one for one in self.decisions if str(one.pk) == said["decision"])
