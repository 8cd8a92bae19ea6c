"""How it was before a work and how it is after it: readings beside each other, and which of them are still due.

Nothing here says that the work made the difference; harvests, prices and rain change figures too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from rembuk.kernel.periods import WIB, local_day, months_after
from rembuk.plans.models import PlanLine
from rembuk.plans.states import PlanState
from rembuk.projects.indicators import Indicator, indicators_for, measured_activities
from rembuk.projects.models import Handover, ImpactReading, Project, ReadingTakenBack
from rembuk.projects.states import FINISHED, MONTHS_AFTER, HandoverState, ImpactMoment, ProjectState

Slot = tuple[str, str]
Rows = QuerySet[Any]  # Any: projects annotated with `activity` or `since`.


@dataclass(frozen=True)
class Window:
    """From which day on a follow-up is read, and the day on which it is too late for it; None for never."""

    opens: date
    closes: date | None

    def holds(self, on: date) -> bool:
        """Is this a day of the window?"""
        return self.opens <= on and (self.closes is None or on < self.closes)


@dataclass(frozen=True)
class Impact:
    """What there is to compare about one work: its indicators, the readings that count, and when it was handed over."""

    project: Project
    indicators: tuple[Indicator, ...]
    readings: Mapping[Slot, ImpactReading]
    handed_over_on: date | None

    def reading(self, indicator: Indicator, moment: ImpactMoment) -> ImpactReading | None:
        """Return what an indicator was at a moment, or None."""
        return self.readings.get((indicator.key, moment.value))

    @property
    def compared(self) -> list[Indicator]:
        """The indicators that were read before the work; of the others nothing can be said."""
        return [one for one in self.indicators if self.reading(one, ImpactMoment.BEFORE)]

    def open_on(self, today: date) -> Iterator[tuple[Indicator, ImpactMoment]]:
        """Yield what can be written down today."""
        for moment in ImpactMoment:
            for one in self.indicators if moment is ImpactMoment.BEFORE else self.compared:
                if self.reading(one, moment) is None and self._is_open(moment, today):
                    yield one, moment

    def window(self, moment: ImpactMoment) -> Window | None:
        """Return when a follow-up is read; None before the handover, and for what is read before a work."""
        if self.handed_over_on is None or moment not in MONTHS_AFTER:
            return None
        return window_of(moment, self.handed_over_on)

    def _is_open(self, moment: ImpactMoment, today: date) -> bool:
        if moment is ImpactMoment.BEFORE:
            return self.project.state not in FINISHED
        window = self.window(moment)
        return window is not None and window.opens <= today


def window_of(moment: ImpactMoment, handed_over_on: date) -> Window:
    """Return when a follow-up is read: from its month on until the next one is due."""
    later = [months for months in MONTHS_AFTER.values() if months > MONTHS_AFTER[moment]]
    closes = months_after(handed_over_on, min(later)) if later else None
    return Window(months_after(handed_over_on, MONTHS_AFTER[moment]), closes)


def impact_of(project: Project, activity: str, handover: Handover | None) -> Impact:
    """Return what there is to compare about a work, in one query; a handover that is only offered is none yet."""
    is_over = handover is not None and handover.state == HandoverState.TAKEN_OVER
    settled_at = handover.settled_at if handover is not None and is_over else None
    readings = {(one.indicator, one.moment): one for one in standing(ImpactReading.objects.filter(project=project))}
    return Impact(project, indicators_for(activity), readings, local_day(settled_at) if settled_at else None)


def activity_of(project: Project) -> str:
    """Return the official activity that a work carries out, "" where its plan was taken away."""
    lines = _lines().filter(item=project.item_id, plan__year=project.year)
    return lines.values_list("activity_code", flat=True).first() or ""


def with_activity(projects: QuerySet[Project]) -> Rows:
    """Add to each project the official activity that it carries out, as `activity`."""
    own = _lines().filter(item=OuterRef("item"), tenant=OuterRef("tenant"), plan__year=OuterRef("year"))
    rows: Rows = projects.annotate(activity=Subquery(own.values("activity_code")[:1]))
    return rows


def _lines() -> QuerySet[PlanLine]:
    return PlanLine.objects.filter(plan__state=PlanState.APPROVED)


def standing(readings: QuerySet[ImpactReading]) -> QuerySet[ImpactReading]:
    """Leave out the readings that were taken back."""
    return readings.filter(~Exists(_taken_back("pk")))


def _taken_back(reading: str) -> QuerySet[ReadingTakenBack]:
    return ReadingTakenBack.objects.filter(reading=OuterRef(reading), tenant=OuterRef("tenant"))


def without_baseline(projects: QuerySet[Project]) -> Rows:
    """Leave the works that are not begun yet and about which nothing was read, although there is something to read."""
    read = standing(ImpactReading.objects.filter(project=OuterRef("pk"), tenant=OuterRef("tenant")))
    prepared = with_activity(projects.filter(state=ProjectState.PREPARED))
    rows: Rows = prepared.filter(~Exists(read), activity__in=measured_activities())
    return rows


def follow_ups_due(projects: QuerySet[Project], moment: ImpactMoment, today: date) -> Rows:
    """Leave the works that were read before and not at a moment that is here now; `since` is their handover."""
    over = Handover.objects.filter(project=OuterRef("pk"), tenant=OuterRef("tenant"), state=HandoverState.TAKEN_OVER)
    again = standing(
        ImpactReading.objects.filter(
            project=OuterRef("project"), tenant=OuterRef("tenant"), indicator=OuterRef("indicator"), moment=moment
        )
    )
    of_work = ImpactReading.objects.filter(project=OuterRef("pk"), tenant=OuterRef("tenant"))
    waiting = standing(of_work.filter(moment=ImpactMoment.BEFORE)).filter(~Exists(again))
    rows: Rows = projects.filter(Exists(waiting), state=ProjectState.HANDED_OVER)
    rows = rows.annotate(since=Subquery(over.values("settled_at")[:1]))
    rows = rows.filter(since__lte=_end_of(_latest_start(today, MONTHS_AFTER[moment])))
    later = [months for months in MONTHS_AFTER.values() if months > MONTHS_AFTER[moment]]
    return rows.filter(since__gt=_end_of(_latest_start(today, min(later)))) if later else rows


def _latest_start(today: date, months: int) -> date:
    """Return the latest day from which so many months are over today; short months make several days end alike."""
    on = months_after(today, -months) + _LONGEST_LESS_SHORTEST
    while months_after(on, months) > today:
        on -= timedelta(days=1)
    return on


_LONGEST_LESS_SHORTEST = timedelta(days=3)


def _end_of(on: date) -> datetime:
    return datetime.combine(on, time.max, tzinfo=WIB)
