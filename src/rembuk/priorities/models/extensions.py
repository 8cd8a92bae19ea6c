"""A vote that stays open longer than was declared: two people said so, and why."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rembuk.people.models import Person
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class Extension(ScopedModel):
    """Voting ends later than was declared (perpanjangan waktu): one asks, another grants it, and everybody reads why.

    It never takes time away. What nobody has granted before the end that it is about is past.
    """

    voting = TenantFK("priorities.Voting", on_delete=models.PROTECT, related_name="+")
    closed_before_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    why = models.CharField(max_length=300)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    granted_at = models.DateTimeField(null=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "voting"], name="extensions_of_a_vote")]
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="an_extension_has_a_reason"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("closed_before_at"), asked_at__lt=F("closed_before_at")),
                name="an_extension_is_asked_before_the_end_and_takes_no_time_away",
            ),
            models.CheckConstraint(
                condition=Q(granted_by__isnull=True, granted_at__isnull=True)
                | Q(granted_by__isnull=False, granted_at__gte=F("asked_at"), granted_at__lt=F("closed_before_at"))
                & ~Q(granted_by=F("asked_by")),
                name="an_extension_is_granted_by_another_and_before_the_end",
            ),
        ]

    def __str__(self) -> str:
        return self.why
