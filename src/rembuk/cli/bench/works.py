"""What a crowd has built: a work for each of its plan items, with a bill, a post and what was paid for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from django.db import models

from rembuk.finance.models import Budget, BudgetLine, PaymentRequest, Post, Transfer
from rembuk.finance.states import BudgetState, RequestState
from rembuk.kernel.codes import ALPHABET, make_code
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.plans.models import PlanItem
from rembuk.plans.states import Fund, Mode
from rembuk.projects.models import BillRow, Measurement, Project
from rembuk.projects.rows import PREFIX
from rembuk.projects.states import BillKind, ProjectState
from rembuk.tenancy.fields import uuid7

# Forty for each of seventeen kampung.
WORKS_TO_A_YEAR: Final = 680
GIVEN, PAID, TAX = 100_000_000, 1_000_000, 10_000
CASH, TAX_KEPT, BUILDING = "1.1.1.02", "7.1.1", "5.3.5"
GOODS: Final = (("Semen", BillKind.MATERIAL, 70_000), ("Molen", BillKind.TOOL, 350_000), ("HOK", BillKind.WAGE, 90_000))


@dataclass(frozen=True)
class Office:
    """Who asks for money and who approves it; the last year of works, and how many times money moves for each."""

    asks: Person
    approves: Person
    year: int
    transfers: int

    @property
    def first(self) -> Post:
        """Return the post of the first work."""
        return Post.objects.select_related("region").get(year=self.year, number=1)

    def carry_out(self, items: Sequence[tuple[int, PlanItem]]) -> None:
        """Write the works of plan items, each with the place it has among all of them."""
        works = [self._work(place, item) for place, item in items]
        Project.objects.bulk_create(works)
        BillRow.objects.bulk_create(row for work in works for row in _bill(work))
        Measurement.objects.bulk_create(self._measured(work) for work in works)
        self._pay([self._post(place, work) for (place, _item), work in zip(items, works, strict=True)])

    def _work(self, place: int, item: PlanItem) -> Project:
        at = item.proposed_at
        return Project(
            code=_code(item),
            item=item,
            region=item.region,
            region_number=item.region_number,
            title=item.title,
            place="Dusun 3",
            volume=Decimal(150),
            unit="meter",
            cost_rupiah=GIVEN,
            year=self.year - place // WORKS_TO_A_YEAR,
            first_month=4,
            last_month=6,
            mode=Mode.SELF_MANAGED,
            team="TPK",
            state=ProjectState.STARTED,
            prepared_by=self.asks,
            prepared_at=at,
            started_at=at,
        )

    def _measured(self, work: Project) -> Measurement:
        return Measurement(
            project=work,
            amount=Decimal(75),
            words="Diukur dengan meteran.",
            measured_by=self.asks,
            measured_as=Role.OFFICER,
            measured_at=work.prepared_at,
        )

    def _post(self, place: int, work: Project) -> Post:
        return Post(
            region=work.region,
            region_number=work.region_number,
            year=work.year,
            number=place % WORKS_TO_A_YEAR + 1,
            title=work.title,
            activity_code="2.3.10",
            account=BUILDING,
            fund=Fund.DDS,
            item=work.item,
        )

    def _pay(self, posts: list[Post]) -> None:
        Post.objects.bulk_create(posts)
        budgets = {(post.region_number, post.year): post for post in posts}
        known = {place: self._budget(post) for place, post in budgets.items()}
        BudgetLine.objects.bulk_create(
            BudgetLine(budget=known[post.region_number, post.year], post=post, amount_rupiah=GIVEN) for post in posts
        )
        self._move(posts)

    def _budget(self, post: Post) -> Budget:
        at = _begin(post.year)
        approved = {"approved_by": self.approves, "approved_at": at, "document": "Peraturan Kampung 1"}
        drawn_up = {"why": "Awal", "drawn_up_by": self.asks, "drawn_up_as": Role.SECRETARY, "drawn_up_at": at}
        budget, _is_new = Budget.objects.get_or_create(
            region=post.region,
            region_number=post.region_number,
            year=post.year,
            version=1,
            defaults={"state": BudgetState.APPROVED, **approved, **drawn_up},
        )
        return budget

    def _move(self, posts: list[Post]) -> None:
        """Pay half as often as money moves, and keep back the tax of each payment."""
        requests = [self._request(post) for post in posts for _turn in range(self.transfers // 2)]
        payments = [self._moved(one.post, PAID, BUILDING, CASH, post=one.post, request=one) for one in requests]
        taxes = [self._moved(one.post, TAX, CASH, TAX_KEPT, payment=one) for one in payments if one.post]
        PaymentRequest.objects.bulk_create(requests)
        Transfer.objects.bulk_create([*payments, *taxes])

    def _request(self, post: Post) -> PaymentRequest:
        at = _begin(post.year)
        return PaymentRequest(
            post=post,
            key=uuid7(),
            amount_rupiah=PAID,
            purpose="Semen",
            document="SPP 1",
            state=RequestState.PAID,
            asked_by=self.asks,
            asked_at=at,
            approved_by=self.approves,
            approved_at=at,
            approval_document="SPP 1",
        )

    def _moved(self, near: Post, amount: int, debit: str, credit: str, **of: models.Model) -> Transfer:
        return Transfer(
            key=uuid7(),
            region=near.region,
            region_number=near.region_number,
            year=near.year,
            fund=near.fund,
            debit=debit,
            credit=credit,
            amount_rupiah=amount,
            document="Kuitansi 1",
            made_by=self.asks,
            made_at=_begin(near.year),
            **of,
        )


def _code(item: PlanItem) -> str:
    drawn = item.code.partition("-")[2][:-1]
    symbols = iter(drawn)
    return make_code(PREFIX, lambda _base: ALPHABET.index(next(symbols)), len(drawn))


def _begin(year: int) -> datetime:
    return datetime(year, 1, 5, tzinfo=UTC)


def _bill(work: Project) -> Iterator[BillRow]:
    for what, kind, price in GOODS:
        yield BillRow(project=work, kind=kind, what=what, quantity=Decimal(10), unit="buah", price_rupiah=price)
