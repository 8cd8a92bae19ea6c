"""The tables of plans and items."""

from rembuk.plans.models.examination import Examination, GateFinding
from rembuk.plans.models.item import Custody, Decision, PlanItem
from rembuk.plans.models.plan import LongPlan, LongPlanYear, PlanLine, YearPlan

__all__ = [
    "Custody",
    "Decision",
    "Examination",
    "GateFinding",
    "LongPlan",
    "LongPlanYear",
    "PlanItem",
    "PlanLine",
    "YearPlan",
]
