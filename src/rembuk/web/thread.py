"""The thread (benang): the seven stages that one wish passes, in the order in which they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.utils.functional import _StrPromise

    from rembuk.journeys.progress import Progress, Sums

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


def stages_of(voices: int, needs: int, progress: Progress, code: str = "") -> dict[str, StageFigures]:
    """Return what is known of each stage that holds anything yet, with its address; of one place if it has a code."""
    wish, work = (f"?wilayah={code}", f"?kampung={code}") if code else ("", "")
    known = {
        "voices": StageFigures(voices, reverse("needs") + wish if code else reverse("figures")),
        "needs": StageFigures(needs, reverse("needs") + wish),
        "plans": _money_figures(progress.planned, reverse("plans") + work),
        "agreed": _money_figures(progress.decided, reverse("rounds")),
        "funded": _money_figures(progress.funded, reverse("money")),
        "built": _money_figures(progress.begun, reverse("projects") + work),
    }
    return {key: figures for key, figures in known.items() if figures.count or key in {"voices", "needs", "plans"}}


def _money_figures(sums: Sums, href: str) -> StageFigures:
    # Where nothing is, no money is either: "Rp 0" would read as a price.
    return StageFigures(sums.many, href, sums.rupiah if sums.many else None)


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
