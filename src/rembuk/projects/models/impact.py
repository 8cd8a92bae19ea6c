"""What was measured before a work and some months after it, and what of it was taken back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.projects.models.works import Project
from rembuk.projects.states import ImpactMoment
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class ImpactReading(ScopedModel):
    """What an indicator was before a work or some months after its handover (data awal, data tindak lanjut).

    Never changed: a wrong one is taken back and read again on the next `turn`. `households` is how many were asked,
    None where nobody had to be.
    """

    project = TenantFK(Project, on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=40)
    moment = models.CharField(max_length=20, choices=ImpactMoment.choices)
    turn = models.PositiveSmallIntegerField(default=0)
    value = models.DecimalField(max_digits=12, decimal_places=2)
    taken_on = models.DateField()
    method = models.CharField(max_length=300)
    households = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=200, blank=True)
    key = models.UUIDField()
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    taken_as = models.CharField(max_length=30, choices=Role.choices)
    written_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="an_impact_reading_is_written_once"),
            models.UniqueConstraint(
                fields=["tenant", "project", "indicator", "moment", "turn"],
                name="an_indicator_is_read_once_at_each_moment",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="an_impact_reading_is_not_negative"),
            models.CheckConstraint(condition=~Q(method=""), name="an_impact_reading_says_how"),
            models.CheckConstraint(condition=~Q(taken_as=""), name="an_impact_reading_says_in_which_role"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.moment}: {self.value}"


class ReadingTakenBack(ScopedModel):
    """A reading that no longer counts, and why (pembatalan data); never changed."""

    reading = TenantFK(ImpactReading, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    taken_back_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    taken_back_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "reading"], name="a_reading_is_taken_back_once"),
            models.CheckConstraint(condition=~Q(why=""), name="whoever_takes_a_reading_back_says_why"),
        ]

    def __str__(self) -> str:
        return self.why
