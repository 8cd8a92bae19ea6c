"""A vote in the worst case for its voters: they come one after the other, and no two of them say the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from rembuk.cli.attacks.relink import Truth
from rembuk.cli.attacks.taking import Said

if TYPE_CHECKING:
    from rembuk.priorities.models import Voting


def vote_one_after_the_other(
    voting: Voting, codes: Sequence[str], came: Sequence[object], *, seed: int, at: datetime
) -> Truth:
    """Let the voters in the order in which they came cast ballots that differ; return what only they should know."""
    from rembuk.priorities.actions import cast_ballot
    from rembuk.priorities.models import Ballot, Sending

    random = Random(f"{seed}:relink")  # noqa: S311 - the same ballots each time are the point.
    # What they say has an order of its own, so that sorting ballots by what they say is of no help.
    points = random.sample(range(1, len(came) + 1), len(came))
    said: list[Said] = [(("A", first), ("B", len(came))) for first in points]
    for code, marks in zip(codes, said, strict=True):
        sending = UUID(int=random.getrandbits(128), version=4)
        cast_ballot(voting, code, dict(marks), sending, by=None, at=at)
    slots = Ballot.objects.filter(voting=voting).values_list("slot", flat=True)
    sendings = Sending.objects.filter(voting=voting).values_list("mark", flat=True)
    return Truth(came, said, frozenset([*slots, *sendings]))


def open_vote(voters: int) -> tuple[Voting, list[str], list[object], datetime]:
    """Open a vote by points in a kampung of the invented year that has none; return it with codes and voters."""
    from rembuk.journeys.year.staff import Staff
    from rembuk.journeys.year.votes import OPEN, Season, VillageVote, most_planned
    from rembuk.people.models import Person
    from rembuk.priorities.marking import BallotKind

    staff = Staff({person.login: person for person in Person.objects.all() if person.login}, "", "")
    village, lines = most_planned()
    at = datetime.now(UTC)
    vote = VillageVote(village, staff, Season(OPEN.declared, voters=voters, ballots=voters), at)
    voting, codes = vote.prepare(lines, BallotKind.POINTS, most=2 * voters)
    return voting, codes, voters_as_stored(voting), at


def voters_as_stored(voting: Voting) -> list[object]:
    """Return the voters as they stand on the roll, which is the order in which they come: the worst case."""
    from rembuk.priorities.models import RollEntry

    return [entry.hex for entry in RollEntry.objects.filter(voting=voting).values_list("id", flat=True)]


def count_at_its_end(voting: Voting) -> None:
    """Count the ballots the moment voting has ended."""
    from rembuk.people.queries import holders_of
    from rembuk.people.roles import Role
    from rembuk.priorities.actions import count_voting

    at = voting.closes_at + timedelta(seconds=1)
    count_voting(voting, by=holders_of([Role.COUNCIL], voting.region_number, at=at)[0], at=at)
