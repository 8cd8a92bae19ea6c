"""Giving a finished work to those who care for it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rembuk.people.models import Person
from rembuk.projects.models.works import Project
from rembuk.projects.states import HandoverState
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class Handover(ScopedModel):
    """The minutes by which a care group takes over a work (berita acara serah terima).

    Those present say by show of hands whether they are satisfied; only the counts are kept.
    """

    project = TenantFK(Project, on_delete=models.PROTECT, related_name="+")
    care_group = models.CharField(max_length=120)
    place = models.CharField(max_length=200)
    minutes = models.CharField(max_length=2_000)
    satisfied = models.PositiveIntegerField()
    undecided = models.PositiveIntegerField()
    dissatisfied = models.PositiveIntegerField()
    key = models.UUIDField()
    state = models.CharField(max_length=20, choices=HandoverState.choices, default=HandoverState.OFFERED)
    offered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    offered_at = models.DateTimeField()
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    settled_at = models.DateTimeField(null=True)
    sent_back_why = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "project", "offered_at"], name="handovers_of_a_project")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="a_handover_is_offered_once"),
            models.UniqueConstraint(
                fields=["tenant", "project"],
                condition=~Q(state=HandoverState.SENT_BACK),
                name="a_work_is_handed_over_once",
            ),
            models.CheckConstraint(
                condition=Q(state=HandoverState.OFFERED, settled_by=None, settled_at=None)
                | (~Q(state=HandoverState.OFFERED) & Q(settled_by__isnull=False, settled_at__isnull=False)),
                name="a_settled_handover_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None) | ~Q(settled_by=F("offered_by")), name="nobody_hands_over_to_themselves"
            ),
            models.CheckConstraint(
                condition=~Q(state=HandoverState.SENT_BACK) | ~Q(sent_back_why=""),
                name="a_handover_sent_back_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.care_group

    @property
    def present(self) -> int:
        """How many were asked."""
        return self.satisfied + self.undecided + self.dissatisfied
