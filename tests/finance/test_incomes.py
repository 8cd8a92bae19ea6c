"""What comes in: expected by fund and month, filled by what arrives, and what might be expected first."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from rembuk.finance.accounts import OutsideTheBudget
from rembuk.finance.actions import (
    add_post,
    draw_up_budget,
    drop_income,
    expect_income,
    indicate_budget,
    turn_back,
)
from rembuk.finance.drafts import IncomeDraft, NoAmount, NoMonth
from rembuk.finance.incomes import Tranche, _fill, income_sums
from rembuk.finance.limits import NothingToApprove
from rembuk.finance.models import Budget, Income
from rembuk.finance.queries import budget_changes
from rembuk.finance.states import BudgetState
from rembuk.journal.models import Act
from rembuk.journal.queries import facts_of
from rembuk.journeys.books.tally import tally_books
from rembuk.kernel.periods import local_day
from rembuk.kernel.states import MoveNotAllowed
from rembuk.plans.states import Fund
from tests.cast import MONDAY, TUESDAY, WEDNESDAY, Cast, key_of
from tests.finance.gift_scenes import arrived, road
from tests.finance.scenes import ROAD, YEAR, enforce, in_force, post_draft, received

MANY = 10**15


@pytest.fixture
def draft(cast: Cast) -> Budget:
    return draw_up_budget(cast.kampung, YEAR, "Awal", by=cast.secretary, at=TUESDAY)


def expects(cast: Cast, budget: Budget, amount: int, month: int | None = None, fund: Fund = Fund.DDS) -> Income:
    return expect_income(budget, IncomeDraft(fund, amount, month), by=cast.secretary, at=TUESDAY)


def tranches(budget: Budget) -> list[tuple[Fund, list[tuple[int | None, int, int]]]]:
    return [
        (one.fund, [(each.month, each.expected_rupiah, each.received_rupiah) for each in one.tranches])
        for one in income_sums(budget)
    ]


def test_money_that_comes_fills_the_months_in_their_order(cast, draft):
    expects(cast, draft, 60, 4)
    expects(cast, draft, 40, 9)
    add_post(draft, post_draft(), ROAD, by=cast.secretary, at=TUESDAY)
    enforce(cast, draft, "Perkam 1", at=TUESDAY)

    received(cast, 50, name="satu")
    received(cast, 17, name="dua")

    [told] = income_sums(draft)
    assert told.tranches == (Tranche(4, 60, 60), Tranche(9, 40, 7))
    assert (told.expected_rupiah, told.received_rupiah, told.missing_rupiah) == (100, 67, 33)
    assert [(one.on, one.document, one.amount_rupiah) for one in told.receipts] == [
        (local_day(TUESDAY), "Bukti dua", 17),
        (local_day(TUESDAY), "Bukti satu", 50),
    ]


def test_what_comes_beside_the_months_is_said_too_and_nothing_is_missing_then(cast, draft):
    expects(cast, draft, 60, 4)
    add_post(draft, post_draft(), ROAD, by=cast.secretary, at=TUESDAY)
    enforce(cast, draft, "Perkam 1", at=TUESDAY)

    received(cast, 61)
    received(cast, 5, Fund.PAD, name="sewa")

    assert tranches(draft) == [(Fund.DDS, [(4, 60, 60), (None, 0, 1)]), (Fund.PAD, [(None, 0, 5)])]
    assert [one.missing_rupiah for one in income_sums(draft)] == [0, 0]


def test_what_went_back_is_expected_again(cast):
    budget, _post = in_force(cast)
    came = received(cast, 50)

    turn_back(came, "Salah rekening", key=key_of("balik"), by=cast.secretary, at=WEDNESDAY)

    [told] = income_sums(budget)
    assert [one.amount_rupiah for one in told.receipts] == [50, -50]
    assert (told.received_rupiah, told.tranches) == (0, ())


def test_a_report_knows_only_what_had_come_by_its_day(cast):
    budget, _post = in_force(cast)
    received(cast, 50)

    assert income_sums(budget, until=MONDAY) == []
    assert [one.received_rupiah for one in income_sums(budget, until=TUESDAY)] == [50]


def test_a_gift_is_one_sum_whose_document_nobody_reads(cast):
    gift = arrived(cast, road(cast), 333)
    budget = Budget.objects.get(state=BudgetState.APPROVED)

    [told] = [one for one in income_sums(budget) if one.fund == Fund.CSR]

    assert gift.donor == "company"
    assert [(one.on, one.document, one.amount_rupiah) for one in told.receipts] == [(None, "", 333)]


def test_what_the_regency_lets_a_village_expect_is_the_first_version_and_the_budget_begins_with_it(cast, draft):
    expects(cast, draft, MANY)
    indicate_budget(draft, "Surat Bupati 900/1", by=cast.head, at=TUESDAY)

    budget = draw_up_budget(cast.kampung, YEAR, "RAPBDes", by=cast.secretary, at=WEDNESDAY)
    expects(cast, budget, MANY - 1)
    expects(cast, budget, 3, 8, Fund.ADD)
    add_post(budget, post_draft(), ROAD, by=cast.secretary, at=WEDNESDAY)
    enforce(cast, budget, "Perkam 1", at=WEDNESDAY)
    change = draw_up_budget(cast.kampung, YEAR, "Perubahan", by=cast.secretary, at=WEDNESDAY)

    draft.refresh_from_db()
    assert (draft.version, draft.state, budget.version) == (1, BudgetState.INDICATED, 2)
    for version in (budget, change):
        assert [(one.fund, one.indicated_rupiah, one.expected_rupiah) for one in income_sums(version)] == [
            (Fund.DDS, MANY, MANY - 1),
            (Fund.ADD, 0, 3),
        ]
    assert [(one.before_rupiah, one.amount_rupiah) for one in budget_changes(budget)] == [(0, ROAD)]
    told = facts_of(Act.objects.get(kind="budget.indicated"))
    assert (told["total_rupiah"], told["document"]) == (MANY, "Surat Bupati 900/1")


def test_only_the_first_draft_without_posts_is_what_may_be_expected(cast, draft):
    with pytest.raises(NothingToApprove):
        indicate_budget(draft, "Surat", by=cast.head, at=TUESDAY)
    expects(cast, draft, 5)
    post = add_post(draft, post_draft(), ROAD, by=cast.secretary, at=TUESDAY)
    with pytest.raises(MoveNotAllowed, match="posts"):
        indicate_budget(draft, "Surat", by=cast.head, at=TUESDAY)
    enforce(cast, draft, "Perkam 1", at=TUESDAY)
    change = draw_up_budget(cast.kampung, YEAR, "Perubahan", by=cast.secretary, at=WEDNESDAY)

    with pytest.raises(MoveNotAllowed, match="first"):
        indicate_budget(change, "Surat", by=cast.head, at=WEDNESDAY)
    assert post.number == 1


@pytest.mark.parametrize("name", ["secretary", "camat", "resident", "other_head"])
def test_only_the_head_confirms_what_may_be_expected(cast, draft, name):
    expects(cast, draft, 5)

    with pytest.raises(PermissionDenied):
        indicate_budget(draft, "Surat", by=getattr(cast, name), at=TUESDAY)


@pytest.mark.parametrize("name", ["head", "camat", "resident"])
def test_others_expect_nothing(cast, draft, name):
    income = expects(cast, draft, 5)

    with pytest.raises(PermissionDenied):
        expect_income(draft, IncomeDraft(Fund.DDS, 1), by=getattr(cast, name), at=TUESDAY)
    with pytest.raises(PermissionDenied):
        drop_income(draft, income, by=getattr(cast, name), at=TUESDAY)
    assert Income.objects.get().amount_rupiah == 5


def test_an_income_is_said_again_and_taken_out_as_long_as_the_budget_is_a_draft(cast, draft):
    first = expects(cast, draft, 5, 4)
    again = expects(cast, draft, 6, 4)
    assert (first.pk, again.amount_rupiah) == (again.pk, 6)

    drop_income(draft, again, by=cast.secretary, at=TUESDAY)
    with pytest.raises(Income.DoesNotExist):
        drop_income(draft, again, by=cast.secretary, at=TUESDAY)

    kinds = list(Act.objects.filter(kind__contains="income").order_by("at", "id").values_list("kind", flat=True))
    assert kinds == ["budget.income_expected", "budget.income_expected", "budget.income_dropped"]
    add_post(draft, post_draft(), ROAD, by=cast.secretary, at=TUESDAY)
    enforce(cast, draft, "Perkam 1", at=TUESDAY)
    with pytest.raises(MoveNotAllowed):
        expects(cast, draft, 1)


def test_a_fund_is_spread_over_months_or_has_one_sum_so_that_nothing_counts_twice(cast, draft):
    expects(cast, draft, 100)
    expects(cast, draft, 60, 4)
    expects(cast, draft, 40, 9)
    expects(cast, draft, 7, fund=Fund.ADD)
    assert tranches(draft) == [(Fund.DDS, [(4, 60, 0), (9, 40, 0)]), (Fund.ADD, [(None, 7, 0)])]

    expects(cast, draft, 90)

    assert tranches(draft) == [(Fund.DDS, [(None, 90, 0)]), (Fund.ADD, [(None, 7, 0)])]
    assert tally_books().wrong == ()


def test_a_fund_outside_the_budget_a_thirteenth_month_and_no_money_are_refused(cast, draft):
    with pytest.raises(OutsideTheBudget):
        expects(cast, draft, 5, fund=Fund.KAB)
    for month in (0, 13):
        with pytest.raises(NoMonth):
            IncomeDraft(Fund.DDS, 5, month)
    with pytest.raises(NoAmount):
        IncomeDraft(Fund.DDS, 0)


@pytest.mark.parametrize(
    ("month", "amount", "sentence"),
    [(13, 1, "a_year_has_twelve_months"), (1, 0, "an_income_is_some_money"), (4, 1, "once_a_month")],
)
def test_the_database_keeps_it_so(cast, draft, month, amount, sentence):
    expects(cast, draft, 5, 4)

    # SQLite names the columns of what is there once, PostgreSQL the sentence.
    with pytest.raises(IntegrityError, match=f"{sentence}|finance_income.month"), transaction.atomic():
        Income.objects.create(budget=draft, fund=Fund.DDS, month=month, amount_rupiah=amount)


@given(st.dictionaries(st.integers(0, 12), st.integers(1, MANY), max_size=13), st.integers(0, 14 * MANY))
def test_the_months_hold_every_rupiah_that_came_and_none_more(expected, came):
    told = list(_fill(expected, came))

    assert sum(one.received_rupiah for one in told) == came
    assert sum(one.expected_rupiah for one in told) == sum(expected.values())
    dated = [one for one in told if one.month]
    assert [one.month for one in dated] == sorted(month for month in expected if month)
    assert sum(one.missing_rupiah for one in told) == max(0, sum(expected.values()) - came)
    # A later month has nothing before an earlier one is full.
    assert all(not later.received_rupiah for one, later in pairwise(dated) if one.missing_rupiah)
