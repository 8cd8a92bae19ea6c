"""The photo of a sheet that was signed by hand, taken with a form."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile

from rembuk.media.actions import LARGEST_PART, receive_part
from rembuk.media.models import Photo


def kept_paper(sent: UploadedFile[Any], *, at: datetime) -> Photo | None:  # Any: bytes or text.
    """Keep a photo without what a camera writes into it; raise NotAPicture for anything else."""
    key, size = uuid4(), sent.size or 0
    photo = None
    for offset in range(0, size, LARGEST_PART):
        photo = receive_part(key, offset, size, sent.read(LARGEST_PART), by=None, at=at).photo
    return photo
