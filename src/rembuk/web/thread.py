"""The thread (benang): the seven stages that one wish passes, in the order in which they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.utils.functional import _StrPromise

STAGES: dict[str, _StrPromise] = {
    "voices": _("voices"),
    "needs": _("needs"),
    "plans": _("in the plan"),
    "agreed": _("agreed"),
    "funded": _("funded"),
    "built": _("being built"),
    "kept": _("kept in repair"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the whole thread; without an address it does not exist yet and is drawn quietly."""

    key: str
    label: _StrPromise | str
    count: int = 0
    amount_rupiah: int | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class StageFigures:
    """What is known of a stage: how many, how many rupiah (None when money plays no part), and where to read on."""

    count: int
    href: str
    amount_rupiah: int | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that a step rests on."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a voice or a need; without `at` it is what comes next, `expected` then says when."""

    what: str
    at: datetime | date | None = None
    who: str = ""
    words: str = ""
    expected: str = ""
    papers: tuple[Paper, ...] = ()
    is_now: bool = False


def thread_of(figures: Mapping[str, StageFigures]) -> list[Stage]:
    """All seven stages in order; those without figures have no link."""
    unknown = figures.keys() - STAGES.keys()
    if unknown:
        raise UnknownStage(", ".join(sorted(unknown)))
    return [_stage(key, label, figures.get(key)) for key, label in STAGES.items()]


def _stage(key: str, label: _StrPromise, known: StageFigures | None) -> Stage:
    if known is None:
        return Stage(key, label)
    return Stage(key, label, known.count, known.amount_rupiah, known.href)


class UnknownStage(Exception):
    """Figures were given for a stage that the thread does not have."""
