"""What residents say did not arrive though money was given for it."""

from __future__ import annotations

from django.db import models

from rembuk.finance.models.money import Post
from rembuk.tenancy.fields import TenantFK
from rembuk.tenancy.models import ScopedModel


class NotReceived(ScopedModel):
    """A voice says that what a post pays for did not arrive (laporan belum diterima); what comes of it, the voice has.

    Such a voice is about the kampung government, so the sub-district handles it.
    """

    post = TenantFK(Post, on_delete=models.PROTECT, related_name="+")
    voice = TenantFK("voices.Voice", on_delete=models.PROTECT, related_name="+")

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "post"], name="what_did_not_arrive_of_a_post")]
        constraints = [models.UniqueConstraint(fields=["tenant", "voice"], name="a_voice_is_about_one_post")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.voice_id}"
