"""How it was before the works of the invented year, and half a year after some of them.

All figures are invented.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID, uuid5

from rembuk.kernel.periods import local_day
from rembuk.people.models import Person
from rembuk.projects.actions import ReadingDraft, record_impact
from rembuk.projects.impact import activity_of
from rembuk.projects.indicators import Better, Indicator, indicators_for
from rembuk.projects.models import Project
from rembuk.projects.states import ImpactMoment

READ: Final = 3
METHOD: Final = "Ditanyakan dari rumah ke rumah (contoh)."
_KEYS: Final = UUID("0d5b8a6c-0d0d-4a37-9d0e-5a2f5b1c7e42")


def read_indicators(project: Project, moment: ImpactMoment, *, by: Person, at: datetime) -> None:
    """Write down the first indicators of a work at a moment."""
    for place, one in enumerate(indicators_for(activity_of(project))[:READ]):
        draft = ReadingDraft(one.key, moment, _value(one, place, moment), local_day(at), METHOD, 12, "Buku contoh")
        record_impact(project, draft, key=uuid5(_KEYS, f"{project.code}:{one.key}:{moment}"), by=by, at=at)


def _value(one: Indicator, place: int, moment: ImpactMoment) -> Decimal:
    """Return an invented figure; not everything gets better."""
    low, high = Decimal(12 + place), Decimal(24 + 2 * place)
    is_early = moment is ImpactMoment.BEFORE
    if place == READ - 1:
        return low
    return low if is_early == (one.better is Better.MORE) else high
