"""Questions about plans and items; nothing here changes anything."""

from rembuk.plans.queries.figures import FieldSum, PlanFigures, plan_figures, planned_sums, sums_of_fields
from rembuk.plans.queries.finding import (
    custodies_of,
    decisions_of,
    draft_of,
    examination_of,
    item_by_code,
    item_of_need,
    lines_of,
    need_with_item,
    plan_of_year,
    shown_line_of,
    versions_of,
    years_of,
)
from rembuk.plans.queries.lists import ItemFilter, ItemPage, ItemRow, list_items
from rembuk.plans.queries.tasks import PlanTask, PlanTaskKind, PlanTasks, plan_tasks, silent_custodies

__all__ = [
    "FieldSum",
    "ItemFilter",
    "ItemPage",
    "ItemRow",
    "PlanFigures",
    "PlanTask",
    "PlanTaskKind",
    "PlanTasks",
    "custodies_of",
    "decisions_of",
    "draft_of",
    "examination_of",
    "item_by_code",
    "item_of_need",
    "lines_of",
    "list_items",
    "need_with_item",
    "plan_figures",
    "plan_of_year",
    "plan_tasks",
    "planned_sums",
    "shown_line_of",
    "silent_custodies",
    "sums_of_fields",
    "versions_of",
    "years_of",
]
