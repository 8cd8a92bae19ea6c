"""Writing down how it is before a work and some months after it, and taking a wrong figure back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.journal.amounts import amounts_of
from rembuk.journal.queries import Fact
from rembuk.kernel.periods import local_day
from rembuk.people.models import Person
from rembuk.projects.impact import Impact, activity_of, impact_of
from rembuk.projects.models import ImpactReading, Project, ReadingTakenBack
from rembuk.projects.permissions import IMPACT_READERS, may_record_impact, may_take_back_impact
from rembuk.projects.queries import handover_of
from rembuk.projects.states import FINISHED, ImpactMoment
from rembuk.projects.telling import told
from rembuk.voices.permissions import role_of
from rembuk.voices.wording import line


class NotAnIndicator(ValueError):
    """Nothing of this name is measured about this kind of work; the message is the name."""


class TooLateForBaseline(ValueError):
    """How it was before can no longer be measured: the work is done. The message is its number."""


class NothingToCompare(ValueError):
    """It was not measured before the work; the message is the indicator."""


class NotThatDay(ValueError):
    """The day lies ahead, or outside the months in which a follow-up counts; the message is the day."""


class ReadAlready(ValueError):
    """It was measured at this moment already; the message is the value."""


class TakenBackAlready(ValueError):
    """The figure was taken back before; the message is why."""


@dataclass(frozen=True, slots=True)
class ReadingDraft:
    """What an indicator is on a day, how it was measured, how many households were asked, and a paper that shows it."""

    indicator: str
    moment: ImpactMoment
    value: Decimal
    taken_on: date
    method: str
    households: int | None = None
    source: str = ""


@transaction.atomic
def record_impact(
    project: Project, draft: ReadingDraft, *, key: UUID, by: Person | None, at: datetime
) -> ImpactReading:
    """Write down an indicator before a work is done, or in its months after the handover. A key counts once."""
    if by is None or not may_record_impact(by, project, at=at):
        raise PermissionDenied
    if known := ImpactReading.objects.filter(project=project, key=key).first():
        return known
    _check(project, draft, local_day(at))
    earlier = ImpactReading.objects.filter(project=project, indicator=draft.indicator, moment=draft.moment)
    reading = ImpactReading.objects.create(
        project=project,
        indicator=draft.indicator,
        moment=draft.moment,
        # Two who write at once take the same turn, and the database lets one of them in.
        turn=earlier.count(),
        value=draft.value.quantize(Decimal("0.01"), ROUND_HALF_UP),
        taken_on=draft.taken_on,
        method=line(draft.method, "method", longest=300),
        households=draft.households,
        source=line(draft.source, "source", longest=200) if draft.source.strip() else "",
        key=key,
        taken_by=by,
        taken_as=role_of(by, IMPACT_READERS, project.region_number, at=at),
        written_at=at,
    )
    facts = {"indicator": reading.indicator, "moment": draft.moment.value, "value": f"{reading.value.normalize():f}"}
    _tell("project.impact_read", reading, by=by, at=at, role=reading.taken_as, amounts=amounts_of(reading), **facts)
    return reading


@transaction.atomic
def take_back_impact(reading: ImpactReading, why: str, *, by: Person | None, at: datetime) -> ReadingTakenBack:
    """Take a wrong figure back and say why; it can be read again as long as its moment lasts."""
    if by is None or not may_take_back_impact(by, reading, at=at):
        raise PermissionDenied
    if known := ReadingTakenBack.objects.filter(reading=reading).first():
        raise TakenBackAlready(known.why)
    said = line(why, "reason", longest=300)
    taken_back = ReadingTakenBack.objects.create(reading=reading, why=said, taken_back_by=by, taken_back_at=at)
    role = role_of(by, IMPACT_READERS, reading.project.region_number, at=at)
    facts = {"indicator": reading.indicator, "moment": reading.moment, "why": said}
    _tell("project.impact_taken_back", reading, by=by, at=at, role=role, **facts)
    return taken_back


def _check(project: Project, draft: ReadingDraft, today: date) -> None:
    impact = impact_of(project, activity_of(project), handover_of(project))
    indicator = next((one for one in impact.indicators if one.key == draft.indicator), None)
    if indicator is None:
        raise NotAnIndicator(draft.indicator)
    if draft.moment is ImpactMoment.BEFORE and project.state in FINISHED:
        raise TooLateForBaseline(project.code)
    if draft.moment is not ImpactMoment.BEFORE and not impact.reading(indicator, ImpactMoment.BEFORE):
        raise NothingToCompare(indicator.key)
    if draft.taken_on > today or not _is_in_time(impact, draft):
        raise NotThatDay(draft.taken_on.isoformat())
    if known := impact.reading(indicator, draft.moment):
        raise ReadAlready(str(known.value))


def _is_in_time(impact: Impact, draft: ReadingDraft) -> bool:
    if draft.moment is ImpactMoment.BEFORE:
        return True
    window = impact.window(draft.moment)
    return window is not None and window.holds(draft.taken_on)


def _tell(kind: str, reading: ImpactReading, *, by: Person, at: datetime, **facts: Fact) -> None:
    project = reading.project
    where = project.region_number
    record_act(kind, project, by=by, at=at, public=True, region_number=where, **told(project, **facts))
