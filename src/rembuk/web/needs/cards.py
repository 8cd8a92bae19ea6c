"""Needs and answers as a list shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.urls import reverse
from django.utils.functional import Promise
from markupsafe import Markup

from rembuk.voices.queries import AnswerRow, NeedRow
from rembuk.voices.states import AnswerKind, NeedState
from rembuk.web.drawing import draw

MOST_DRAWN = 2_048


@lru_cache(maxsize=MOST_DRAWN)
def drawn_need(row: NeedRow, subject: str | None, _language: str) -> Markup:
    """Draw a need as components/need.html does, in the language of this page; `subject` says what it is about.

    The same row is drawn the same, so it is drawn once; a row that has changed is another one.
    """
    return draw(
        "components/need.html",
        "need_card",
        row.code,
        reverse("need", args=[row.code]),
        row.title,
        ", ".join(filter(None, (row.locality_name, row.region_name))),
        row.voice_count + row.support_count,
        row.state,
        NeedState(row.state).label,
        subject,
        row.opened_at,
    )


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One need in a line: its number, its title and its fate."""

    code: str
    title: str
    state: str
    state_label: str | Promise


def need_line(row: NeedRow) -> NeedLine:
    """Return what kiosk/kiosk.html writes of a need."""
    return NeedLine(row.code, row.title, row.state, NeedState(row.state).label)


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
