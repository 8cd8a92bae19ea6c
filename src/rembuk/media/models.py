"""Pictures, and uploads on their way."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class Photo(ScopedModel):
    """A re-encoded picture without metadata, stored under its own digest (foto)."""

    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    kept_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "digest"], name="a_photo_is_kept_once"),
            models.CheckConstraint(condition=Q(width__gte=1, height__gte=1, size__gte=1), name="a_photo_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.digest[:12]


class Upload(ScopedModel):
    """A picture that arrives in parts and may be resumed (unggahan); `key` is made by the phone."""

    key = models.UUIDField()
    size = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    photo = TenantFK(Photo, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "started_at"], name="uploads_by_age"),
            models.Index(fields=["tenant", "photo"], name="uploads_of_a_photo"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="an_upload_is_started_once"),
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="an_upload_never_exceeds_its_size"),
            models.CheckConstraint(
                condition=Q(photo__isnull=True) | Q(received=F("size")), name="only_a_whole_upload_is_a_photo"
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)
