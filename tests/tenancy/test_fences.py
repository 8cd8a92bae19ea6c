"""The three fences around a kabupaten, attacked one by one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from rembuk.journal.actions import record_act, seal_acts
from rembuk.journal.models import Act, Seal
from rembuk.tenancy import NationalIsReadOnly, NoTenant, current_tenant, in_tenant, national
from rembuk.tenancy.fields import WrongTenant
from rembuk.tenancy.models import Tenant

NEIGHBOUR = 1810
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kabupaten() -> Tenant:
    return Tenant.objects.get_or_create(number=1802, defaults={"name": "Lampung Tengah"})[0]


def test_a_tenant_sees_only_its_own_rows(kabupaten):
    ours = record_act("test.done", kabupaten, by=None, at=MONDAY)
    with in_tenant(NEIGHBOUR):
        record_act("test.done", kabupaten, by=None, at=MONDAY)

    assert list(Act.objects.all()) == [ours]


def test_a_national_reading_sees_all_and_writes_nothing(kabupaten):
    record_act("test.done", kabupaten, by=None, at=MONDAY)
    with in_tenant(NEIGHBOUR):
        record_act("test.done", kabupaten, by=None, at=MONDAY)

    with national():
        assert Act.objects.count() == 2
        with pytest.raises(NationalIsReadOnly):
            record_act("test.done", kabupaten, by=None, at=MONDAY)


def test_leaving_a_tenant_returns_to_the_one_outside():
    with in_tenant(NEIGHBOUR):
        assert current_tenant() == NEIGHBOUR

    assert current_tenant() == 1802


def test_a_row_of_one_tenant_cannot_be_saved_inside_another(kabupaten):
    act = record_act("test.done", kabupaten, by=None, at=MONDAY)

    with in_tenant(NEIGHBOUR), pytest.raises(WrongTenant), transaction.atomic():
        Act(tenant=1802, kind="x", subject="y", at=MONDAY, is_public=False, facts="{}").save()

    assert list(Act.objects.all()) == [act]


def test_a_key_cannot_point_into_another_tenant(kabupaten):
    with in_tenant(NEIGHBOUR):
        theirs = record_act("test.done", kabupaten, by=None, at=MONDAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(number=1, act_id=theirs.pk, sealed_at=MONDAY)
        connection.check_constraints()


def test_a_join_between_scoped_tables_carries_the_tenant():
    sql = str(Seal.objects.select_related("act").query)

    assert '"journal_seal"."tenant" = ("journal_act"."tenant")' in sql


@pytest.mark.postgres
def test_the_database_itself_hides_the_rows_of_another_tenant(kabupaten):
    record_act("test.done", kabupaten, by=None, at=MONDAY)

    with in_tenant(NEIGHBOUR), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_act")
        seen = cursor.fetchone()

    assert seen == (0,)


@pytest.mark.postgres
def test_the_database_itself_refuses_a_row_of_another_tenant(kabupaten):
    act = record_act("test.done", kabupaten, by=None, at=MONDAY)

    with pytest.raises(Exception, match="row-level security"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_seal (id, tenant, number, act_id, sealed_at) VALUES (%s, %s, 1, %s, %s)",
            [act.pk, NEIGHBOUR, act.pk, MONDAY],
        )


@pytest.mark.postgres
def test_without_a_tenant_the_database_shows_nothing(kabupaten):
    record_act("test.done", kabupaten, by=None, at=MONDAY)

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('rembuk.tenant', '', true)")
        cursor.execute("SELECT count(*) FROM journal_act")
        seen = cursor.fetchone()
        cursor.execute("SELECT set_config('rembuk.tenant', '1802', true)")

    assert seen == (0,)


@pytest.mark.postgres
def test_row_level_security_is_forced_on_every_scoped_table():
    from django.apps import apps

    from rembuk.tenancy.models import ScopedModel

    scoped = {model._meta.db_table for model in apps.get_models() if issubclass(model, ScopedModel)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        fenced = {name for (name,) in cursor.fetchall()}

    assert scoped
    assert fenced == scoped


@pytest.mark.django_db(transaction=False)
def test_outside_any_tenant_scoped_rows_cannot_be_reached():
    from contextvars import copy_context

    from rembuk.tenancy import current

    def reach():
        token = current._scope.set(None)
        try:
            with pytest.raises(NoTenant):
                Act.objects.exists()
        finally:
            current._scope.reset(token)

    copy_context().run(reach)


def test_sealing_stays_inside_the_tenant(kabupaten):
    record_act("test.done", kabupaten, by=None, at=MONDAY)
    with in_tenant(NEIGHBOUR):
        record_act("test.done", kabupaten, by=None, at=MONDAY)

    sealed = seal_acts(at=MONDAY)

    assert sealed == 1
    with in_tenant(NEIGHBOUR):
        assert not Seal.objects.exists()
