"""Receiving pictures in parts that may be sent again after a lost connection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from rembuk.journal.actions import record_act
from rembuk.media import files
from rembuk.media.models import Photo, Upload
from rembuk.media.permissions import may_send_picture
from rembuk.media.pictures import NotAPicture, safe_picture
from rembuk.tenancy import current_tenant, in_tenant
from rembuk.tenancy.models import Tenant

LARGEST_PART = 128 * 1024
UNFINISHED_FOR = timedelta(days=1)
REMEMBERED_FOR = timedelta(days=30)


class PartTooLarge(ValueError):
    """A part is empty, has more than 128 KB or goes past the end of its upload."""


class SizeChanged(ValueError):
    """An upload that was begun with one size goes on with another."""


class OffsetMismatch(ValueError):
    """A part is not the next one; `expected` is where the next one begins."""

    def __init__(self, expected: int) -> None:
        super().__init__(f"The next part begins at {expected}.")
        self.expected = expected


@dataclass(frozen=True)
class Progress:
    """How much of an upload is here; `photo` once it is all here."""

    received: int
    size: int
    photo: Photo | None = None


@transaction.atomic
def receive_part(key: UUID, offset: int, size: int, data: bytes, *, by: models.Model | None, at: datetime) -> Progress:
    """Take the next part of a picture; with the last one, keep the picture and say so in the journal.

    A part that came before is answered by OffsetMismatch with the place to go on from, and a finished upload with its
    photo. Refused are pictures over 8 MB (PermissionDenied), parts over 128 KB, and at the end what is no picture.
    """
    if not may_send_picture(by, size):
        raise PermissionDenied
    upload = _begun(key, size, at)
    if upload.photo is not None:
        return Progress(upload.received, upload.size, upload.photo)
    _check_part(upload, offset, data)
    files.write_part(key, offset, data)
    upload.received = offset + len(data)
    upload.save(update_fields=["received"])
    photo = _finish(upload, by, at) if upload.received == upload.size else None
    return Progress(upload.received, upload.size, photo)


def _begun(key: UUID, size: int, at: datetime) -> Upload:
    upload, _new = Upload.objects.select_for_update().get_or_create(key=key, defaults={"size": size, "started_at": at})
    if upload.size != size:
        raise SizeChanged(f"{upload.size} bytes were announced first, {size} now.")
    return upload


def _check_part(upload: Upload, offset: int, data: bytes) -> None:
    if offset != upload.received:
        raise OffsetMismatch(upload.received)
    if not 0 < len(data) <= LARGEST_PART or offset + len(data) > upload.size:
        raise PartTooLarge(f"{len(data)} bytes at {offset} of {upload.size}")


def _finish(upload: Upload, by: models.Model | None, at: datetime) -> Photo:
    data = files.read_parts(upload.key)
    try:
        picture = safe_picture(data)
    except NotAPicture:
        files.forget_parts(upload.key)
        raise
    files.keep(picture.digest, picture.data)
    values = {"width": picture.width, "height": picture.height, "size": len(picture.data), "kept_at": at}
    photo, _new = Photo.objects.get_or_create(digest=picture.digest, defaults=values)
    upload.photo = photo
    upload.save(update_fields=["photo"])
    record_act("media.photo_kept", photo, by=by, at=at, digest=photo.digest)
    # The transaction may end after the tenant was left, as that of an invented year does.
    transaction.on_commit(partial(_forget_parts, upload.key, current_tenant()))
    return photo


def _forget_parts(key: UUID, tenant: int) -> None:
    with in_tenant(tenant):
        files.forget_parts(key)


@transaction.atomic
def clean_uploads(*, by: models.Model | None, at: datetime) -> int:
    """Forget uploads that were left unfinished for a day, and finished ones after a month; return how many.

    The photos themselves stay.
    """
    left = Upload.objects.filter(photo__isnull=True, started_at__lt=at - UNFINISHED_FOR)
    past = Upload.objects.filter(photo__isnull=False, started_at__lt=at - REMEMBERED_FOR)
    forgotten = left.delete()[0] + past.delete()[0]
    for key in files.parts_older_than((at - UNFINISHED_FOR).timestamp()):
        files.forget_parts(key)
    if forgotten:
        record_act("media.uploads_cleaned", Tenant(number=current_tenant()), by=by, at=at, forgotten=forgotten)
    return forgotten
