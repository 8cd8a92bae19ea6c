"""Several people who move money at once, each with a connection of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from rembuk.finance.actions import pay_request
from rembuk.finance.limits import NotEnoughCash, OverTheBudget
from rembuk.finance.models import PaymentRequest, Transfer
from rembuk.finance.queries import bound_of, cash_of
from rembuk.tenancy import in_tenant
from tests.cast import LAMPUNG_TENGAH, TUESDAY, Cast, key_of, play
from tests.committing import copied_database, together
from tests.finance.scenes import ROAD, YEAR, approved, asked, in_force, received, treasurer


@pytest.fixture
def transactional_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Stand in for pytest-django's, which would empty all tables afterwards."""
    with django_db_blocker.unblock(), copied_database():
        yield


@pytest.fixture
def cast(transactional_db) -> Cast:
    with in_tenant(LAMPUNG_TENGAH):
        return play()


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    return together(LAMPUNG_TENGAH, (NotEnoughCash, OverTheBudget), *deeds)


def test_of_several_who_ask_for_the_last_money_one_gets_it(cast):
    with in_tenant(LAMPUNG_TENGAH):
        _budget, post = in_force(cast)
        treasurer(cast)

    results = at_once(*[lambda name=name: asked(cast, post, ROAD, name) for name in "abcd"])

    with in_tenant(LAMPUNG_TENGAH):
        assert (PaymentRequest.objects.count(), bound_of(post)) == (1, ROAD)
    assert sum(isinstance(result, OverTheBudget) for result in results) == 3


def test_of_several_payments_from_the_last_cash_one_goes_out(cast):
    with in_tenant(LAMPUNG_TENGAH):
        _budget, post = in_force(cast)
        received(cast, 10)
        requests = [approved(cast, post, 10, name) for name in "abcd"]
        payer = treasurer(cast)

    results = at_once(*[
        lambda one=one: pay_request(one, "Kuitansi", key=key_of(str(one.key)), by=payer, at=TUESDAY) for one in requests
    ])

    with in_tenant(LAMPUNG_TENGAH):
        assert cash_of(cast.kampung.number, YEAR, "DDS") == 0
    assert sum(isinstance(result, NotEnoughCash) for result in results) == 3


def test_the_same_payment_sent_several_times_at_once_goes_out_once(cast):
    with in_tenant(LAMPUNG_TENGAH):
        _budget, post = in_force(cast)
        received(cast)
        number, payer = approved(cast, post, 10).pk, treasurer(cast)

    def pay() -> Transfer:
        request = PaymentRequest.objects.select_related("post__region").get(pk=number)
        return pay_request(request, "Kuitansi", key=key_of("bayar"), by=payer, at=TUESDAY)

    results = at_once(*[pay] * 4)

    with in_tenant(LAMPUNG_TENGAH):
        assert Transfer.objects.filter(request=number).count() == 1
    assert len({result.pk for result in results}) == 1
