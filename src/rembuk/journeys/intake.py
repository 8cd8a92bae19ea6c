"""A voice comes in: received, held for a human where there is doubt, and its sender noted for an answer.

Nothing here refuses a voice for what it says. What looks like spam, an insult or a flood waits for a human, with its
number given out all the same. The limits count by kampung and by sender, never by network address: a whole kampung may
share one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from rembuk.finance.actions import ask_about, say_not_received
from rembuk.finance.asking import ASKING, Thing
from rembuk.finance.models import Post
from rembuk.journal.actions import record_act
from rembuk.people.actions import claim_contact, give_consent
from rembuk.people.limits import count_up, times_counted
from rembuk.people.models import Identity, Person
from rembuk.people.queries import identity_of
from rembuk.people.states import Scheme
from rembuk.voices.actions import Receipt, hold_voice, receive_voice
from rembuk.voices.drafts import VoiceDraft
from rembuk.voices.holding import HoldReason, reasons_to_hold
from rembuk.voices.models import Need
from rembuk.voices.states import VoiceKind

ANSWERS = "answers"

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# A full hall enters a hundred voices in an hour; past this a human looks before they are shown.
CALM_PER_PLACE = 300
CALM_PER_SENDER = 20
# Past this the phones wait and try again; nothing they hold is lost.
MOST_PER_PLACE = 3_000


class TooManyVoices(Exception):
    """A kampung sends more voices in an hour than it has people; try again later."""

    retry_seconds = 600


@dataclass(frozen=True)
class Sender:
    """Who wants to hear the answer, and the language in which they said yes to being written to."""

    scheme: Scheme
    value: str
    language: str


@transaction.atomic
def submit_voice(
    draft: VoiceDraft,
    *,
    sender: Sender | None = None,
    like: Need | None = None,
    missing: Post | None = None,
    about: Thing | None = None,
    doubts: tuple[HoldReason, ...] = (),
    by: Person | None,
    at: datetime,
) -> Receipt:
    """Receive a voice, hold it where there is doubt, and remember which need its sender found alike.

    `missing` is the post whose money did not become what it was given for; the voice is about the office then.
    `about` is the line of money or works that it asks about; a complaint about one is about the office too.

    Sent again under the same key it answers as the first time, secret included, and counts for no limit: a phone whose
    answer was lost must not lose its receipt. Another request under the same key raises KeyUsedTwice.
    """
    contact = _contact_of(sender, by=by, at=at) if sender else None
    complains = about is not None and draft.kind == VoiceKind.COMPLAINT
    is_about_office = draft.about_office or missing is not None or complains
    if contact or is_about_office != draft.about_office:
        draft = replace(draft, contact=contact, about_office=is_about_office)
    receipt = receive_voice(draft, by=by, at=at)
    if receipt.replayed:
        return receipt
    if sender and contact:
        give_consent(contact, ANSWERS, language=sender.language, channel=draft.channel, by=by, at=at)
    reasons = _all_reasons(draft, contact, doubts, at=at)
    if reasons:
        hold_voice(receipt.voice, reasons, by=None, at=at)
    if like is not None:
        record_act("voice.likened", receipt.voice, by=by, at=at, region_number=draft.region.number, need=like.code)
    if missing is not None:
        say_not_received(missing, receipt.voice, by=by, at=at)
    if about is not None and draft.kind in ASKING:
        ask_about(about, receipt.voice, by=by, at=at)
    return receipt


def _contact_of(sender: Sender, *, by: Person | None, at: datetime) -> Identity:
    known = identity_of(sender.scheme, sender.value)
    return known or claim_contact(sender.scheme, sender.value, by=by, at=at)


def _all_reasons(
    draft: VoiceDraft, contact: Identity | None, doubts: tuple[HoldReason, ...], *, at: datetime
) -> tuple[HoldReason, ...]:
    flood = () if _is_calm(draft, contact, at=at) else (HoldReason.SPAM,)
    found = {*reasons_to_hold(draft.words), *doubts, *flood}
    return tuple(reason for reason in HoldReason if reason in found)


def _is_calm(draft: VoiceDraft, contact: Identity | None, *, at: datetime) -> bool:
    from_place = times_counted(f"voices-from:{draft.region.number}", at=at, window=HOUR, limit=MOST_PER_PLACE)
    if from_place is None:
        raise TooManyVoices
    calm_sender = contact is None or count_up(f"voices-by:{contact.pk}", at=at, window=DAY, limit=CALM_PER_SENDER)
    return from_place <= CALM_PER_PLACE and calm_sender
