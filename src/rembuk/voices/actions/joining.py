"""Making needs of voices: opening, joining, parting, splitting. Nobody who spoke or supported is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from rembuk.journal.actions import record_act
from rembuk.journal.queries import Fact
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.regions.models import Locality
from rembuk.tenancy.moves import MovedMeanwhile
from rembuk.voices.guards import only_from
from rembuk.voices.membership import change_need, join, leave, recount
from rembuk.voices.models import Need, Voice
from rembuk.voices.numbers import NEED_PREFIX, candidates
from rembuk.voices.permissions import (
    TIDIERS,
    may_change_need,
    may_merge_voice,
    may_split_need,
    may_tidy_voice,
    role_of,
)
from rembuk.voices.rows import new_need
from rembuk.voices.search import index_need
from rembuk.voices.states import VoiceState
from rembuk.voices.wording import line, shown

# Who decides on a declined need may join to it as well.
JOINERS = (*TIDIERS, Role.HEAD, Role.SUBDISTRICT_HEAD)


class CannotJoin(ValueError):
    """These voices and this need do not belong together; the message says why."""


@transaction.atomic
def open_need(
    voice: Voice,
    title: str,
    summary: str = "",
    locality: Locality | None = None,
    *,
    by: Person | None,
    at: datetime,
) -> Need:
    """Open a need from a tidied voice, which is its first; place and subject are the voice's."""
    if by is None or not may_tidy_voice(by, voice, at=at):
        raise PermissionDenied
    only_from(voice, VoiceState.TIDIED)
    need = _opened(voice, title, summary, locality or voice.locality, at)
    join(voice, need, by=by, role=_role(by, voice, at), at=at)
    _record("need.opened", need, by, at, voice=voice.code, title=need.title)
    return need


def _opened(
    voice: Voice, title: str, summary: str, locality: Locality | None, at: datetime, *, voices: int = 1
) -> Need:
    need = new_need(voice, title, summary, locality, at)
    need.voice_count = voices
    for code in candidates(NEED_PREFIX, need.pk):
        need.code = code
        try:
            with transaction.atomic():
                need.save(force_insert=True)
                return need
        except IntegrityError:
            if not Need.objects.filter(code=code).exists():
                raise
    raise AssertionError("Numbers never run out.")


@transaction.atomic
def describe_need(need: Need, title: str, summary: str = "", *, by: Person | None, at: datetime) -> None:
    """Give a need another title and summary."""
    if by is None or not may_change_need(by, need, at=at):
        raise PermissionDenied
    need.title, need.summary, need.changed_at = line(title, "title", longest=160), shown(summary), at
    need.save(update_fields=["title", "summary", "changed_at"])
    index_need(need)
    _record("need.described", need, by, at, title=need.title)


@transaction.atomic
def merge_voice(voice: Voice, need: Need, *, by: Person | None, at: datetime) -> None:
    """Join a tidied voice to a need; from then on it shares the need's fate."""
    if by is None or not may_merge_voice(by, voice, need, at=at):
        raise PermissionDenied
    only_from(voice, VoiceState.TIDIED)
    _check_belongs(voice, need)
    join(voice, need, by=by, role=_role(by, voice, at), at=at)
    _record("voice.merged", voice, by, at, need=need.code, title=need.title)


def _check_belongs(voice: Voice, need: Need) -> None:
    if not need.region.holds(voice.region_number):
        raise CannotJoin(f"{need.code} is a need of another place.")
    if voice.about_office != need.about_office:
        raise CannotJoin("One is about an office, the other is not.")


@transaction.atomic
def undo_merge(voice: Voice, why: str, *, by: Person | None, at: datetime) -> None:
    """Part a voice from its need again, for a reason; it waits as a tidied voice."""
    need = voice.need
    if need is None:
        raise CannotJoin(f"{voice.code} is in no need.")
    if by is None or not may_merge_voice(by, voice, need, at=at):
        raise PermissionDenied
    said = line(why, "reason", longest=300)
    leave(voice, to=VoiceState.TIDIED, why=said, by=by, at=at)
    _record("voice.parted", voice, by, at, need=need.code, why=said)


@transaction.atomic
def split_need(need: Need, voices: Sequence[Voice], title: str, why: str, *, by: Person | None, at: datetime) -> Need:
    """Take some voices of a need into a new one, for a reason; at least one stays, and supporters stay with it.

    The new need is open: whatever was decided about the old one is to be decided anew for the part.
    """
    if by is None or not may_split_need(by, need, at=at):
        raise PermissionDenied
    if not voices or not Voice.objects.filter(need=need).exclude(pk__in=[voice.pk for voice in voices]).exists():
        raise CannotJoin("Some voices go and at least one stays.")
    said = line(why, "reason", longest=300)
    new = _opened(voices[0], title, "", voices[0].locality, at, voices=len(voices))
    for voice in voices:
        if voice.need_id != need.pk:
            raise MovedMeanwhile(f"{voice.code} is not in {need.code}.")
        change_need(voice, need, new, why=said, by=by, role=_role(by, voice, at), at=at)
    for changed in sorted((need, new), key=lambda one: one.pk):
        recount(changed, at=at)
    codes: Fact = sorted(voice.code for voice in voices)
    _record("need.split", need, by, at, new=new.code, voices=codes, why=said)
    return new


def _role(by: Person, row: Need | Voice, at: datetime) -> str:
    return role_of(by, JOINERS, row.region_number, at=at)


def _record(kind: str, row: Need | Voice, by: Person, at: datetime, **facts: Fact) -> None:
    number, role = row.region_number, _role(by, row, at)
    record_act(kind, row, by=by, at=at, public=True, region_number=number, code=row.code, role=role, **facts)
