"""Answers: what was decided about a need or a voice, why, and what comes next."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.journal.queries import Fact
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.programmes.rules import Outcome
from rembuk.tenancy.moves import move
from rembuk.voices.decisions import decide_need, decide_voice, facts_of, reasoned, unrefused
from rembuk.voices.guards import only_from
from rembuk.voices.models import Answer, Need, Voice
from rembuk.voices.permissions import (
    may_answer_voice,
    may_decide_need,
    may_decline_voice,
    may_refuse_need,
    may_reopen_need,
    may_reopen_voice,
    role_of,
)
from rembuk.voices.states import NEED_STATES, VOICE_STATES, AnswerKind, NeedState, VoiceState
from rembuk.voices.wording import line

# In which role an answer is given, the deciding one first.
SPEAKERS = (Role.HEAD, Role.SUBDISTRICT_HEAD, Role.SECRETARY, Role.OFFICER)


@transaction.atomic
def answer_need(need: Need, sentence: str, next_step: str = "", *, by: Person | None, at: datetime) -> Answer:
    """Say yes to a need, or what was done about it; all who asked share the answer."""
    if by is None or not may_decide_need(by, need, at=at):
        raise PermissionDenied
    words, role = unrefused(sentence, next_step), _role(by, need, at)
    answer = decide_need(need, AnswerKind.ANSWERED, words, by=by, role=role, at=at)
    _record("need.answered", need, by, at, **facts_of(answer))
    return answer


@transaction.atomic
def decline_need(
    need: Need, reason_code: str, sentence: str, next_step: str = "", *, by: Person | None, at: datetime
) -> Answer:
    """Say no to a need, with a reason of the rules, a sentence and the next step."""
    if by is None or not may_refuse_need(by, need, at=at):
        raise PermissionDenied
    words = reasoned(need.programme, Outcome.DECLINED, reason_code, sentence, next_step, at=at)
    answer = decide_need(need, AnswerKind.DECLINED, words, by=by, role=_role(by, need, at), at=at)
    _record("need.declined", need, by, at, **facts_of(answer))
    return answer


@transaction.atomic
def postpone_need(
    need: Need, reason_code: str, sentence: str, next_step: str = "", *, by: Person | None, at: datetime
) -> Answer:
    """Say not yet to a need, with a reason of the rules, a sentence and the next step."""
    if by is None or not may_refuse_need(by, need, at=at):
        raise PermissionDenied
    words = reasoned(need.programme, Outcome.POSTPONED, reason_code, sentence, next_step, at=at)
    answer = decide_need(need, AnswerKind.POSTPONED, words, by=by, role=_role(by, need, at), at=at)
    _record("need.postponed", need, by, at, **facts_of(answer))
    return answer


@transaction.atomic
def reopen_need(need: Need, why: str, *, by: Person | None, at: datetime) -> None:
    """Take a need up again, for a reason; earlier answers stay readable."""
    if by is None or not may_reopen_need(by, need, at=at):
        raise PermissionDenied
    said = line(why, "reason", longest=300)
    only_from(need, NeedState.FORWARDED, NeedState.POSTPONED, NeedState.DECLINED, NeedState.ANSWERED)
    move(need, NEED_STATES, to=NeedState.OPEN, answer=None, changed_at=at)
    _record("need.reopened", need, by, at, role=_role(by, need, at), why=said)


@transaction.atomic
def answer_voice(voice: Voice, sentence: str, next_step: str = "", *, by: Person | None, at: datetime) -> Answer:
    """Answer a tidied voice that needs no need: a question, thanks, an offer."""
    if by is None or not may_answer_voice(by, voice, at=at):
        raise PermissionDenied
    words, role = unrefused(sentence, next_step), _role(by, voice, at)
    answer = decide_voice(voice, AnswerKind.ANSWERED, words, by=by, role=role, at=at)
    _record("voice.answered", voice, by, at, **facts_of(answer))
    return answer


@transaction.atomic
def decline_voice(
    voice: Voice, reason_code: str, sentence: str, next_step: str = "", *, by: Person | None, at: datetime
) -> Answer:
    """Say no to a tidied voice, with a reason of the rules, a sentence and the next step."""
    if by is None or not may_decline_voice(by, voice, at=at):
        raise PermissionDenied
    words = reasoned(voice.programme, Outcome.DECLINED, reason_code, sentence, next_step, at=at)
    answer = decide_voice(voice, AnswerKind.DECLINED, words, by=by, role=_role(by, voice, at), at=at)
    _record("voice.declined", voice, by, at, **facts_of(answer))
    return answer


@transaction.atomic
def reopen_voice(voice: Voice, why: str, *, by: Person | None, at: datetime) -> None:
    """Take an answered or declined voice up again, for a reason; earlier answers stay readable."""
    if by is None or not may_reopen_voice(by, voice, at=at):
        raise PermissionDenied
    said = line(why, "reason", longest=300)
    only_from(voice, VoiceState.ANSWERED, VoiceState.DECLINED)
    move(voice, VOICE_STATES, to=VoiceState.TIDIED, answer=None)
    _record("voice.reopened", voice, by, at, role=_role(by, voice, at), why=said)


def _role(by: Person, row: Need | Voice, at: datetime) -> str:
    return role_of(by, SPEAKERS, row.region_number, at=at)


def _record(kind: str, row: Need | Voice, by: Person, at: datetime, **facts: Fact) -> None:
    record_act(kind, row, by=by, at=at, public=True, region_number=row.region_number, code=row.code, **facts)
