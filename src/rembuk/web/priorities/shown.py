"""A round as its page tells it: what it declares, and what it decides as far as that is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from rembuk.plans.states import Fund
from rembuk.priorities.models import Deviation, Extension, Room, Round, RoundOption, Voting
from rembuk.priorities.outcome import (
    Decided,
    Lot,
    Outcome,
    options_with_deviations,
    ranked_outcome,
    talked_outcome,
    voted_outcome,
)
from rembuk.priorities.phases import phase_of_round
from rembuk.priorities.queries import extensions_of
from rembuk.priorities.rounds import funds_of, room_of, voting_of
from rembuk.priorities.states import RoundPhase, Way
from rembuk.priorities.talks import talks_of
from rembuk.priorities.urgency import Urgency, urgency_of
from rembuk.web.charts import Bar, Chart, bars, share
from rembuk.web.formats import number, rupiah


@dataclass(frozen=True)
class RoundShown:
    """One round at a moment."""

    round: Round
    at: datetime

    @cached_property
    def voting(self) -> Voting | None:
        """Its vote, None where there is none; a round by criteria has none."""
        return voting_of(self.round) if self.round.way == Way.BALLOTS else None

    @property
    def phase(self) -> RoundPhase:
        """Where it is now; once both sides have ended their talks it waits for its forum."""
        phase = phase_of_round(self.round, self.voting, at=self.at)
        return RoundPhase.DECIDING if phase is RoundPhase.TALKING and self.outcome else phase

    @property
    def options(self) -> list[RoundOption]:
        """What may be chosen."""
        return self._options[0]

    @cached_property
    def funds(self) -> list[tuple[str, int]]:
        """The money by fund."""
        return [(str(Fund(fund.fund).label), fund.amount_rupiah) for fund in funds_of(self.round)]

    @property
    def pagu(self) -> int:
        """All the money."""
        return sum(amount for _fund, amount in self.funds)

    @property
    def wanted(self) -> int:
        """What all options cost together."""
        return sum(option.cost_rupiah for option in self.options)

    @property
    def covered(self) -> str:
        """Which share of what is wanted the money covers, "" where it is enough for all."""
        return share(self.pagu, self.wanted) if self.wanted > self.pagu else ""

    @property
    def first_moment(self) -> str:
        """What ends first."""
        return _("Both lists open, and the talks begin") if self.round.way == Way.TALKS else _("Scores are taken until")

    @property
    def moments(self) -> list[tuple[str, datetime]]:
        """When it changes its phase, first to last."""
        vote = self.voting
        voted = [(_("Voting opens"), vote.opens_at), (_("Voting closes"), vote.closes_at)] if vote else []
        return [
            (self.first_moment, self.round.scores_end_at),
            *voted,
            (_("The result is due"), self.round.result_at),
        ]

    @cached_property
    def extensions(self) -> list[Extension]:
        """Where its vote ends later than was declared."""
        return extensions_of(self.voting) if self.voting else []

    @cached_property
    def urgency(self) -> Urgency:
        """What the ranking is reckoned from."""
        return urgency_of(self.round, self.options)

    @cached_property
    def outcome(self) -> Outcome | None:
        """What it decides by what is stored now; None as long as scores or ballots are missing."""
        if not self.round.is_sealed:
            return None
        if self.round.way == Way.BALLOTS:
            return self._voted()
        if self.round.way == Way.TALKS:
            return self._talked()
        if not self.urgency.is_ranked:
            return None
        return ranked_outcome(self.urgency, self._options[1], self.pagu)

    @property
    def headline(self) -> str:
        """The finding in a sentence."""
        outcome = self.outcome
        if outcome is None:
            return ""
        funded = sum(one.lot is Lot.FUNDED for one in outcome.decided)
        said = {"funded": number(funded), "options": number(len(outcome.decided))}
        money = {"money": rupiah(outcome.spent_rupiah), "left": rupiah(outcome.left_rupiah)}
        return _("%(funded)s of %(options)s wishes get money: %(money)s, and %(left)s are left") % {**said, **money}

    @property
    def chart(self) -> Chart | None:
        """Bars of points with a line where the money ends; None where nothing was ranked."""
        if self.outcome is None or self.round.way != Way.CRITERIA:
            return None
        ranked = [one for one in self.outcome.decided if one.place is not None]
        points = {each.proposal: round(each.total) for each in self.urgency.ranking.placed}
        values = [Bar(one.option.title, points[one.option.key]) for one in ranked]
        cut = sum(one.lot is Lot.FUNDED for one in ranked)
        drawing = bars("urgensi", self.headline, values, label=_("Wish"), unit=_("Points"), cut=cut).drawing
        columns = ((_("Wish"), "text"), (_("Points"), "number"), (_("Cost"), "money"), (_("Outcome"), "text"))
        rows = tuple(
            (one.option.title, points[one.option.key], one.option.cost_rupiah, str(one.lot.label)) for one in ranked
        )
        return Chart(drawing, columns, rows)

    @property
    def deviations(self) -> list[Decided]:
        """Where the forum decided otherwise than the ranking."""
        return [one for one in self.outcome.decided if one.why] if self.outcome else []

    @cached_property
    def _options(self) -> tuple[list[RoundOption], dict[str, Deviation]]:
        return options_with_deviations(self.round)

    @cached_property
    def room(self) -> Room | None:
        """The room of a round that is decided by talks, None where it is not opened yet."""
        return room_of(self.round) if self.round.way == Way.TALKS else None

    def _talked(self) -> Outcome | None:
        talks = talks_of(self.room) if self.room else None
        if talks is None or talks.built(self.at) is None:
            return None
        return talked_outcome(talks)

    def _voted(self) -> Outcome | None:
        if self.voting is None or self.voting.counted_at is None:
            return None
        return voted_outcome(self.voting, self.options, self.pagu)
