"""Casting a ballot with a card, and giving the card up for a ballot on paper."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.people.models import Person
from rembuk.priorities.guards import card_with, delete_ballot, key_of, only_in, slot_with
from rembuk.priorities.locks import insist_not_locked
from rembuk.priorities.marking import Marks
from rembuk.priorities.models import Ballot, Sending, Voting
from rembuk.priorities.permissions import may_keep_roll, may_vote
from rembuk.priorities.queries import declaration_of
from rembuk.priorities.secrecy import receipt, sending_mark
from rembuk.priorities.states import CARD_STATES, CardState, Phase
from rembuk.priorities.writing import write_ballots
from rembuk.tenancy.moves import move


@transaction.atomic
def cast_ballot(
    voting: Voting, code: str, marks: Marks, sending: UUID, *, client: str = "", by: Person | None, at: datetime
) -> str:
    """Record a ballot in place of any cast before with this card, and return its receipt.

    The same sending again returns the same receipt and changes nothing, whatever it says. `client` is where it comes
    from; after five wrong codes nothing is taken from there for a while.
    """
    only_in(voting, Phase.OPEN, at=at)
    if not may_vote(by, voting, at=at):
        raise PermissionDenied
    insist_not_locked(voting, client, at=at)
    card_with(voting, code)
    slot = slot_with(voting, code)
    mark = sending_mark(key_of(voting), slot=slot, sending=str(sending))
    if Sending.objects.get_or_create(voting=voting, mark=mark)[1]:
        _put_in(voting, slot, marks)
    return receipt(slot)


@transaction.atomic
def exchange_card(voting: Voting, code: str, *, by: Person | None, at: datetime) -> None:
    """Take a card in exchange for a ballot on paper; what was cast with it on the web no longer counts."""
    if by is None or not may_keep_roll(by, voting, at=at):
        raise PermissionDenied
    only_in(voting, Phase.OPEN, at=at)
    move(card_with(voting, code), CARD_STATES, to=CardState.PAPER)
    delete_ballot(voting, code)
    record_act("card.exchanged", voting, by=by, at=at, region_number=voting.region_number)


def _put_in(voting: Voting, slot: str, marks: Marks) -> None:
    declaration_of(voting).ballot_rule.check(marks)
    Ballot.objects.filter(voting=voting, slot=slot).delete()
    write_ballots(voting, [marks], slot=slot)
