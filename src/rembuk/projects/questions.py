"""What a reader may ask about a work: figures that stand out, as questions and never as accusations.

Each kind has one rule, its threshold comes from the rules in force, and what it rests on stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from statistics import median_low

from rembuk.kernel.periods import local_day
from rembuk.programmes.rules import WorkRules
from rembuk.projects.models import BillRow, Project, TeamMember, WorkChange
from rembuk.projects.queries import Reach, claimed, delivered
from rembuk.projects.questioning import Question, QuestionKind
from rembuk.projects.states import FINISHED, ChangeState, ProjectState

# With fewer neighbours a price in the middle says nothing.
NEIGHBOURS_NEEDED = 3
MOST_NEIGHBOURS = 500


def percent_over(price: int, usual: int) -> int:
    """Return how far a price is above another, in whole per cent, rounded down; below zero where it is cheaper."""
    return int(Fraction(100 * (price - usual), usual)) if usual else 0


def price_questions(project: Project, bill: Sequence[BillRow], rules: WorkRules) -> Iterator[Question]:
    """Yield the prices of a bill that are far above the standard, and then those far above what neighbours pay."""
    threshold = rules.price_percent
    for row in bill:
        over = percent_over(row.price_rupiah, row.standard_rupiah or 0)
        if over > threshold:
            yield Question(QuestionKind.OVER_STANDARD, row.what, over, threshold)
    prices = _neighbours_of(project, bill)
    for row in bill:
        others = prices.get((row.what, row.unit), [])
        over = percent_over(row.price_rupiah, median_low(others)) if len(others) >= NEIGHBOURS_NEEDED else 0
        if over > threshold:
            yield Question(QuestionKind.OVER_NEIGHBOURS, row.what, over, threshold)


def _neighbours_of(project: Project, rows: Sequence[BillRow]) -> dict[tuple[str, str], list[int]]:
    """Return what other kampung of the kecamatan pay for the same goods in the same unit."""
    same = BillRow.objects.filter(
        what__in=[row.what for row in rows],
        struck_at__isnull=True,
        project__region_number__range=nearby(project.region_number),
    ).exclude(project__region_number=project.region_number)
    prices: dict[tuple[str, str], list[int]] = {}
    for what, unit, price in same.order_by("-id").values_list("what", "unit", "price_rupiah")[:MOST_NEIGHBOURS]:
        prices.setdefault((what, unit), []).append(price)
    return prices


def nearby(region_number: int) -> tuple[int, int]:
    """Return the first and the last number of the kampung of the same kecamatan."""
    district = region_number // 10_000 * 10_000
    return district, district + 9_999


def haste_questions(project: Project, changes: Iterable[WorkChange], rules: WorkRules) -> Iterator[Question]:
    """Yield where one hand followed the other too soon for anybody to look, and what began before its time."""
    threshold = rules.hours_between_hands
    if project.started_at and project.started_at - project.prepared_at < timedelta(hours=threshold):
        hours = _hours(project.started_at - project.prepared_at)
        yield Question(QuestionKind.QUICK_START, found=hours, threshold=threshold)
    early = -_months_after(project, project.first_month, project.started_at) if project.started_at else 0
    if early > 0:
        yield Question(QuestionKind.EARLY, found=early)
    for change in changes:
        is_agreed = change.state == ChangeState.AGREED
        if is_agreed and change.decided_at and change.decided_at - change.asked_at < timedelta(hours=threshold):
            hours = _hours(change.decided_at - change.asked_at)
            yield Question(QuestionKind.QUICK_CHANGE, change.why, hours, threshold)


def team_questions(project: Project, team: Sequence[TeamMember]) -> Iterator[Question]:
    """Yield that nobody carries out what has begun, and what somebody of the team declares."""
    if not team and project.state != ProjectState.PREPARED:
        yield Question(QuestionKind.NO_TEAM)
    for member in team:
        if member.interest:
            yield Question(QuestionKind.INTEREST, member.interest)


def progress_questions(project: Project, reach: Reach, *, at: datetime) -> Iterator[Question]:
    """Yield that no resident looks, that somebody doubts, that more stands than planned, that the end is over."""
    if project.unwitnessed_why and not project.witnesses_needed:
        yield Question(QuestionKind.UNWITNESSED, project.unwitnessed_why)
    if reach.is_disputed:
        yield Question(QuestionKind.DISPUTED)
    if reach.claimed > project.volume:
        yield Question(QuestionKind.OVER_PLAN, found=ceil(100 * (reach.claimed / project.volume - 1)))
    late = _months_after(project, project.last_month, at)
    if project.state not in FINISHED and late > 0:
        yield Question(QuestionKind.LATE, found=late)


def goods_questions(project: Project, bill: Iterable[BillRow], rules: WorkRules) -> Iterator[Question]:
    """Yield goods that came more slowly than the work that the team says stands, once any have been written down."""
    for row in bill:
        came, stands = delivered(row), claimed(row) / project.volume
        behind = int(100 * (min(Decimal(1), stands) - came / row.quantity)) if came is not None else 0
        if behind > rules.lag_percent:
            yield Question(QuestionKind.GOODS_BEHIND, row.what, behind, rules.lag_percent)


def _months_after(project: Project, month: int, at: datetime) -> int:
    today = local_day(at)
    return (today.year - project.year) * 12 + today.month - month


def _hours(span: timedelta) -> int:
    return int(span / timedelta(hours=1))
