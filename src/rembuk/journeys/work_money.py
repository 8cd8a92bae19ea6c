"""What a work has cost so far beside how far it is: projects know no money, so the two meet here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, OuterRef, Subquery, Sum, When
from django.db.models.functions import Coalesce

from rembuk.finance.accounts import SPENDING
from rembuk.finance.models import BudgetLine, Post, Transfer
from rembuk.finance.states import BudgetState
from rembuk.kernel.periods import local_day
from rembuk.programmes.rules import WorkRules
from rembuk.projects.models import Project
from rembuk.projects.queries import Reach, project_by_code
from rembuk.projects.questioning import Question, QuestionKind


def percent_of(amount: int, given: int) -> int:
    """Return the part of a budget that an amount is, in whole per cent, never rounded up."""
    return 100 * amount // given if given else 0


@dataclass(frozen=True)
class Money:
    """What the budget gives for a work, and what of it was spent and not given back."""

    given_rupiah: int
    spent_rupiah: int


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
        return percent_of(amount, self.given_rupiah)


def work_and_money(code: str) -> tuple[Project, Money]:
    """Return a project by its number with its money, in one query; raise as project_by_code does."""
    here = {"post__item": OuterRef("item"), "tenant": OuterRef("tenant")}
    given = BudgetLine.objects.filter(**here, budget__state=BudgetState.APPROVED).order_by().values("post__item")
    spent = Transfer.objects.filter(**here).order_by().values("post__item")
    change = Case(
        When(debit__startswith=SPENDING, then=F("amount_rupiah")),
        When(credit__startswith=SPENDING, then=-F("amount_rupiah")),
        default=0,
    )
    works = Project.objects.annotate(
        given=Coalesce(Subquery(given.annotate(total=Sum("amount_rupiah")).values("total")), 0),
        spent=Coalesce(Subquery(spent.annotate(total=Sum(change)).values("total")), 0),
    )
    found = project_by_code(code, works)
    return found, Money(vars(found)["given"], vars(found)["spent"])


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


def money_questions(project: Project, reach: Reach, money: Money, rules: WorkRules) -> list[Question]:
    """Return whether more is spent than others have seen stand."""
    ahead = percent_of(money.spent_rupiah, money.given_rupiah) - reach.percent_seen(project.volume)
    if ahead <= rules.lag_percent:
        return []
    return [Question(QuestionKind.MONEY_AHEAD, found=ahead, threshold=rules.lag_percent)]


def _change(transfer: Transfer) -> int:
    if transfer.debit.startswith(SPENDING):
        return transfer.amount_rupiah
    return -transfer.amount_rupiah if transfer.credit.startswith(SPENDING) else 0
