"""Questions that go past Django's cursor."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from rembuk.tenancy.backends.plain import SharedConnection, plain_rows
from rembuk.tenancy.queries import tenant_of_host
from tests.cast import LAMPUNG_TENGAH, TULANG_BAWANG_BARAT, make_tenant

pytestmark = pytest.mark.django_db
SQL = "SELECT number, %s FROM tenancy_tenant ORDER BY number"


@pytest.fixture(autouse=True)
def tenants() -> None:
    make_tenant(LAMPUNG_TENGAH, "Lampung Tengah")
    make_tenant(TULANG_BAWANG_BARAT, "Tulang Bawang Barat", host="tubaba.rembuk.example")


def test_the_answer_is_that_of_a_cursor():
    with connection.cursor() as cursor:
        cursor.execute(SQL, ["x"])
        expected = cursor.fetchall()

    assert len(expected) == 2
    assert plain_rows(SQL, ["x"]) == expected


def test_who_counts_questions_sees_them():
    with CaptureQueriesContext(connection) as asked:
        plain_rows(SQL, ["x"])

    assert [one["sql"] for one in asked.captured_queries] == ["SELECT number, 'x' FROM tenancy_tenant ORDER BY number"]


def test_who_lets_calls_fail_reaches_them():
    def fail(*_call: object) -> None:
        raise DatabaseError("disk I/O error")

    with connection.execute_wrapper(fail), pytest.raises(DatabaseError, match="disk"):
        tenant_of_host("localhost")


def test_a_question_that_makes_no_sense_raises_djangos_error():
    with pytest.raises(DatabaseError), transaction.atomic():
        plain_rows("SELECT nothing FROM nowhere WHERE x = %s", ["x"])


@pytest.fixture
def shared() -> Iterator[SharedConnection]:
    shared = SharedConnection()
    yield shared
    shared.close()


def test_threads_that_share_a_connection_get_each_its_own_answer(shared):
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda number: shared.rows("SELECT 1 + %s", [number]), range(200)))

    assert answers == [[(number + 1,)] for number in range(200)]


def test_a_shared_connection_that_broke_is_opened_anew(shared):
    with pytest.raises(DatabaseError):
        shared.rows("SELECT nothing FROM nowhere", [])
    assert shared.database.connection is None

    assert shared.rows("SELECT 1 + %s", [1]) == [(2,)]
