"""How a crowd votes: a vote that is open and one that is counted, each with a ballot for every need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle, islice
from random import Random
from typing import Final

from django.db import transaction

from rembuk.cli.bench.crowd import AT_ONCE
from rembuk.people.models import Person
from rembuk.priorities.cards import draw_card_code
from rembuk.priorities.guards import key_of
from rembuk.priorities.models import Ballot, Card, Voting
from rembuk.priorities.secrecy import card_mark
from rembuk.priorities.writing import write_ballots
from rembuk.regions.models import Region
from rembuk.web.staged_votings import give_counted_voting, give_voting

# Which of its options a ballot chooses, one after the other.
CHOSEN: Final = ("A", "AB", "B")


@dataclass(frozen=True)
class Polls:
    """A vote that is open, and one that is counted."""

    opened: Voting
    counted: Voting

    @classmethod
    def held_in(cls, region: Region, *, by: Person, at: datetime) -> Polls:
        """Hold both in a kampung."""
        return cls(give_voting(region, by=by, at=at), give_counted_voting(region, by=by, at=at))

    def grow_to(self, size: int) -> None:
        """Write ballots until there are `size` in each."""
        for voting in (self.opened, self.counted):
            missing = range(Ballot.objects.filter(voting=voting).count(), size)
            for first in missing[::AT_ONCE]:
                _write(voting, min(AT_ONCE, size - first))

    def cards(self, number: int, seed: int) -> list[str]:
        """Make so many cards for the open vote, and return their codes."""
        random = Random(f"{seed}:cards")  # noqa: S311 - the same cards each time are the point.
        codes = [draw_card_code(random.randrange) for _ in range(number)]
        key = key_of(self.opened)
        Card.objects.bulk_create(Card(voting=self.opened, mark=card_mark(key, code)) for code in codes)
        return codes


@transaction.atomic
def _write(voting: Voting, number: int) -> None:
    write_ballots(voting, list(islice(_ballots(), number)))


def _ballots() -> Iterator[dict[str, int]]:
    return (dict.fromkeys(keys, 1) for keys in cycle(CHOSEN))
