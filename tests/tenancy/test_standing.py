"""What stands for months is remembered until a transaction changes it, and never across kabupaten."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rembuk.programmes.actions import publish_rules
from rembuk.programmes.models import Programme
from rembuk.programmes.queries import rule_set_at, rules_of
from rembuk.tenancy import in_tenant, standing
from rembuk.tenancy.standing import one_look, remembered
from rembuk.voices.models import Need
from tests.cast import LAMPUNG_TENGAH, MONDAY, TULANG_BAWANG_BARAT, Cast, next_door, play
from tests.committing import copied_database
from tests.voices.scenes import opened


class Asked:
    """Tells a programme's name, and how often it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return Programme.objects.order_by("id").values_list("name", flat=True)[0]


@pytest.fixture
def transactional_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), copied_database():
        yield


@pytest.fixture
def cast(transactional_db) -> Cast:
    with in_tenant(LAMPUNG_TENGAH):
        cast = play()
        opened(cast)
        return cast


def told(ask: Asked, tenant: int = LAMPUNG_TENGAH) -> str:
    with in_tenant(tenant):
        return remembered("name", ask)


def rename() -> None:
    with in_tenant(LAMPUNG_TENGAH):
        Programme.objects.update(name="Baru")


def test_what_did_not_change_is_asked_once(cast):
    ask = Asked()

    assert [told(ask), told(ask), ask.times] == ["Kemitraan Bangun Rejo"] * 2 + [1]


def test_what_changed_is_asked_again(cast):
    ask = Asked()
    told(ask)
    rename()

    assert [told(ask), ask.times] == ["Baru", 2]


def test_within_one_look_it_is_told_from_one_moment(cast):
    ask = Asked()

    with in_tenant(LAMPUNG_TENGAH), one_look(), CaptureQueriesContext(connection) as asked:
        remembered("name", ask)
        remembered("name", ask)

    assert [query["sql"].startswith("SELECT times") for query in asked] == [True, False]


def test_within_one_look_a_change_of_ones_own_is_seen(cast):
    ask = Asked()

    with one_look():
        told(ask)
        rename()

        assert [told(ask), ask.times] == ["Baru", 2]


def test_a_change_of_voices_leaves_it_remembered(cast):
    ask = Asked()
    told(ask)
    with in_tenant(LAMPUNG_TENGAH):
        Need.objects.update(title="Lain")
    told(ask)

    assert ask.times == 1


def test_a_transaction_sees_what_it_wrote_itself(cast):
    from django.db import transaction

    ask = Asked()
    told(ask)
    with in_tenant(LAMPUNG_TENGAH), transaction.atomic():
        Programme.objects.update(name="Baru")
        inside = remembered("name", ask)
        transaction.set_rollback(True)

    assert [inside, told(ask)] == ["Baru", "Kemitraan Bangun Rejo"]


def test_each_kabupaten_remembers_its_own(cast):
    next_door()
    ask = Asked()

    assert [told(ask), told(ask, TULANG_BAWANG_BARAT)] == ["Kemitraan Bangun Rejo", "Kemitraan Tulang Bawang Tengah"]


def test_it_is_forgotten_after_a_minute(cast, monkeypatch):
    monkeypatch.setattr(standing, "REMEMBERED_SECONDS", -1)
    ask = Asked()
    told(ask)
    told(ask)

    assert ask.times == 2


def test_what_is_remembered_has_a_limit(cast, monkeypatch):
    monkeypatch.setattr(standing, "MOST_REMEMBERED", 3)
    with in_tenant(LAMPUNG_TENGAH):
        for name in range(10):
            remembered(name, Asked())

    assert len(standing._remembered) <= 3


def test_rules_are_looked_up_at_most_once_until_new_ones_are_sealed(cast):
    with in_tenant(LAMPUNG_TENGAH), CaptureQueriesContext(connection) as asked:
        old, same = (rule_set_at(cast.programme, MONDAY) for _time in range(2))
    with in_tenant(LAMPUNG_TENGAH):
        reasonless = msgspec.structs.replace(rules_of(old), reasons=())
        new = publish_rules(
            cast.programme, reasonless, based_on=old.digest, why="Uji.", by=cast.administrator, at=MONDAY
        )

    assert sum('FROM "programmes_ruleset"' in one["sql"] for one in asked) <= 1
    with in_tenant(LAMPUNG_TENGAH):
        assert [old, rule_set_at(cast.programme, MONDAY)] == [same, new]
