"""Finding out who is responsible for a need, and sending it there."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.people.models import Person
from rembuk.programmes.rules import Level, Outcome
from rembuk.voices.decisions import decide_need, facts_of, reasoned
from rembuk.voices.guards import only_from
from rembuk.voices.models import Answer, Need
from rembuk.voices.permissions import ROUTERS, may_route_need, role_of
from rembuk.voices.states import AnswerKind, NeedState
from rembuk.voices.subjects import authority_of


class UnknownAnswer(ValueError):
    """The rules in force have no such answer to the question about this subject."""


class NotRouted(ValueError):
    """A need is sent on only once it is known who is responsible, and only to others than the village."""


@transaction.atomic
def route_need(need: Need, answer_key: str, *, by: Person | None, at: datetime) -> None:
    """Write down who is responsible, looked up by the answer to the subject's question ("which road?").

    An answered or forwarded need is taken up again first: nobody else may come to be responsible for what was decided.
    """
    if by is None or not may_route_need(by, need, at=at):
        raise PermissionDenied
    only_from(need, NeedState.OPEN)
    answers = {answer.key: answer for answer in authority_of(need.programme, need.subject, at=at).answers}
    if answer_key not in answers:
        raise UnknownAnswer(f"{answer_key!r} answers no question about {need.subject}")
    found = answers[answer_key]
    need.level, need.agency, need.changed_at = found.level.value, found.agency.id, at
    need.save(update_fields=["level", "agency", "changed_at"])
    record_act(
        "need.routed",
        need,
        by=by,
        at=at,
        public=True,
        region_number=need.region_number,
        code=need.code,
        role=role_of(by, ROUTERS, need.region_number, at=at),
        answer=answer_key,
        level=need.level,
        agency=need.agency,
    )


@transaction.atomic
def forward_need(
    need: Need, reason_code: str, sentence: str, next_step: str = "", *, by: Person | None, at: datetime
) -> Answer:
    """Send a need on to the level that is responsible, with a reason, a sentence and the next step."""
    if by is None or not may_route_need(by, need, at=at):
        raise PermissionDenied
    if need.level in {"", Level.VILLAGE.value}:
        raise NotRouted(need.code)
    words = reasoned(need.programme, Outcome.FORWARDED, reason_code, sentence, next_step, at=at)
    role = role_of(by, ROUTERS, need.region_number, at=at)
    answer = decide_need(need, AnswerKind.FORWARDED, words, by=by, role=role, at=at)
    number = need.region_number
    facts = facts_of(answer)
    record_act("need.forwarded", need, by=by, at=at, public=True, region_number=number, code=need.code, **facts)
    return answer
