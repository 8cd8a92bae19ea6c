"""The people who carry a project out, and what they declare."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rembuk.people.models import Person
from rembuk.projects.models.works import Project
from rembuk.projects.states import Duty
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class TeamMember(ScopedModel):
    """Somebody of the team (anggota TPK), named in public as the decree names them, with their declaration.

    `interest` is what they have to do with a seller, landowner or relative in this work; "" declares that there is
    nothing.
    """

    project = TenantFK(Project, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    duty = models.CharField(max_length=20, choices=Duty.choices)
    interest = models.CharField(max_length=300, blank=True)
    key = models.UUIDField()
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    named_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "project", "id"], name="team_of_a_project")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="a_member_is_named_once"),
            models.UniqueConstraint(
                fields=["tenant", "project"], condition=Q(duty=Duty.CHAIR), name="a_team_has_one_chair"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_member_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
