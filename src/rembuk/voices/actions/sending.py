"""What a sender may still do with a voice: withdraw it, object, ask for news, be forgotten.

A sender proves to be one by being signed in under the contact of the voice, or by the receipt word. These actions
return a Proof instead of raising on a wrong word, because the wrong try must be remembered. The journal names no
sender.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.kernel.texts import mask_personal
from rembuk.people.models import Identity, Person
from rembuk.people.roles import Role
from rembuk.programmes.rules import Outcome
from rembuk.tenancy.moves import MovedMeanwhile, move
from rembuk.voices.membership import leave, recount
from rembuk.voices.models import Objection, Voice
from rembuk.voices.permissions import (
    may_detach_sender,
    may_settle_objection,
    may_speak_for_voice,
    role_of,
)
from rembuk.voices.reasons import reasons_allowing
from rembuk.voices.receipts import Proof, prove
from rembuk.voices.states import VOICE_STATES, Confidentiality, Disputed, VoiceState
from rembuk.voices.wording import line

# What can be objected to, by the state a voice is in.
DISPUTABLE = {
    VoiceState.TIDIED: frozenset({Disputed.TIDYING}),
    VoiceState.MERGED: frozenset({Disputed.TIDYING, Disputed.MERGING, Disputed.ANSWER}),
    VoiceState.ANSWERED: frozenset({Disputed.TIDYING, Disputed.ANSWER}),
    VoiceState.DECLINED: frozenset({Disputed.TIDYING, Disputed.ANSWER}),
    VoiceState.WITHHELD: frozenset({Disputed.WITHHOLDING}),
}
SETTLERS = (Role.SUBDISTRICT_HEAD, Role.SUBDISTRICT_OFFICER, Role.MODERATOR, Role.OFFICER, Role.FACILITATOR)


class NothingToDispute(ValueError):
    """There is nothing of this kind to object to, or an objection waits already."""


class KnowsNobody(ValueError):
    """An anonymous voice takes no contact, and a voice takes one at most."""


@transaction.atomic
def withdraw_voice(voice: Voice, *, by: Person | None, at: datetime, secret: str = "") -> Proof:
    """Take a voice back; its number and that it was withdrawn stay. A merged voice leaves its need."""
    proof = _proof(voice, by, secret, at)
    if proof is not Proof.RIGHT:
        return proof
    reason = next(iter(reasons_allowing(voice.programme, Outcome.WITHDRAWN, at=at)), None)
    why = reason.label.id if reason else "Ditarik oleh pengirimnya"
    if voice.state == VoiceState.MERGED:
        leave(voice, to=VoiceState.WITHDRAWN, why=why, by=None, at=at)
    else:
        move(voice, VOICE_STATES, to=VoiceState.WITHDRAWN)
    _record("voice.withdrawn", voice, at, reason=reason.code if reason else "")
    return proof


@transaction.atomic
def object_to(voice: Voice, against: Disputed, why: str, *, by: Person | None, at: datetime, secret: str = "") -> Proof:
    """Object to what was done with one's voice; somebody else than who did it looks again."""
    proof = _proof(voice, by, secret, at)
    if proof is not Proof.RIGHT:
        return proof
    if against not in DISPUTABLE.get(VoiceState(voice.state), frozenset()):
        raise NothingToDispute(f"a {voice.state} voice has no {against.value} to object to")
    if against == Disputed.ANSWER and voice.answer is None and (voice.need is None or voice.need.answer is None):
        raise NothingToDispute("There is no answer yet.")
    if Objection.objects.filter(voice=voice, settled_at__isnull=True).exists():
        raise NothingToDispute("An objection waits already.")
    line(why, "reason", longest=2_000)  # Refuses what is empty or too long; kept are the words as they were written.
    Objection.objects.create(voice=voice, against=against, why=why, raised_at=at)
    _record("voice.objected", voice, at, against=against.value)
    return proof


@transaction.atomic
def settle_objection(objection: Objection, sentence: str, *, by: Person | None, at: datetime) -> None:
    """Reply to an objection; what follows from it is done by its own action."""
    voice = objection.voice
    if by is None or not may_settle_objection(by, objection, at=at):
        raise PermissionDenied
    said = line(sentence, "sentence", longest=500)
    role = role_of(by, SETTLERS, voice.region_number, at=at)
    open_one = Objection.objects.filter(pk=objection.pk, settled_at__isnull=True)
    if not open_one.update(settled_by=by, settled_as=role, settled_at=at, sentence=said):
        raise MovedMeanwhile("The objection was settled meanwhile.")
    objection.settled_by, objection.settled_as, objection.settled_at, objection.sentence = by, role, at, said
    number = voice.region_number
    record_act(
        "voice.objection_settled",
        voice,
        by=by,
        at=at,
        public=True,
        region_number=number,
        code=voice.code,
        role=role,
        against=objection.against,
        sentence=said,
    )


@transaction.atomic
def add_contact(voice: Voice, identity: Identity, *, by: Person | None, at: datetime, secret: str = "") -> Proof:
    """Remember where a sender wants news to go; refused for an anonymous voice and for a second contact."""
    proof = _proof(voice, by, secret, at)
    if proof is not Proof.RIGHT:
        return proof
    if voice.confidentiality == Confidentiality.ANONYMOUS or voice.contact_id not in {None, identity.pk}:
        raise KnowsNobody(voice.code)
    _change_contact(voice, identity, at)
    _record("voice.contact_added", voice, at)
    return proof


@transaction.atomic
def detach_sender(voice: Voice, *, by: Person | None, at: datetime) -> None:
    """Forget who sent a voice: contact and receipt word go, and numbers in the words are masked for good.

    This is the one place where stored words change, because the law on personal data asks for it; nothing else in them
    does. The voice itself stays. The journal names who did it only if it was not the sender.
    """
    if by is None or not may_detach_sender(by, voice, at=at):
        raise PermissionDenied
    by_sender = may_speak_for_voice(by, voice)
    voice.words, voice.secret_hash = mask_personal(voice.words), ""
    voice.save(update_fields=["words", "secret_hash"])
    for objection in Objection.objects.filter(voice=voice):
        objection.why = mask_personal(objection.why)
        objection.save(update_fields=["why"])
    _change_contact(voice, None, at)
    number = voice.region_number
    record_act("voice.detached", voice, by=None if by_sender else by, at=at, region_number=number, code=voice.code)


def _change_contact(voice: Voice, identity: Identity | None, at: datetime) -> None:
    voice.contact = identity
    voice.save(update_fields=["contact"])
    if voice.need is not None:
        # A supporter whose own voice is joined is counted once.
        recount(voice.need, at=at)


def _proof(voice: Voice, by: Person | None, secret: str, at: datetime) -> Proof:
    if may_speak_for_voice(by, voice):
        return Proof.RIGHT
    if not secret:
        raise PermissionDenied
    return prove(voice, secret, at=at)


def _record(kind: str, voice: Voice, at: datetime, **facts: str) -> None:
    number = voice.region_number
    record_act(kind, voice, by=None, at=at, public=True, region_number=number, code=voice.code, **facts)
