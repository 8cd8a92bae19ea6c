"""The end of a vote: two tallies agree, ballots lose their slots, the key is erased, and the result is public."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.engines.allocation import Election
from rembuk.journal.actions import record_act
from rembuk.people.models import Person
from rembuk.priorities.counting import Result, count, insist_same_tally
from rembuk.priorities.marking import Marks
from rembuk.priorities.models import Ballot, Receipt, Sending, Voting, WrongCode
from rembuk.priorities.permissions import may_count_voting
from rembuk.priorities.queries import ballots_of, declaration_of, independent_tally, paper_ballots
from rembuk.priorities.secrecy import publishable, receipt
from rembuk.priorities.writing import write_ballots


@transaction.atomic
def count_voting(voting: Voting, *, by: Person | None, at: datetime) -> Result:
    """Count the ballots by the sealed rule, cut what could lead back to a card, and record the result.

    Raise SealBroken, TalliesDiffer, TooFewBallots, SheetsMissing or SheetsUnread, and change nothing, if the result
    may not be published.
    """
    voting = Voting.objects.select_for_update().get(pk=voting.pk)
    if by is None or not may_count_voting(by, voting, at=at):
        raise PermissionDenied
    write_ballots(voting, paper_ballots(voting))
    ballots = publishable(ballots_of(voting), secrets.randbelow)
    declaration = declaration_of(voting)
    election = declaration.election(ballots)
    result = count(declaration, election, seal=voting.seal)
    insist_same_tally(_points(election), independent_tally(voting))
    _cut_loose(voting, ballots)
    Voting.objects.filter(pk=voting.pk).update(counted_at=at, counted_by=by, kept_key="")
    record_act(
        "voting.counted",
        voting,
        by=by,
        at=at,
        public=True,
        region_number=voting.region_number,
        ballots=len(ballots),
        ballots_hash=election.hash,
        seal=voting.seal,
        winners=list(result.winners),
        reserve=list(result.reserve),
    )
    return result


def _points(election: Election) -> dict[str, int]:
    return {project.id: score for project, score in zip(election.projects, election.scores, strict=True)}


def _cut_loose(voting: Voting, ballots: Sequence[Marks]) -> None:
    """Write the ballots anew, mixed, under new ids and without slots; of the slots only receipts remain, sorted."""
    cast = Ballot.objects.filter(voting=voting)
    receipts = sorted(receipt(slot) for slot in cast.exclude(slot="").values_list("slot", flat=True))
    cast.delete()
    Sending.objects.filter(voting=voting).delete()
    WrongCode.objects.filter(voting=voting).delete()
    Receipt.objects.bulk_create(Receipt(voting=voting, text=text) for text in receipts)
    write_ballots(voting, ballots)
