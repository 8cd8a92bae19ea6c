"""Pictures, and uploads on their way."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

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
        constraints = [models.UniqueConstraint(fields=["tenant", "digest"], name="a_photo_is_kept_once")]

    def __str__(self) -> str:
        return self.digest[:12]


class Upload(ScopedModel):
    """A picture that arrives in parts and may be resumed (unggahan); `key` is made by the phone."""

    key = models.UUIDField()
    size = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    photo_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "started_at"], name="uploads_by_age")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="an_upload_is_started_once"),
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="an_upload_never_exceeds_its_size"),
        ]

    def __str__(self) -> str:
        return str(self.key)
