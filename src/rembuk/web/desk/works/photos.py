"""A photo that comes with a form of the desk."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from rembuk.media.actions import LARGEST_PART, receive_part
from rembuk.media.models import Photo
from rembuk.media.pictures import NotAPicture
from rembuk.media.queries import photo_of_upload
from rembuk.people.models import Person


def keep_photo(sent: UploadedFile[bytes], key: UUID, *, by: Person | None, at: datetime) -> Photo:
    """Keep a photo without its place and device; sent again under the same key it is kept once."""
    if known := photo_of_upload(key):
        return known
    size = sent.size or 0
    for offset in range(0, size, LARGEST_PART):
        progress = receive_part(key, offset, size, sent.read(LARGEST_PART), by=by, at=at)
        if progress.photo is not None:
            return progress.photo
    raise NotAPicture(sent.name)
