"""What several actions of a round and its vote insist on, and how a code finds its card."""

from __future__ import annotations

from datetime import datetime

from rembuk.kernel.codes import NotACode
from rembuk.meetings.models import Entry
from rembuk.meetings.states import EntryKind
from rembuk.priorities.cards import read_card_code
from rembuk.priorities.models import Ballot, Card, Round, Voting
from rembuk.priorities.phases import phase_of
from rembuk.priorities.secrecy import ballot_slot, card_mark
from rembuk.priorities.states import CardState, Phase
from rembuk.tenancy.privacy import decrypt


class NotNow(RuntimeError):
    """The clock does not allow it in this phase; the message is the phase."""


class NoSuchCard(LookupError):
    """No usable card of this vote has this code; whether it never was or is used up is not said."""


class MistypedCard(NoSuchCard):
    """What was typed is no code at all: its check does not fit."""


class AlreadySealed(RuntimeError):
    """A sealed round is not changed any more; the message is its id."""


class NotMinuted(ValueError):
    """The minutes hold no decision of the place that names what was decided; the message is what they must name."""


def only_in(voting: Voting, *phases: Phase, at: datetime) -> None:
    """Raise NotNow unless the vote is in one of these phases."""
    phase = phase_of(voting, at=at)
    if phase not in phases:
        raise NotNow(phase.value)


def key_of(voting: Voting) -> bytes:
    """Return the key of a vote that is not counted yet."""
    return bytes.fromhex(decrypt(voting.kept_key))


def card_with(voting: Voting, text: str) -> Card:
    """Return the card that can vote with this code, however it is typed; else raise NoSuchCard. Locks its row."""
    try:
        mark = card_mark(key_of(voting), read_card_code(text))
    except NotACode:
        raise MistypedCard(voting.pk) from None
    try:
        return Card.objects.select_for_update().get(voting=voting, mark=mark, state=CardState.READY)
    except Card.DoesNotExist:
        raise NoSuchCard(voting.pk) from None


def slot_with(voting: Voting, text: str) -> str:
    """Return the slot of a card's ballot."""
    return ballot_slot(key_of(voting), read_card_code(text))


def delete_ballot(voting: Voting, text: str) -> None:
    """Take away the ballot that was cast with a card, if there is one; a ballot not counted yet was never public."""
    Ballot.objects.filter(voting=voting, slot=slot_with(voting, text)).delete()


def insist_unsealed(round_: Round) -> None:
    """Hold the row until the end of the transaction, so that nothing slips in beside the seal."""
    if Round.objects.select_for_update(of=("self",)).get(pk=round_.pk).is_sealed:
        raise AlreadySealed(round_.pk)


def insist_minuted(round_: Round, decision: Entry, named: str) -> None:
    """Raise NotMinuted unless an entry is a decision of a meeting of this place, in words that name something."""
    here = decision.meeting.region_number == round_.region_number
    if not (here and decision.kind == EntryKind.DECIDED and named in decision.words):
        raise NotMinuted(named)
