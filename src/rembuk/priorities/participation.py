"""Who took part in a vote: how many came for a card, by hamlet and group, and how they voted.

Ballots belong to nobody, so what can be told by hamlet is who came for a card.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from rembuk.priorities.models import RollEntry, Voting
from rembuk.priorities.states import VoterGroup
from rembuk.priorities.turnout import Table, mask_parts, mask_small
from rembuk.regions.models import Locality

UNSAID = ""
IN_ORDER = (*VoterGroup.values, UNSAID)


@dataclass(frozen=True)
class Hamlet:
    """How many of a hamlet are on the roll and came for a card; None is masked. `by_group` follows the groups."""

    name: str
    voters: int
    came: int | None
    by_group: tuple[int | None, ...]


@dataclass(frozen=True)
class Participation:
    """How many came for a card. `groups` is empty where they would show too few people, or nobody said any."""

    groups: tuple[str, ...]
    hamlets: tuple[Hamlet, ...]

    @property
    def voters(self) -> int:
        """How many are on the roll."""
        return sum(one.voters for one in self.hamlets)

    @property
    def masks(self) -> bool:
        """Is a number left out?"""
        return any(None in (one.came, *one.by_group) for one in self.hamlets)


def participation_in(voting: Voting) -> Participation:
    """Return who came for a card, masked so that no number, nor any difference of numbers, is below five."""
    voters, cards = _on_the_roll(voting)
    groups = tuple(group for group in IN_ORDER if any(cell[1] == group for cell in cards))
    masked = mask_small(cards) if set(groups) - {UNSAID} else None
    came = Counter[str]()
    for (hamlet, _group), count in cards.items():
        came[hamlet] += count
    if masked is None:
        return Participation((), tuple(Hamlet(name, voters[name], seen, ()) for name, seen in mask_parts(came).items()))
    hamlets = (
        Hamlet(name, voters[name], came[name], tuple(masked.get((name, group)) for group in groups)) for name in came
    )
    return Participation(groups, tuple(hamlets))


def _on_the_roll(voting: Voting) -> tuple[dict[str, int], Table]:
    """Return how many are on the roll of each hamlet, and how many came, by hamlet and group."""
    place = ("locality__kind", "locality__label", "locality__name")
    counted = RollEntry.objects.filter(voting=voting).values_list(*place, "group").order_by(*place, "group")
    voters, cards = dict[str, int](), dict[tuple[str, str], int]()
    rows = counted.annotate(voters=Count("pk"), cards=Count("pk", filter=Q(has_card=True)))
    for kind, label, name, group, on_roll, came in rows:
        hamlet = str(Locality(kind=kind, label=label, name=name))
        voters[hamlet] = voters.get(hamlet, 0) + on_roll
        cards[(hamlet, group)] = cards.get((hamlet, group), 0) + came
    return voters, cards
