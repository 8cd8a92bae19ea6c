"""Writing ballots into the table, each with its marks."""

from __future__ import annotations

from collections.abc import Sequence

from rembuk.priorities.marking import Marks
from rembuk.priorities.models import Ballot, BallotMark, RoundOption, Voting


def write_ballots(voting: Voting, ballots: Sequence[Marks], *, slot: str = "") -> None:
    """Write ballots in this order; one that is still tied to a card has its slot."""
    options = {option.key: option for option in RoundOption.objects.filter(round=voting.round_id)}
    rows = Ballot.objects.bulk_create(Ballot(voting=voting, slot=slot) for _ in ballots)
    BallotMark.objects.bulk_create(
        BallotMark(ballot=row, option=options[key], value=value)
        for row, marks in zip(rows, ballots, strict=True)
        for key, value in marks.items()
    )
