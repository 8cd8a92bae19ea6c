"""Questions about pictures."""

from __future__ import annotations

from uuid import UUID

from rembuk.media.models import Photo, Upload


def photo_by_digest(digest: str) -> Photo:
    """Return the photo with this digest; raise Photo.DoesNotExist for an unknown one."""
    return Photo.objects.get(digest=digest)


def photo_of_upload(key: UUID) -> Photo | None:
    """Return the photo that an upload became, or None while it is on its way or unknown."""
    upload = Upload.objects.filter(key=key, photo__isnull=False).select_related("photo").first()
    return upload.photo if upload else None
