"""What a round decides: which options get money, which wait on the reserve list, and where the forum said otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.engines.merkle.canonical import digest
from rembuk.priorities.counting import count
from rembuk.priorities.models import Deviation, Round, RoundOption, Voting
from rembuk.priorities.publishing import election_of
from rembuk.priorities.queries import declaration_with
from rembuk.priorities.rounds import options_of, pagu_of, room_of, voting_of
from rembuk.priorities.states import Way
from rembuk.priorities.talks import Choice, Talks, talks_of
from rembuk.priorities.urgency import Urgency, urgency_of


class Lot(TextChoices):
    """What an option has come to in a round (hasil)."""

    FUNDED = "funded", _("gets money")
    RESERVE = "reserve", _("on the reserve list")
    OUTSIDE = "outside", _("not ranked or not chosen")


class NotDecided(RuntimeError):
    """The outcome of a round is not known yet; the message says what is missing."""


class TooExpensive(ValueError):
    """What the forum wants costs more than there is; the message is by how many rupiah."""


@dataclass(frozen=True)
class Decided:
    """An option with its lot, and its place where it was ranked. `why` is the forum's reason to deviate, or "".

    `agreed` is the other way to do it that was agreed in talks, None where it is done as it stood.
    """

    option: RoundOption
    lot: Lot
    place: int | None
    why: str = ""
    agreed: Choice | None = None

    @property
    def cost_rupiah(self) -> int:
        """What it costs in the way that was decided."""
        return self.agreed.cost_rupiah if self.agreed else self.option.cost_rupiah

    @property
    def row(self) -> dict[str, str]:
        """What the checksum of an outcome is reckoned from."""
        said = {"key": self.option.key, "lot": self.lot.value, "why": self.why}
        return {**said, "agreed": self.agreed.key} if self.agreed else said


@dataclass(frozen=True)
class Outcome:
    """The options of a round: funded ones first, then the reserve list, each in order, then what was not ranked."""

    decided: tuple[Decided, ...]
    pagu_rupiah: int

    @property
    def spent_rupiah(self) -> int:
        """What the funded options cost together."""
        return sum(one.cost_rupiah for one in self.decided if one.lot is Lot.FUNDED)

    @property
    def left_rupiah(self) -> int:
        """The money that nothing was chosen for."""
        return self.pagu_rupiah - self.spent_rupiah

    @property
    def digest(self) -> str:
        """SHA-256 of the outcome: minutes that name it accept this one and no other."""
        return digest({"pagu_rupiah": self.pagu_rupiah, "decided": [one.row for one in self.decided]})


def outcome_of(round_: Round) -> Outcome:
    """Return what a round decides by what is stored; raise NotScored, NotDecided or NotCountedYet while it cannot.

    Of talks that go on it is what the announced rule decides if nobody says anything more.
    """
    if round_.way == Way.TALKS:
        room = room_of(round_)
        if room is None:
            raise NotDecided("Nobody talks.")
        return talked_outcome(talks_of(room))
    options, deviations = options_with_deviations(round_)
    if round_.way == Way.CRITERIA:
        return ranked_outcome(urgency_of(round_, options), deviations, pagu_of(round_))
    voting = voting_of(round_)
    if voting is None:
        raise NotDecided("Nobody has voted.")
    return voted_outcome(voting, options, pagu_of(round_))


def options_with_deviations(round_: Round) -> tuple[list[RoundOption], dict[str, Deviation]]:
    """Return what may be chosen in a round, and where its forum decides otherwise than the ranking, in one query."""
    told = {"why": F("deviations__why"), "gets_money": F("deviations__gets_money")}
    options, deviations = list(options_of(round_).annotate(**told)), {}
    for option in options:
        facts = {name: vars(option).pop(name) for name in told}
        if facts["why"] is not None:
            deviations[option.key] = Deviation(option=option, **facts)
    return options, deviations


def ranked_outcome(urgency: Urgency, deviations: Mapping[str, Deviation], pagu: int) -> Outcome:
    """Fund from the first place on until something does not fit; what the forum set apart is set apart before."""
    ranking = urgency.ranking
    options = {one.key: one for one in urgency.options}
    order = [each.proposal for each in ranking.placed]
    funded = _afforded(order, options, deviations, pagu)
    reserve = [key for key in order if key not in funded]
    outside = [each.proposal for each in ranking.stopped]
    lots = ((Lot.FUNDED, funded), (Lot.RESERVE, reserve), (Lot.OUTSIDE, outside))
    decided = (
        Decided(options[key], lot, ranking.places.get(key), deviations[key].why if key in deviations else "")
        for lot, keys in lots
        for key in keys
    )
    return Outcome(tuple(decided), pagu)


def voted_outcome(voting: Voting, options: Sequence[RoundOption], pagu: int) -> Outcome:
    """Return what the ballots decide: winners in order of selection, then the reserve list, then what nobody chose."""
    declaration = declaration_with(voting, options)
    result = count(declaration, election_of(voting, declaration), seal=voting.seal)
    by_key = {one.key: one for one in options}
    chosen = {*result.winners, *result.reserve}
    others = [key for key in by_key if key not in chosen]
    lots = ((Lot.FUNDED, result.winners), (Lot.RESERVE, result.reserve), (Lot.OUTSIDE, others))
    return Outcome(tuple(Decided(by_key[key], lot, None) for lot, keys in lots for key in keys), pagu)


def talked_outcome(talks: Talks) -> Outcome:
    """Return what talks decide: what is built, then what only other best deals have, the most common first."""
    deal = talks.built(talks.terms.deadline_at)
    if deal is None:
        raise NotDecided("The talks ended without an agreement.")
    built = [talks.choices[key] for key in deal.projects]
    chosen = {one.option.key for one in built}
    often = Counter(key[0] for best in talks.frontier for key in best.projects)
    others = [one for one in talks.options if one.key not in chosen]
    funded = [Decided(one.option, Lot.FUNDED, None, agreed=one if one.act else None) for one in built]
    lots = [
        Decided(one, Lot.RESERVE if often[one.key] else Lot.OUTSIDE, None)
        for one in sorted(others, key=lambda one: (-often[one.key], one.key))
    ]
    return Outcome((*funded, *lots), sum(fund.amount_rupiah for fund in talks.funds))


def _afforded(
    order: Sequence[str], options: Mapping[str, RoundOption], deviations: Mapping[str, Deviation], pagu: int
) -> list[str]:
    """Return what gets money, in the order of the places; raise TooExpensive if the forum wants more than there is."""
    wanted = {key for key in order if key in deviations and deviations[key].gets_money}
    left = pagu - sum(options[key].cost_rupiah for key in wanted)
    if left < 0:
        raise TooExpensive(-left)
    for key in order:
        if key in wanted or key in deviations:
            continue
        left -= options[key].cost_rupiah
        if left < 0:
            break
        wanted.add(key)
    return [key for key in order if key in wanted]
