"""What a work has cost so far beside how far it is: projects know no money, so the two meet here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rembuk.finance.accounts import SPENDING
from rembuk.finance.models import Post, Transfer
from rembuk.finance.queries import given_to, transfers_of
from rembuk.kernel.periods import local_day
from rembuk.programmes.queries import programme_of, rules_at
from rembuk.projects.models import Project
from rembuk.projects.queries import reach_of
from rembuk.projects.questions import Question, QuestionKind, questions_about


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
    posts = list(Post.objects.filter(item=project.item_id).select_related("region").order_by("year", "number"))
    moved = sorted((one for post in posts for one in transfers_of(post)), key=lambda one: (one.made_at, one.pk))
    total, steps = 0, []
    for transfer in moved:
        total += _change(transfer)
        steps.append((local_day(transfer.made_at), total))
    return Spending(posts[0] if posts else None, sum(given_to(post) for post in posts), tuple(steps))


def questions_with_money(project: Project, spending: Spending, *, at: datetime) -> list[Question]:
    """Return what stands out about a project, and whether more is spent than others have seen stand."""
    rules = rules_at(programme_of(project.region_number), at).works
    found = questions_about(project, rules, at=at)
    stands = reach_of(project).percent_seen(project.volume)
    ahead = spending.percent(spending.spent_rupiah) - stands
    if ahead > rules.lag_percent:
        found.append(Question(QuestionKind.MONEY_AHEAD, found=ahead, threshold=rules.lag_percent))
    return found


def _change(transfer: Transfer) -> int:
    if transfer.debit.startswith(SPENDING):
        return transfer.amount_rupiah
    return -transfer.amount_rupiah if transfer.credit.startswith(SPENDING) else 0
