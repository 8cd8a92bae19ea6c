"""Who the tenants are, and what every scoped model inherits."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

from django.db import models
from django.db.models import Q
from django.db.models.sql import Query

from rembuk.tenancy.current import NoTenant, current_scope
from rembuk.tenancy.fields import TenantField, uuid7

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class Tenant(models.Model):
    """A kabupaten or kota that keeps its data here (kabupaten/kota).

    `host` is the name its pages are served under; one tenant may have none and answers for every other name.
    """

    number = models.IntegerField(primary_key=True)
    name = models.CharField(max_length=100)
    host = models.CharField(max_length=200, blank=True)
    # What its pages say instead of what the texts say, packed by `rembuk.tenancy.words`; read with the host.
    words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["host"], name="one_tenant_answers_for_a_host"),
            models.CheckConstraint(condition=Q(number__gte=1000, number__lte=9999), name="a_tenant_has_four_digits"),
        ]

    def __str__(self) -> str:
        return self.name


class Change(models.Model):
    """How often one of a tenant's counters moved; together they say which state of its data a page shows.

    The database backend writes it, and it names nobody: anybody's page may be asked how old it is, outside all tenants.
    """

    place = models.IntegerField(primary_key=True)
    times = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(times__gte=1), name="a_counter_has_moved")]

    def __str__(self) -> str:
        return f"{self.place}: {self.times}"


class ScopedManager(models.Manager[M_co]):
    """Rows of the tenant at work; all rows in a national reading; nothing, and loudly, outside both."""

    def get_queryset(self) -> models.QuerySet[M_co]:
        scope = current_scope()
        if scope is None:
            raise NoTenant(f"{self.model.__name__} belongs to a tenant; enter one first.")
        rows = super().get_queryset()
        if scope != "national":
            rows.query = _narrowed(self.model, scope).clone()
        return rows


@lru_cache(maxsize=1024)
def _narrowed(model: type[models.Model], tenant: int) -> Query:
    # Every question of the application begins with it, and copying it takes a tenth of the time of saying it anew.
    return models.QuerySet(model).filter(tenant=tenant).query


class ScopedModel(models.Model):
    """A row that belongs to one tenant for ever."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = TenantField()

    objects = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
