from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from rembuk.journal.actions import record_act, seal_acts
from rembuk.journal.acts import draw_up_act
from rembuk.journal.models import Act, Seal
from rembuk.journal.queries import acts_on, facts_of, sealed_after
from rembuk.journal.reading import begin_at_the_end, read_on
from rembuk.tenancy.models import Tenant
from rembuk.tenancy.rows import write_new

MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1) // timedelta(milliseconds=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kabupaten() -> Tenant:
    return Tenant.objects.get_or_create(number=1802, defaults={"name": "Lampung Tengah"})[0]


def test_an_act_says_what_was_done_to_what(kabupaten):
    record_act("test.opened", kabupaten, by=None, at=MONDAY, public=True, size=3)

    act = acts_on(kabupaten).get()

    assert (act.kind, act.subject, act.by, act.is_public) == ("test.opened", "tenancy.tenant:1802", "", True)
    assert facts_of(act) == {"size": 3}


@pytest.mark.parametrize("change", ["update", "delete"])
def test_an_act_can_be_neither_changed_nor_deleted(kabupaten, change):
    record_act("test.opened", kabupaten, by=None, at=MONDAY)

    with pytest.raises(DatabaseError), transaction.atomic():
        if change == "update":
            Act.objects.update(kind="test.never")
        else:
            Act.objects.all()._raw_delete("default")

    assert Act.objects.get().kind == "test.opened"


def test_seals_number_acts_in_order_without_gaps(kabupaten):
    late = record_act("test.late", kabupaten, by=None, at=MONDAY + timedelta(hours=1))
    early = record_act("test.early", kabupaten, by=None, at=MONDAY)
    first_round = seal_acts(at=MONDAY)
    last = record_act("test.last", kabupaten, by=None, at=MONDAY)
    second_round = seal_acts(at=MONDAY)

    assert (first_round, second_round) == (2, 1)
    assert [(seal.number, seal.act) for seal in sealed_after(0)] == [(1, early), (2, late), (3, last)]


def test_a_reader_goes_on_where_it_stopped(kabupaten):
    for hour in range(3):
        record_act("test.opened", kabupaten, by=None, at=MONDAY + timedelta(hours=hour))
    seal_acts(at=MONDAY)

    assert [seal.number for seal in sealed_after(1, limit=1)] == [2]


def test_sealing_stops_at_its_limit(kabupaten):
    for _ in range(3):
        record_act("test.opened", kabupaten, by=None, at=MONDAY)

    assert seal_acts(at=MONDAY, limit=2) == 2
    assert Seal.objects.count() == 2


def test_an_act_that_was_kept_back_for_days_gets_its_place_within_the_hour(kabupaten):
    first = record_act("test.first", kabupaten, by=None, at=MONDAY)
    seal_acts(at=MONDAY)
    kept_back = draw_up_act("test.kept_back", kabupaten, {}, by=None, at=MONDAY, public=False, region_number=None)
    kept_back.pk = UUID(int=first.pk.int - (2 * DAY << 80))
    write_new(kept_back)
    soon = record_act("test.soon", kabupaten, by=None, at=MONDAY)

    rounds = [seal_acts(at=MONDAY.replace(minute=59)), seal_acts(at=MONDAY + timedelta(hours=1))]

    assert rounds == [1, 1]
    assert [seal.act for seal in sealed_after(1)] == [soon, kept_back]


def test_a_fact_that_is_not_plain_is_refused(kabupaten):
    with pytest.raises(TypeError):
        record_act("test.opened", kabupaten, by=None, at=MONDAY, share=0.5)  # type: ignore[arg-type]  # the point

    assert not Act.objects.exists()


def test_a_reader_sees_each_sealed_act_once(kabupaten):
    for hour in range(3):
        record_act("test.opened", kabupaten, by=None, at=MONDAY + timedelta(hours=hour))
    seal_acts(at=MONDAY)

    first, second, third = read_on("test", limit=2), read_on("test", limit=2), read_on("test", limit=2)

    assert [[seal.number for seal in seals] for seals in (first, second, third)] == [[1, 2], [3], []]


def test_a_reader_that_fails_reads_again(kabupaten):
    record_act("test.opened", kabupaten, by=None, at=MONDAY)
    seal_acts(at=MONDAY)

    with pytest.raises(RuntimeError), transaction.atomic():
        read_on("test")
        raise RuntimeError

    assert [seal.number for seal in read_on("test")] == [1]


def test_a_reader_that_begins_at_the_end_hears_only_what_comes(kabupaten):
    record_act("test.old", kabupaten, by=None, at=MONDAY)
    seal_acts(at=MONDAY)
    begin_at_the_end("test")
    new = record_act("test.new", kabupaten, by=None, at=MONDAY)
    seal_acts(at=MONDAY)

    assert [seal.act for seal in read_on("test")] == [new]
