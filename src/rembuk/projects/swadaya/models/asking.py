"""What residents are asked for: the head of the group, supplies with their prices, and work days."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rembuk.people.models import Person
from rembuk.projects.models import Project
from rembuk.projects.swadaya.states import Basis, DayState, GiftKind
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class GroupHead(ScopedModel):
    """Somebody heads the work group of a project (ketua kelompok kerja); the latest one named does."""

    project = TenantFK(Project, on_delete=models.PROTECT, related_name="+")
    head = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    named_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "project", "named_at"], name="heads_of_a_work_group")]

    def __str__(self) -> str:
        return str(self.pk)


class Supply(ScopedModel):
    """Something that residents may give to a project (kebutuhan gotong royong), and how much of it is wanted.

    `wanted` is nothing for what came unasked. `key` is made by the phone that writes it down.
    """

    key = models.UUIDField()
    project = TenantFK(Project, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=GiftKind.choices)
    what = models.CharField(max_length=120)
    unit = models.CharField(max_length=30)
    wanted = models.DecimalField(max_digits=12, decimal_places=2)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="a_supply_is_asked_for_once"),
            models.UniqueConstraint(
                fields=["tenant", "project", "kind", "what", "unit"], name="a_supply_stands_once_in_a_project"
            ),
            models.CheckConstraint(condition=Q(wanted__gte=0), name="nobody_wants_less_than_nothing"),
            models.CheckConstraint(condition=~Q(what="") & ~Q(unit=""), name="a_supply_says_what_and_in_which_unit"),
        ]

    def __str__(self) -> str:
        return self.what


class Price(ScopedModel):
    """What one unit of a supply is worth from a day on (harga satuan), what that rests on, and where it is written.

    Never changed: a new price is a new row, and gifts keep the one of their day.
    """

    key = models.UUIDField()
    supply = TenantFK(Supply, on_delete=models.PROTECT, related_name="+")
    price_rupiah = models.BigIntegerField()
    basis = models.CharField(max_length=20, choices=Basis.choices)
    source = models.CharField(max_length=200)
    from_on = models.DateField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    set_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "supply", "from_on"], name="prices_of_a_supply")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="a_price_is_set_once"),
            models.CheckConstraint(condition=Q(price_rupiah__gte=0), name="a_price_is_not_below_nothing"),
            models.CheckConstraint(condition=~Q(source=""), name="a_price_says_where_it_is_written"),
        ]

    def __str__(self) -> str:
        return str(self.price_rupiah)


class WorkDay(ScopedModel):
    """A day on which residents work together (hari gotong royong), called together for one supply of labour."""

    key = models.UUIDField()
    project = TenantFK(Project, on_delete=models.PROTECT, related_name="+")
    supply = TenantFK(Supply, on_delete=models.PROTECT, related_name="+")
    meets_on = models.DateField()
    meeting_place = models.CharField(max_length=160)
    words = models.CharField(max_length=300)
    state = models.CharField(max_length=20, choices=DayState.choices, default=DayState.PLANNED)
    cancelled_why = models.CharField(max_length=300, blank=True)
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    planned_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "project", "meets_on"], name="work_days_of_a_project"),
            models.Index(fields=["tenant", "supply"], name="work_days_of_a_supply"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="a_work_day_is_planned_once"),
            models.CheckConstraint(
                condition=Q(state=DayState.CANCELLED) & ~Q(cancelled_why="")
                | ~Q(state=DayState.CANCELLED) & Q(cancelled_why=""),
                name="a_cancelled_work_day_says_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.meets_on)
