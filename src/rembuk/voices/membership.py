"""Which voices a need holds: joining, leaving, and the counts and state that follow from it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from rembuk.people.models import Person
from rembuk.tenancy.moves import MovedMeanwhile, move
from rembuk.voices.models import Merge, Need, Support, Voice
from rembuk.voices.search import index_need
from rembuk.voices.states import NEED_STATES, VOICE_STATES, NeedState, VoiceState


def join(voice: Voice, need: Need, *, by: Person, role: str, at: datetime) -> None:
    """Join a voice to a need, which takes up its old fate again if it had been emptied."""
    move(voice, VOICE_STATES, to=VoiceState.MERGED, need=need)
    Merge.objects.create(voice=voice, need=need, merged_by=by, merged_as=role, merged_at=at)
    recount(need, at=at)


def leave(voice: Voice, *, to: VoiceState, why: str, by: Person | None, at: datetime) -> None:
    """Part a voice from its need; a need that is left empty says so."""
    need = voice.need
    if need is None:
        raise MovedMeanwhile(f"{voice.code} is in no need.")
    move(voice, VOICE_STATES, to=to, need=None)
    close(voice, why=why, by=by, at=at)
    recount(need, at=at)


def change_need(voice: Voice, old: Need, new: Need, *, why: str, by: Person, role: str, at: datetime) -> None:
    """Take a voice from one need to another; both are to be counted anew by the caller."""
    changed = Voice.objects.filter(pk=voice.pk, state=VoiceState.MERGED, need=old).update(need=new)
    if not changed:
        raise MovedMeanwhile(f"{voice.code} is not in {old.code} any more.")
    close(voice, why=why, by=by, at=at)
    Merge.objects.create(voice=voice, need=new, merged_by=by, merged_as=role, merged_at=at)
    voice.need = new


def close(voice: Voice, *, why: str, by: Person | None, at: datetime) -> None:
    """End the joining in force, keeping its history."""
    Merge.objects.filter(voice=voice, undone_at__isnull=True).update(undone_at=at, undone_by=by, undone_why=why[:300])


def recount(need: Need, *, at: datetime) -> None:
    """Count voices and supporters anew and let the need's state and search words follow."""
    # Whoever counts last waits for the lock and so sees the rows of those before.
    locked = Need.objects.select_for_update(of=("self",)).select_related("answer").get(pk=need.pk)
    voices, supports = Voice.objects.filter(need=locked).count(), counted_supports(locked).count()
    to = _state_with(locked, voices)
    if to != locked.state:
        move(locked, NEED_STATES, to=to, voice_count=voices, support_count=supports, changed_at=at)
    else:
        Need.objects.filter(pk=locked.pk).update(voice_count=voices, support_count=supports, changed_at=at)
    need.state, need.voice_count, need.support_count, need.changed_at = to, voices, supports, at
    index_need(need)


def counted_supports(need: Need) -> QuerySet[Support]:
    """Return the supports that are counted: those of people without a voice of their own in the need."""
    own_voice = Voice.objects.filter(need=need, contact=OuterRef("identity"), tenant=OuterRef("tenant"))
    return Support.objects.filter(~Exists(own_voice), need=need)


def _state_with(need: Need, voices: int) -> NeedState:
    if not voices:
        return NeedState.EMPTIED
    if need.state != NeedState.EMPTIED:
        return NeedState(need.state)
    return NeedState(need.answer.kind) if need.answer else NeedState.OPEN
