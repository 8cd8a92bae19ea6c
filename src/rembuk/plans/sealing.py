"""The seal of an approved plan: its lines are those that were approved."""

from __future__ import annotations

from collections.abc import Iterable

from rembuk.plans.differences import digest_of
from rembuk.plans.models import PlanLine, YearPlan


class PlanTampered(RuntimeError):
    """The lines of an approved plan do not fit the digest it was sealed with."""


def insist_untouched(plan: YearPlan, lines: Iterable[PlanLine]) -> None:
    """Raise PlanTampered unless the lines of an approved plan are those that were sealed."""
    if digest_of(lines) != plan.digest:
        raise PlanTampered(f"Version {plan.version} of {plan.year} was changed after it was approved.")
