"""What is asked for while something is built."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rembuk.people.models import Person
from rembuk.projects.models.works import Project
from rembuk.projects.states import ChangeKind, ChangeState
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class WorkChange(ScopedModel):
    """A delay or a change of size (adendum): asked for by one, agreed or refused by another, with a reason each.

    What it asks for is written whole: the last month of a delay, or the volume and cost of a change.
    """

    project = TenantFK(Project, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ChangeKind.choices)
    why = models.CharField(max_length=300)
    last_month = models.PositiveSmallIntegerField(null=True)
    volume = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    cost_rupiah = models.BigIntegerField(null=True)
    key = models.UUIDField()
    state = models.CharField(max_length=20, choices=ChangeState.choices, default=ChangeState.ASKED)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "project", "asked_at"], name="changes_of_a_project")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="a_change_is_asked_for_once"),
            models.UniqueConstraint(
                fields=["tenant", "project"],
                condition=Q(state=ChangeState.ASKED),
                name="one_change_waits_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.DELAY, last_month__range=(1, 12), volume=None, cost_rupiah=None)
                | Q(kind=ChangeKind.SIZE, last_month=None, volume__gt=0, cost_rupiah__gte=0),
                name="a_change_says_what_it_changes",
            ),
            models.CheckConstraint(
                condition=Q(state=ChangeState.ASKED, decided_by=None, decided_at=None)
                | (~Q(state=ChangeState.ASKED) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="a_decided_change_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="nobody_agrees_to_their_own_change"
            ),
            models.CheckConstraint(condition=~Q(state=ChangeState.REFUSED) | ~Q(answer=""), name="a_refusal_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.why}"
