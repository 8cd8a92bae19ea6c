"""The roll and the cards: who may vote, and what they vote with; nothing says who has which."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.kernel.texts import tidy_text
from rembuk.people.models import Person
from rembuk.priorities.cards import draw_card_code
from rembuk.priorities.guards import card_with, delete_ballot, key_of, only_in
from rembuk.priorities.models import Card, RollEntry, Voting
from rembuk.priorities.permissions import may_keep_roll, may_make_cards, may_sign_roll
from rembuk.priorities.queries import cards_left
from rembuk.priorities.secrecy import card_mark, shuffled
from rembuk.priorities.states import CARD_STATES, CardState, Phase, VoterGroup
from rembuk.regions.models import Locality
from rembuk.tenancy.moves import move
from rembuk.voices.wording import line


class RollIsSigned(RuntimeError):
    """A signed roll is not changed."""


class RollNotReady(RuntimeError):
    """The days for objections are not over, nobody is on the roll, or the roll is not signed yet."""


class MoreCardsThanVoters(ValueError):
    """There would be more cards than people on the roll."""


class CardAlreadyHandedOver(RuntimeError):
    """The voter has been given a card before."""


@transaction.atomic
def enter_in_roll(
    voting: Voting, name: str, locality: Locality, group: VoterGroup | None = None, *, by: Person | None, at: datetime
) -> RollEntry:
    """Put a voter on the roll, while it is not signed; the act names nobody."""
    if by is None or not may_keep_roll(by, voting, at=at):
        raise PermissionDenied
    if voting.roll_signed_at is not None:
        raise RollIsSigned(voting.pk)
    entry = RollEntry.objects.create(
        voting=voting, name=tidy_text(name), locality=locality, group=group or "", entered_by=by
    )
    record_act("roll.entered", voting, by=by, at=at, region_number=voting.region_number)
    return entry


@transaction.atomic
def sign_roll(voting: Voting, *, by: Person | None, at: datetime) -> None:
    """Sign the roll after the days for objections; how many stand on it is public."""
    if by is None or not may_sign_roll(by, voting, at=at):
        raise PermissionDenied
    voters = RollEntry.objects.filter(voting=voting).count()
    if at < voting.objections_end_at or not voters:
        raise RollNotReady(voting.pk)
    if not Voting.objects.filter(pk=voting.pk, roll_signed_at=None).update(roll_signed_at=at, roll_signed_by=by):
        raise RollIsSigned(voting.pk)
    voting.refresh_from_db()
    record_act("roll.signed", voting, by=by, at=at, public=True, region_number=voting.region_number, voters=voters)


@transaction.atomic
def make_cards(voting: Voting, number: int, *, by: Person | None, at: datetime) -> list[str]:
    """Make cards and return their codes, this once: only marks are kept, in another order."""
    if by is None or not may_make_cards(by, voting, at=at):
        raise PermissionDenied
    if voting.roll_signed_at is None:
        raise RollNotReady(voting.pk)
    Voting.objects.select_for_update().get(pk=voting.pk)
    if number > cards_left(voting):
        raise MoreCardsThanVoters(number)
    codes = _new_cards(voting, number)
    record_act("cards.made", voting, by=by, at=at, public=True, region_number=voting.region_number, cards=number)
    return codes


@transaction.atomic
def hand_over_card(entry: RollEntry, *, by: Person | None, at: datetime) -> None:
    """Note that a voter drew a card; the act does not say who, and nothing says which."""
    voting = entry.voting
    if by is None or not may_keep_roll(by, voting, at=at):
        raise PermissionDenied
    if not RollEntry.objects.filter(pk=entry.pk, has_card=False).update(has_card=True):
        raise CardAlreadyHandedOver(entry.pk)
    entry.has_card = True
    record_act("card.handed_over", voting, by=by, at=at, region_number=voting.region_number)


@transaction.atomic
def replace_card(voting: Voting, code: str, why: str, *, by: Person | None, at: datetime) -> str:
    """Void a card by the code on its stub, with the ballot cast with it, and return the code of a new one."""
    if by is None or not may_make_cards(by, voting, at=at):
        raise PermissionDenied
    only_in(voting, Phase.PREPARING, Phase.OPEN, at=at)
    said = line(why, "reason", longest=300)
    move(card_with(voting, code), CARD_STATES, to=CardState.VOID)
    delete_ballot(voting, code)
    replaced = _new_cards(voting, 1)[0]
    record_act("card.replaced", voting, by=by, at=at, public=True, region_number=voting.region_number, why=said)
    return replaced


def _new_cards(voting: Voting, number: int) -> list[str]:
    codes: set[str] = set()
    while len(codes) < number:
        codes.add(draw_card_code(secrets.randbelow))
    key = key_of(voting)
    # The order on the printed sheet is not the order in the table.
    Card.objects.bulk_create(
        Card(voting=voting, mark=card_mark(key, code)) for code in shuffled(sorted(codes), secrets.randbelow)
    )
    return shuffled(sorted(codes), secrets.randbelow)
