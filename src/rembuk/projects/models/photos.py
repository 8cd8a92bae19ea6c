"""Photos of works."""

from __future__ import annotations

from django.db import models

from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.people.roles import Role
from rembuk.projects.models.works import Measurement, Project
from rembuk.projects.states import PhotoMoment
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class WorkPhoto(ScopedModel):
    """A photo of a work (foto 0 %, 50 %, 100 %); its moment is kept to the second and shown as a month."""

    project = TenantFK(Project, on_delete=models.PROTECT, related_name="+")
    measurement = TenantFK(Measurement, on_delete=models.PROTECT, null=True, related_name="+")
    photo = TenantFK(Photo, on_delete=models.PROTECT, related_name="+")
    taken = models.CharField(max_length=20, choices=PhotoMoment.choices)
    words = models.CharField(max_length=160)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    added_as = models.CharField(max_length=30, choices=Role.choices, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "project", "added_at"], name="photos_of_a_project"),
            models.Index(fields=["tenant", "photo"], name="works_on_a_photo"),
            models.Index(fields=["tenant", "measurement"], name="photos_of_a_measurement"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "project", "photo"], name="a_photo_shows_a_work_once"),
        ]

    def __str__(self) -> str:
        return self.words
