"""What was decided about a need, or who decides and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from rembuk.kernel.periods import deadline, local_day
from rembuk.people.roles import Role
from rembuk.programmes.rules import Level, Rules
from rembuk.voices.models import Answer, Need
from rembuk.voices.states import AnswerKind, NeedState
from rembuk.web.formats import language
from rembuk.web.needs.history import role_label


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer as everybody reads it."""

    kind: str
    kind_label: str | Promise
    sentence: str
    reason: str
    next_step: str
    agency: str
    who: str
    at: datetime


def answer_of(need: Need, rules: Rules) -> ShownAnswer | None:
    """Return the answer in force, or None while there is none."""
    return shown_answer(need.answer, rules) if need.answer else None


def shown_answer(answer: Answer, rules: Rules) -> ShownAnswer:
    """Return an answer with its reason in words; a code that the rules no longer know stands for itself."""
    labels = {reason.code: reason.label.in_language(language()) for reason in rules.reasons}
    return ShownAnswer(
        kind=answer.kind,
        kind_label=AnswerKind(answer.kind).label,
        sentence=answer.sentence,
        reason=labels.get(answer.reason_code, answer.reason_code),
        next_step=answer.next_step,
        agency=answer.agency,
        who=role_label(answer.answered_as),
        at=answer.answered_at,
    )


@dataclass(frozen=True, slots=True)
class Due:
    """Who is to answer, and the last day for it; no day where the calendar of the plan decides."""

    who: str
    on: date | None
    is_late: bool


def due_of(need: Need, rules: Rules, *, at: datetime) -> Due | None:
    """Return who owes an answer; None once there is one that ends the matter for now."""
    if need.state not in {NeedState.OPEN, NeedState.FORWARDED}:
        return None
    if need.state == NeedState.FORWARDED:
        return Due(need.agency or role_label(Role.SUBDISTRICT_HEAD), None, is_late=False)
    village = need.level in {"", Level.VILLAGE.value, Level.MIXED.value} and not need.about_office
    until = deadline(need.opened_at, rules.clocks["answer"].span, rules.days_off)
    return Due(role_label(Role.HEAD if village else Role.SUBDISTRICT_HEAD), local_day(until), is_late=until < at)
