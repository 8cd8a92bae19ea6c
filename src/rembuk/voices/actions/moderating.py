"""Holding doubtful voices for a human, withholding and showing again; nothing is deleted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.people.models import Person
from rembuk.programmes.rules import Outcome
from rembuk.tenancy.moves import move
from rembuk.voices.guards import only_from
from rembuk.voices.holding import HoldReason
from rembuk.voices.membership import join, leave
from rembuk.voices.models import Voice, Withholding
from rembuk.voices.permissions import CHECKERS, may_check_voice, may_hold_voice, may_withhold_voice, role_of
from rembuk.voices.reasons import reason_for
from rembuk.voices.states import VOICE_STATES, VoiceState
from rembuk.voices.wording import BadWords, line


@transaction.atomic
def hold_voice(voice: Voice, reasons: Iterable[HoldReason], *, by: Person | None, at: datetime) -> None:
    """Hold a new voice until a human has looked at it; `by` is None when the intake does."""
    if not may_hold_voice(by, voice, at=at):
        raise PermissionDenied
    held_for = ",".join(reason.value for reason in HoldReason if reason in set(reasons))
    if not held_for:
        raise BadWords("A voice is held for a reason.")
    move(voice, VOICE_STATES, to=VoiceState.HELD, held_for=held_for)
    _record("voice.held", voice, by, at, reasons=held_for)


@transaction.atomic
def release_voice(voice: Voice, *, by: Person | None, at: datetime) -> None:
    """Let a held voice go on: a human has looked and found nothing wrong."""
    if not may_check_voice(by, voice, at=at):
        raise PermissionDenied
    only_from(voice, VoiceState.HELD)
    move(voice, VOICE_STATES, to=VoiceState.RECEIVED)
    _record("voice.released", voice, by, at)


@transaction.atomic
def withhold_voice(
    voice: Voice, reason_code: str, sentence: str, next_step: str = "", *, by: Person | None, at: datetime
) -> Withholding:
    """Stop showing a voice, with a reason of the rules; everybody sees in which role, when and why.

    Without a next step of its own, the one that the reason obliges to is said. A merged voice leaves its need.
    """
    if by is None or not may_withhold_voice(by, voice, at=at):
        raise PermissionDenied
    VOICE_STATES.check(VoiceState(voice.state), VoiceState.WITHHELD)
    reason = reason_for(voice.programme, reason_code, Outcome.WITHHELD, at=at)
    said = line(sentence, "sentence", longest=500)
    withholding = Withholding.objects.create(
        voice=voice,
        taken_from=voice.state,
        taken_from_need=voice.need,
        reason_code=reason.code,
        sentence=said,
        next_step=line(next_step or reason.next_step.id, "next step", longest=500),
        withheld_by=by,
        withheld_as=role_of(by, CHECKERS, voice.region_number, at=at),
        withheld_at=at,
    )
    if voice.state == VoiceState.MERGED:
        leave(voice, to=VoiceState.WITHHELD, why=said, by=by, at=at)
    else:
        move(voice, VOICE_STATES, to=VoiceState.WITHHELD)
    _record("voice.withheld", voice, by, at, reason=reason.code, sentence=said, next_step=withholding.next_step)
    return withholding


@transaction.atomic
def show_voice(voice: Voice, why: str, *, by: Person | None, at: datetime) -> None:
    """Show a withheld voice again; it goes back to where it was taken from, into its need too."""
    if by is None or not may_withhold_voice(by, voice, at=at):
        raise PermissionDenied
    only_from(voice, VoiceState.WITHHELD)
    withholding = Withholding.objects.get(voice=voice, lifted_at__isnull=True)
    said = line(why, "reason", longest=500)
    if withholding.taken_from_need is not None:
        join(voice, withholding.taken_from_need, by=by, role=role_of(by, CHECKERS, voice.region_number, at=at), at=at)
    else:
        # A human has looked, so what was held before is not held again.
        came_from = VoiceState(withholding.taken_from)
        move(voice, VOICE_STATES, to=VoiceState.RECEIVED if came_from == VoiceState.HELD else came_from)
    withholding.lifted_by, withholding.lifted_at, withholding.lifted_why = by, at, said
    withholding.lifted_as = role_of(by, CHECKERS, voice.region_number, at=at)
    withholding.save(update_fields=["lifted_by", "lifted_at", "lifted_why", "lifted_as"])
    _record("voice.shown", voice, by, at, why=said)


def _record(kind: str, voice: Voice, by: Person | None, at: datetime, **facts: str) -> None:
    role = role_of(by, CHECKERS, voice.region_number, at=at) if by else ""
    number = voice.region_number
    record_act(kind, voice, by=by, at=at, public=True, region_number=number, code=voice.code, role=role, **facts)
