"""What observers of a vote should ask about. A question is where to look, never a reason to void a ballot.

Ballots have no moment and no owner, so that nothing is known of them; what was done at the table is in the journal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rembuk.journal.queries import acts_on
from rembuk.priorities.models import Voting
from rembuk.priorities.queries import voters_by_locality
from rembuk.programmes.watch import WatchRules

HANDED, EXCHANGED, REPLACED, LOCKED = "card.handed_over", "card.exchanged", "card.replaced", "codes.locked"
WINDOW = timedelta(minutes=10)


class Ask(TextChoices):
    """What is asked (pertanyaan pengamat)."""

    ONE_HAND = "one_hand", _("One person handed out most of the cards. Who else was at the table?")
    ONE_EXCHANGER = "one_exchanger", _("One person exchanged most of the cards for paper. Who else was at the table?")
    MUCH_PAPER = "much_paper", _("Many cards of one person were exchanged for paper. Did voters want that themselves?")
    RUSH = "rush", _("Many cards were handed out within ten minutes. Did each voter come in person?")
    MANY_REPLACED = "many_replaced", _("Many cards were void and made anew. Were the old ones really lost?")
    GUESSING = "guessing", _("From several places wrong codes were typed until they were locked. Who was it?")
    ONE_HAMLET = (
        "one_hamlet",
        _("From one hamlet far more came than from the others. How were people told of the vote?"),
    )


@dataclass(frozen=True)
class Question:
    """Something to look at: `about` is a hamlet or the reference of a person, "" for the whole vote."""

    ask: Ask
    found: int
    threshold: int
    about: str = ""


@dataclass(frozen=True)
class Seen:
    """What was done at the table: when cards were handed out and exchanged, by the reference of a person."""

    handed: Mapping[str, Sequence[datetime]] = field(default_factory=dict)
    exchanged: Mapping[str, Sequence[datetime]] = field(default_factory=dict)
    replaced: int = 0
    locked: int = 0
    hamlets: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def cards(self) -> int:
        """How many cards were handed out."""
        return _total(self.handed)

    @property
    def people(self) -> list[str]:
        """Who handed out or exchanged cards, the busiest first."""
        busy = Counter({person: len(moments) for person, moments in self.handed.items()})
        busy.update({person: len(moments) for person, moments in self.exchanged.items()})
        return sorted(busy, key=lambda person: (-busy[person], person))


def seen_in(voting: Voting) -> Seen:
    """Return what the journal and the roll say of a vote."""
    moments: dict[str, dict[str, list[datetime]]] = {HANDED: {}, EXCHANGED: {}, REPLACED: {}, LOCKED: {}}
    for kind, by, at in acts_on(voting).filter(kind__in=moments).values_list("kind", "by", "at"):
        moments[kind].setdefault(by, []).append(at)
    return Seen(
        handed=moments[HANDED],
        exchanged=moments[EXCHANGED],
        replaced=_total(moments[REPLACED]),
        locked=_total(moments[LOCKED]),
        hamlets=voters_by_locality(voting),
    )


def questions_about(seen: Seen, rules: WatchRules) -> list[Question]:
    """Return what to ask about a vote, by the thresholds of the rules."""
    return [
        *_one_hand(Ask.ONE_HAND, seen.handed, rules),
        *_one_hand(Ask.ONE_EXCHANGER, seen.exchanged, rules),
        *_paper(seen, rules),
        *_rush(seen, rules),
        *_tampering(seen, rules),
        *_hamlets(seen, rules),
    ]


def share_of(part: int, whole: int) -> int:
    """Return a share in whole per cent, rounded down; 0 of nothing."""
    return 100 * part // whole if whole else 0


def busiest_window(moments: Sequence[datetime]) -> int:
    """Return the most moments that lie within ten minutes."""
    times, first, most = sorted(moments), 0, 0
    for last, at in enumerate(times):
        while at - times[first] >= WINDOW:
            first += 1
        most = max(most, last - first + 1)
    return most


def _total(by_person: Mapping[str, Sequence[datetime]]) -> int:
    return sum(len(moments) for moments in by_person.values())


def _one_hand(ask: Ask, by_person: Mapping[str, Sequence[datetime]], rules: WatchRules) -> Iterator[Question]:
    whole = _total(by_person)
    for person, moments in sorted(by_person.items()):
        share = share_of(len(moments), whole)
        if whole >= rules.fewest and share > rules.operator_percent:
            yield Question(ask, share, rules.operator_percent, person)


def _paper(seen: Seen, rules: WatchRules) -> Iterator[Question]:
    for person, moments in sorted(seen.exchanged.items()):
        share = share_of(len(moments), seen.cards)
        if len(moments) >= rules.fewest and share > rules.paper_percent:
            yield Question(Ask.MUCH_PAPER, share, rules.paper_percent, person)


def _rush(seen: Seen, rules: WatchRules) -> Iterator[Question]:
    for person, moments in sorted(seen.handed.items()):
        busiest = busiest_window(moments)
        if busiest > rules.cards_in_ten_minutes:
            yield Question(Ask.RUSH, busiest, rules.cards_in_ten_minutes, person)


def _tampering(seen: Seen, rules: WatchRules) -> Iterator[Question]:
    replaced = share_of(seen.replaced, seen.cards)
    if seen.cards >= rules.fewest and replaced > rules.replaced_percent:
        yield Question(Ask.MANY_REPLACED, replaced, rules.replaced_percent)
    if seen.locked > rules.places_locked:
        yield Question(Ask.GUESSING, seen.locked, rules.places_locked)


def _hamlets(seen: Seen, rules: WatchRules) -> Iterator[Question]:
    voters, cards = (sum(column) for column in zip(*seen.hamlets.values(), strict=True)) if seen.hamlets else (0, 0)
    for name, (listed, came) in seen.hamlets.items():
        above = share_of(came, listed) - share_of(cards - came, voters - listed)
        if came >= rules.fewest and listed < voters and above > rules.hamlet_points:
            yield Question(Ask.ONE_HAMLET, above, rules.hamlet_points, name)
