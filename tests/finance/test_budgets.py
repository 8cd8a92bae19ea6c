"""The budget of a year: its versions, its posts and who may do what with them."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from rembuk.finance.accounts import OutsideTheBudget, UnknownAccount
from rembuk.finance.actions import add_post, approve_budget, change_amount, draw_up_budget
from rembuk.finance.drafts import NoAmount
from rembuk.finance.limits import NothingToApprove, OverTheBudget
from rembuk.finance.models import Budget
from rembuk.finance.queries import budget_in_force, budget_years, post_sums, village_sums
from rembuk.finance.states import BudgetState
from rembuk.kernel.states import MoveNotAllowed
from rembuk.plans.activities import UnknownActivity
from rembuk.plans.states import Fund
from tests.cast import TUESDAY, WEDNESDAY
from tests.finance.scenes import ROAD, YEAR, enforce, in_force, paid, post_draft, received


def changed(cast, post, amount):
    """A second version with another amount, in force."""
    budget = draw_up_budget(cast.kampung, YEAR, "Perubahan", by=cast.secretary, at=WEDNESDAY)
    change_amount(budget, post, amount, by=cast.secretary, at=WEDNESDAY)
    enforce(cast, budget, "Peraturan Kampung 3/2027", at=WEDNESDAY)
    return budget


def test_a_budget_is_drawn_up_by_one_and_put_in_force_by_another(cast):
    budget, post = in_force(cast)

    assert budget_in_force(cast.kampung.number, YEAR) == budget
    assert [(one.post, one.budget_rupiah, one.realised_rupiah) for one in post_sums(budget)] == [(post, ROAD, 0)]
    assert budget_years() == [YEAR]


def test_a_change_replaces_the_budget_and_keeps_its_posts(cast):
    first, post = in_force(cast)

    second = changed(cast, post, ROAD + 1)

    states = list(Budget.objects.order_by("version").values_list("version", "state"))
    assert states == [(1, BudgetState.REPLACED), (2, BudgetState.APPROVED)]
    assert [one.budget_rupiah for budget in (first, second) for one in post_sums(budget)] == [ROAD, ROAD + 1]


def test_a_change_takes_away_no_money_that_was_asked_for(cast):
    _budget, post = in_force(cast)
    received(cast)
    paid(cast, post, 40_000_000)

    with pytest.raises(OverTheBudget, match="-1"):
        changed(cast, post, 39_999_999)


def test_the_total_of_a_kampung_is_the_sum_of_its_posts(cast):
    budget = draw_up_budget(cast.kampung, YEAR, "Awal", by=cast.secretary, at=TUESDAY)
    for amount in (10**15, 1, 333):
        add_post(budget, post_draft(), amount, by=cast.secretary, at=TUESDAY)
    enforce(cast, budget, "Peraturan 1", at=TUESDAY)

    [village] = village_sums(YEAR)

    assert village.budget_rupiah == sum(one.budget_rupiah for one in post_sums(budget)) == 10**15 + 334


def test_a_budget_in_force_is_never_changed(cast):
    budget, post = in_force(cast)

    with pytest.raises(MoveNotAllowed):
        change_amount(budget, post, 1, by=cast.secretary, at=TUESDAY)
    with pytest.raises(MoveNotAllowed):
        add_post(budget, post_draft(), 1, by=cast.secretary, at=TUESDAY)


def test_there_is_one_draft_at_a_time(cast):
    draw_up_budget(cast.kampung, YEAR, "Awal", by=cast.secretary, at=TUESDAY)

    with pytest.raises(MoveNotAllowed):
        draw_up_budget(cast.kampung, YEAR, "Lagi", by=cast.secretary, at=TUESDAY)


def test_an_empty_budget_is_not_put_in_force(cast):
    budget = draw_up_budget(cast.kampung, YEAR, "Awal", by=cast.secretary, at=TUESDAY)

    with pytest.raises(NothingToApprove):
        approve_budget(budget, "Peraturan 1", by=cast.head, at=TUESDAY)


@pytest.mark.parametrize("name", ["officer", "head", "camat", "resident", "other_head"])
def test_others_draw_up_no_budget(cast, name):
    with pytest.raises(PermissionDenied):
        draw_up_budget(cast.kampung, YEAR, "Awal", by=getattr(cast, name), at=TUESDAY)


@pytest.mark.parametrize("name", ["secretary", "council", "camat", "other_head"])
def test_others_put_no_budget_in_force(cast, name):
    budget = draw_up_budget(cast.kampung, YEAR, "Awal", by=cast.secretary, at=TUESDAY)
    add_post(budget, post_draft(), 1, by=cast.secretary, at=TUESDAY)

    with pytest.raises(PermissionDenied):
        approve_budget(budget, "Peraturan 1", by=getattr(cast, name), at=TUESDAY)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"account": "5.3"}, UnknownAccount),
        ({"account": "5.3.1.90-99"}, UnknownAccount),
        ({"account": "4.2.1"}, UnknownAccount),
        ({"account": "5.9.9"}, UnknownAccount),
        ({"activity_code": "9.9.99"}, UnknownActivity),
        ({"fund": Fund.PRO}, OutsideTheBudget),
    ],
)
def test_a_post_stands_in_the_official_tables(cast, changes, error):
    budget = draw_up_budget(cast.kampung, YEAR, "Awal", by=cast.secretary, at=TUESDAY)

    with pytest.raises(error):
        add_post(budget, post_draft(**changes), 1, by=cast.secretary, at=TUESDAY)


@pytest.mark.parametrize("amount", [0, -1, 10**15 + 1])
def test_an_amount_is_above_zero_and_fits(cast, amount):
    budget = draw_up_budget(cast.kampung, YEAR, "Awal", by=cast.secretary, at=TUESDAY)

    with pytest.raises(NoAmount):
        add_post(budget, post_draft(), amount, by=cast.secretary, at=TUESDAY)
