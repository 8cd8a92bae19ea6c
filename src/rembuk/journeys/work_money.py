"""What a work has cost so far beside how far it is: projects know no money, so the two meet here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rembuk.finance.accounts import SPENDING
from rembuk.finance.models import BudgetLine, Post, Transfer
from rembuk.finance.states import BudgetState
from rembuk.kernel.periods import local_day
from rembuk.programmes.rules import WorkRules
from rembuk.projects.dossier import Dossier
from rembuk.projects.models import Project
from rembuk.projects.questioning import Question, QuestionKind
from rembuk.projects.questions import questions_about


@dataclass(frozen=True)
class Spending:
    """What was spent of what the budget gives: days and sums, first to last; `post` is the first line that pays."""

    post: Post | None
    given_rupiah: int
    steps: tuple[tuple[date, int], ...]

    @property
    def spent_rupiah(self) -> int:
        """What was spent and not given back."""
        return self.steps[-1][1] if self.steps else 0

    def percent(self, amount: int) -> int:
        """Return the part of the budget that an amount is, in whole per cent, never rounded up."""
        return 100 * amount // self.given_rupiah if self.given_rupiah else 0


def spending_on(project: Project) -> Spending:
    """Return what was spent on a project: the transfers of the posts that carry out its plan item."""
    given = BudgetLine.objects.filter(post__item=project.item_id, budget__state=BudgetState.APPROVED)
    lines = list(given.select_related("post__region").order_by("post__year", "post__number"))
    moved = Transfer.objects.filter(post__item=project.item_id).order_by("made_at", "id")
    total, steps = 0, []
    for transfer in moved:
        total += _change(transfer)
        steps.append((local_day(transfer.made_at), total))
    post = lines[0].post if lines else None
    return Spending(post, sum(line.amount_rupiah for line in lines), tuple(steps))


def questions_with_money(dossier: Dossier, spending: Spending, rules: WorkRules, *, at: datetime) -> list[Question]:
    """Return what stands out about a project, and whether more is spent than others have seen stand."""
    found = questions_about(dossier, rules, at=at)
    stands = dossier.reach.percent_seen(dossier.project.volume)
    ahead = spending.percent(spending.spent_rupiah) - stands
    if ahead > rules.lag_percent:
        found.append(Question(QuestionKind.MONEY_AHEAD, found=ahead, threshold=rules.lag_percent))
    return found


def _change(transfer: Transfer) -> int:
    if transfer.debit.startswith(SPENDING):
        return transfer.amount_rupiah
    return -transfer.amount_rupiah if transfer.credit.startswith(SPENDING) else 0
