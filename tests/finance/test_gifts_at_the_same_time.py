"""Several people who handle one gift at once, each with a connection of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from rembuk.finance.actions import receive_contribution, return_contribution
from rembuk.finance.models import Contribution, Transfer
from rembuk.finance.purses import NotEnoughLeft, purse_of
from rembuk.kernel.states import MoveNotAllowed
from rembuk.tenancy import in_tenant
from rembuk.tenancy.moves import MovedMeanwhile
from tests.cast import LAMPUNG_TENGAH, WEDNESDAY, Cast, play
from tests.committing import copied_database, together
from tests.finance.gift_scenes import arrived, road, signed
from tests.finance.scenes import slip, treasurer


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
    return together(LAMPUNG_TENGAH, (MoveNotAllowed, MovedMeanwhile, NotEnoughLeft), *deeds)


def fresh(gift: Contribution) -> Contribution:
    return Contribution.objects.select_related("region", "item").get(pk=gift.pk)


def test_a_gift_that_two_write_down_at_once_comes_once(cast):
    with in_tenant(LAMPUNG_TENGAH):
        gift, who = signed(cast, road(cast)), treasurer(cast)

    at_once(*[
        lambda name=name: receive_contribution(fresh(gift), slip(name, 10_000_000), by=who, at=WEDNESDAY)
        for name in "abcd"
    ])

    with in_tenant(LAMPUNG_TENGAH):
        assert (Transfer.objects.count(), purse_of(gift).received_rupiah) == (1, 10_000_000)


def test_the_last_money_of_a_gift_goes_back_once(cast):
    with in_tenant(LAMPUNG_TENGAH):
        gift = arrived(cast, road(cast))

    results = at_once(*[
        lambda name=name: return_contribution(fresh(gift), slip(name, 10_000_000), by=cast.head, at=WEDNESDAY)
        for name in "abcd"
    ])

    with in_tenant(LAMPUNG_TENGAH):
        assert purse_of(gift).left_rupiah == 0
    assert sum(isinstance(result, Transfer) for result in results) == 1
