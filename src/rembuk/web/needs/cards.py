"""Needs and answers as a list shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise

from rembuk.voices.queries import AnswerRow, NeedRow
from rembuk.voices.states import AnswerKind, NeedState

Card = dict[str, object]


def need_card(row: NeedRow, subjects: dict[str, str] | None = None) -> Card:
    """Return what components/need.html draws of a need; `subjects` says in words what it is about."""
    return {
        "code": row.code,
        "href": reverse("need", args=[row.code]),
        "title": row.title,
        "place": ", ".join(filter(None, (row.locality_name, row.region_name))),
        "supporters": row.voice_count + row.support_count,
        "state": row.state,
        "state_label": NeedState(row.state).label,
        "subject": (subjects or {}).get(row.subject),
        "day": row.opened_at,
    }


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One answer in a list: what was asked, what was decided and why."""

    code: str
    href: str
    title: str
    kind: str
    kind_label: str | Promise
    sentence: str
    next_step: str
    on: datetime


def answer_card(row: AnswerRow) -> AnswerCard:
    """Return what home/answer.html draws of an answer."""
    return AnswerCard(
        code=row.code,
        href=reverse("need", args=[row.code]),
        title=row.title,
        kind=row.kind,
        kind_label=AnswerKind(row.kind).label,
        sentence=row.sentence,
        next_step=row.next_step,
        on=row.answered_at,
    )
