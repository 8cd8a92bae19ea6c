"""The money of a post: what is summed lies in one index, and its transfers come page by page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rembuk.finance.posts import list_transfers, post_in_force
from rembuk.finance.queries import post_sums, village_sums
from rembuk.voices.queries import NotACursor
from tests.finance.scenes import YEAR, in_force, paid, realised_of, received

pytestmark = pytest.mark.django_db


def paid_often(cast, times: int):
    budget, post = in_force(cast)
    received(cast)
    return budget, post, [paid(cast, post, 1_000 + turn, f"spp-{turn}") for turn in range(times)]


def test_every_transfer_is_on_one_page_the_latest_first(cast):
    _budget, post, payments = paid_often(cast, 5)

    first = list_transfers(post, limit=2)
    second = list_transfers(post, first.older, limit=2)
    third = list_transfers(post, second.older, limit=2)

    assert [*first.rows, *second.rows, *third.rows] == sorted(payments, key=lambda one: one.pk, reverse=True)
    assert third.older is None


@pytest.mark.parametrize("place", ["x", "0" * 32])
def test_no_page_begins_where_none_was_named(cast, place):
    _budget, post = in_force(cast)

    with pytest.raises(NotACursor):
        list_transfers(post, place)


def test_one_post_is_summed_as_all_of_its_budget(cast):
    budget, post, _payments = paid_often(cast, 3)

    known = post_in_force(cast.kampung.number, YEAR, post.number)

    assert [known] == post_sums(budget)
    assert known.realised_rupiah == realised_of(post) == 3_003


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite says in words that it read an index alone")
def test_what_was_spent_is_summed_from_one_index(cast):
    budget, post, _payments = paid_often(cast, 1)
    with CaptureQueriesContext(connection) as asked:
        village_sums(YEAR)
        post_sums(budget)
        post_in_force(cast.kampung.number, YEAR, post.number)

    plans = [_plan_of(one["sql"]) for one in asked if '"finance_transfer"' in one["sql"]]

    assert len(plans) == 3
    assert all("COVERING INDEX what_is_spent_of_a_year" in plan for plan in plans), plans


def _plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return " ".join(str(row[-1]) for row in cursor.fetchall())
