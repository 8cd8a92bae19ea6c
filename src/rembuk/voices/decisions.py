"""Giving needs and voices an answer: the row that says why, and the state that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rembuk.journal.queries import Fact
from rembuk.people.models import Person
from rembuk.programmes.models import Programme
from rembuk.programmes.queries import rule_set_at
from rembuk.programmes.rules import Outcome
from rembuk.tenancy.moves import move
from rembuk.voices.guards import only_from
from rembuk.voices.models import Answer, Need, Voice
from rembuk.voices.reasons import reason_for
from rembuk.voices.states import NEED_STATES, VOICE_STATES, AnswerKind, NeedState, VoiceState
from rembuk.voices.wording import line


@dataclass(frozen=True)
class Words:
    """What is said with an answer; a refusal has all three."""

    sentence: str
    next_step: str = ""
    reason_code: str = ""


def reasoned(
    programme: Programme, outcome: Outcome, reason_code: str, sentence: str, next_step: str, *, at: datetime
) -> Words:
    """Check a reason against the rules in force; without a next step of its own, the one it obliges to is said."""
    reason = reason_for(programme, reason_code, outcome, at=at)
    return Words(
        sentence=line(sentence, "sentence", longest=1_000),
        next_step=line(next_step or reason.next_step.id, "next step", longest=500),
        reason_code=reason.code,
    )


def unrefused(sentence: str, next_step: str) -> Words:
    """Check an answer that refuses nothing."""
    step = line(next_step, "next step", longest=500) if next_step.strip() else ""
    return Words(sentence=line(sentence, "sentence", longest=1_000), next_step=step)


def decide_need(need: Need, kind: AnswerKind, words: Words, *, by: Person, role: str, at: datetime) -> Answer:
    """Answer a need; all its voices share what becomes of it."""
    only_from(need, NeedState.OPEN, NeedState.FORWARDED)
    where = {"level": need.level, "agency": need.agency} if kind == AnswerKind.FORWARDED else {}
    answer = _answer(need.programme, kind, words, by=by, role=role, at=at, need=need, **where)
    move(need, NEED_STATES, to=NeedState(kind.value), answer=answer, changed_at=at)
    return answer


def decide_voice(voice: Voice, kind: AnswerKind, words: Words, *, by: Person, role: str, at: datetime) -> Answer:
    """Answer a single voice."""
    only_from(voice, VoiceState.TIDIED)
    answer = _answer(voice.programme, kind, words, by=by, role=role, at=at, voice=voice)
    move(voice, VOICE_STATES, to=VoiceState(kind.value), answer=answer)
    return answer


def facts_of(answer: Answer) -> dict[str, Fact]:
    """Return what the journal says of an answer."""
    facts = {
        "reason": answer.reason_code,
        "sentence": answer.sentence,
        "next_step": answer.next_step,
        "level": answer.level,
        "agency": answer.agency,
        "role": answer.answered_as,
    }
    return {name: fact for name, fact in facts.items() if fact}


def _answer(
    programme: Programme,
    kind: AnswerKind,
    words: Words,
    *,
    by: Person,
    role: str,
    at: datetime,
    **subject: Need | Voice | str,
) -> Answer:
    return Answer.objects.create(
        kind=kind,
        rule_set=rule_set_at(programme, at),
        reason_code=words.reason_code,
        sentence=words.sentence,
        next_step=words.next_step,
        answered_by=by,
        answered_as=role,
        answered_at=at,
        **subject,
    )
