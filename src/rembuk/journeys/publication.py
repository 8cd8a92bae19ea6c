"""What a kampung tells everybody about its money of a year: pages, posters, reports and files take it from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from uuid import UUID

from rembuk.finance.incomes import IncomeSum, income_sums
from rembuk.finance.models import Budget
from rembuk.finance.queries import PostSum, post_sums
from rembuk.kernel.money import Rupiah, split_rupiah
from rembuk.kernel.periods import WIB, local_day
from rembuk.plans.activities import FIELDS
from rembuk.plans.states import Fund
from rembuk.projects.models import Project
from rembuk.projects.queries import Reach, reaches_of
from rembuk.projects.states import FINISHED

# "Dari setiap Rp 100.000": an amount that everybody has held in their hands.
NOTE = 100_000
HALVES = (1, 2)


@dataclass(frozen=True, slots=True)
class Share:
    """What a field (bidang) or a fund has of a budget, how much of it was spent, and its part of every Rp 100.000."""

    key: str
    budget_rupiah: Rupiah
    realised_rupiah: Rupiah
    of_a_note: Rupiah

    @property
    def left_rupiah(self) -> Rupiah:
        """What was not spent (sisa)."""
        return self.budget_rupiah - self.realised_rupiah


@dataclass(frozen=True)
class Publication:
    """The budget in force of a kampung and year, what was spent of it up to a day, and what is built with it."""

    budget: Budget
    until: date
    posts: tuple[PostSum, ...]
    works: tuple[Project, ...]
    incomes: tuple[IncomeSum, ...] = ()
    reaches: Mapping[UUID, Reach] = field(default_factory=dict)

    @property
    def budget_rupiah(self) -> Rupiah:
        """What the budget gives."""
        return sum(one.budget_rupiah for one in self.posts)

    @property
    def realised_rupiah(self) -> Rupiah:
        """What was spent of it."""
        return sum(one.realised_rupiah for one in self.posts)

    @property
    def left_rupiah(self) -> Rupiah:
        """What was not spent."""
        return self.budget_rupiah - self.realised_rupiah

    @property
    def expected_rupiah(self) -> Rupiah:
        """What the budget expects to come in."""
        return sum(one.expected_rupiah for one in self.incomes)

    @property
    def received_rupiah(self) -> Rupiah:
        """What came in."""
        return sum(one.received_rupiah for one in self.incomes)

    @property
    def missing_rupiah(self) -> Rupiah:
        """What is still expected: of each fund, so that more of one does not hide less of another."""
        return sum(one.missing_rupiah for one in self.incomes)

    @property
    def fields(self) -> list[Share]:
        """The fields that the budget gives to, in their order; they sum to the budget."""
        return _shares({one: self._of_field(one) for one in FIELDS})

    @property
    def funds(self) -> list[Share]:
        """Who pays, the largest first; they sum to the budget."""
        shares = _shares({fund: [one for one in self.posts if one.post.fund == fund] for fund in Fund.values})
        return sorted(shares, key=lambda one: (-one.budget_rupiah, one.key))

    @property
    def not_begun(self) -> list[PostSum]:
        """Posts of which nothing was spent yet, without those of works that are told as unfinished."""
        told = {one.item_id for one in self.unfinished}
        return [one for one in self.posts if not one.realised_rupiah and one.post.item_id not in told]

    @property
    def unfinished(self) -> list[Project]:
        """Works that are not finished and checked."""
        return [one for one in self.works if one.state not in FINISHED]

    def _of_field(self, wanted: str) -> list[PostSum]:
        return [one for one in self.posts if one.post.activity_code[0] == wanted]


def publication(budget: Budget, *, at: datetime) -> Publication:
    """Return what a kampung tells about a budget, with what was spent, came in and was built until a moment."""
    begun = Project.objects.filter(region_number=budget.region_number, year=budget.year, prepared_at__lte=at)
    works = tuple(begun.order_by("code"))
    posts, incomes = tuple(post_sums(budget, until=at)), tuple(income_sums(budget, until=at))
    return Publication(budget, local_day(at), posts, works, incomes, reaches_of(works, until=at))


def end_of_half(year: int, half: int) -> datetime:
    """Return the last moment of the first or second half of a year (semester)."""
    begins = date(year, 7, 1) if half == HALVES[0] else date(year + 1, 1, 1)
    return datetime.combine(begins, time(), WIB) - timedelta(microseconds=1)


def _shares(groups: dict[str, list[PostSum]]) -> list[Share]:
    """Return the shares of groups that have money; the parts of a note sum to the note."""
    given = {key: sum(one.budget_rupiah for one in posts) for key, posts in groups.items()}
    known = [key for key, amount in given.items() if amount]
    parts = split_rupiah(NOTE, [Fraction(given[key]) for key in known]) if known else []
    return [
        Share(key, given[key], sum(one.realised_rupiah for one in groups[key]), part)
        for key, part in zip(known, parts, strict=True)
    ]
