"""What a paper says where several stages meet."""

from __future__ import annotations

from dataclasses import dataclass

from rembuk.finance.models import BudgetLine
from rembuk.finance.states import BudgetState
from rembuk.kernel.money import Rupiah
from rembuk.plans.queries import shown_line_of
from rembuk.projects.bills import sum_of
from rembuk.projects.models import Project
from rembuk.projects.queries import bill_of


@dataclass(frozen=True)
class BoardFacts:
    """What stands on the board of a project: the work, who pays for it, and what residents give themselves."""

    project: Project
    funds: tuple[str, ...]
    self_help_rupiah: Rupiah


def board_facts(project: Project) -> BoardFacts:
    """Return what the board of a project says; the budget in force knows best who pays, else the plan."""
    return BoardFacts(project, _funds(project), sum_of(bill_of(project)).self_help_rupiah)


def _funds(project: Project) -> tuple[str, ...]:
    given = BudgetLine.objects.filter(
        post__item=project.item_id, post__year=project.year, budget__state=BudgetState.APPROVED
    )
    if funds := tuple(given.order_by("post__fund").values_list("post__fund", flat=True).distinct()):
        return funds
    line = shown_line_of(project.item)
    return (line.fund,) if line else ()
