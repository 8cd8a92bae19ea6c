from __future__ import annotations

import os
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from PIL import Image

from rembuk.journal.models import Act
from rembuk.media import files
from rembuk.media.actions import (
    LARGEST_PART,
    OffsetMismatch,
    PartTooLarge,
    SizeChanged,
    clean_uploads,
    receive_part,
)
from rembuk.media.models import Photo, Upload
from rembuk.media.permissions import LARGEST
from rembuk.media.pictures import NotAPicture
from rembuk.media.queries import photo_by_digest, photo_of_upload
from rembuk.tenancy import in_tenant
from tests.cast import MONDAY, TUESDAY

pytestmark = pytest.mark.django_db
KEY = UUID("0192f0c1-0000-7000-8000-000000000001")
OTHER = UUID("0192f0c1-0000-7000-8000-000000000002")


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def noise(width=400, height=300) -> bytes:
    """A picture that hardly compresses, so that it takes several parts."""
    out = BytesIO()
    Image.frombytes("RGB", (width, height), (b"\x13\x77\xc9\x41\xee" * (width * height))[: width * height * 3]).save(
        out, "PNG", compress_level=0
    )
    return out.getvalue()


def send(data: bytes, key: UUID = KEY, *, part: int = LARGEST_PART, at=MONDAY):
    progress = None
    for offset in range(0, len(data), part):
        progress = receive_part(key, offset, len(data), data[offset : offset + part], by=None, at=at)
    return progress


def test_a_picture_in_parts_becomes_a_photo(tmp_path):
    data = noise()

    progress = send(data)

    photo = Photo.objects.get()
    assert len(data) > 2 * LARGEST_PART
    assert (progress.received, progress.size, progress.photo) == (len(data), len(data), photo)
    assert (photo.width, photo.height) == (400, 300)
    assert files.path_of(photo.digest).stat().st_size == photo.size
    assert files.path_of(photo.digest) == tmp_path / "1802" / photo.digest[:2] / f"{photo.digest}.jpg"
    assert [(act.kind, act.by) for act in Act.objects.all()] == [("media.photo_kept", "")]
    assert (photo_of_upload(KEY), photo_by_digest(photo.digest)) == (photo, photo)


def test_a_part_out_of_turn_is_told_where_to_go_on():
    data = noise()
    receive_part(KEY, 0, len(data), data[:1000], by=None, at=MONDAY)

    for offset in (0, 999, 1001, 5000):
        with pytest.raises(OffsetMismatch) as refused:
            receive_part(KEY, offset, len(data), data[offset : offset + 100], by=None, at=MONDAY)
        assert refused.value.expected == 1000

    assert (Upload.objects.get().received, photo_of_upload(KEY)) == (1000, None)


def test_an_upload_goes_on_where_it_stopped():
    data = noise()
    receive_part(KEY, 0, len(data), data[:1000], by=None, at=MONDAY)

    receive_part(KEY, 1000, len(data), data[1000:2000], by=None, at=TUESDAY)

    assert (Upload.objects.get().received, files.read_parts(KEY)) == (2000, data[:2000])


def test_what_a_crash_left_behind_the_last_part_is_overwritten():
    data = noise()
    receive_part(KEY, 0, len(data), data[:1000], by=None, at=MONDAY)
    files.write_part(KEY, 1000, b"half a part that was never recorded" * 100)

    receive_part(KEY, 1000, len(data), data[1000:1100], by=None, at=MONDAY)

    assert files.read_parts(KEY) == data[:1100]


def test_a_finished_upload_is_answered_with_its_photo_again():
    data = noise(50, 50)
    first = send(data)

    again = receive_part(KEY, 0, len(data), data[:10], by=None, at=TUESDAY)

    assert again == first
    assert Act.objects.count() == 1


def test_the_same_picture_twice_is_kept_once_and_never_overwritten():
    data = noise(50, 50)
    first = send(data)
    path = files.path_of(first.photo.digest)
    path.write_bytes(b"marked")

    second = send(data, OTHER)

    assert (second.photo, Photo.objects.count(), path.read_bytes()) == (first.photo, 1, b"marked")


def test_the_same_picture_in_two_kabupaten_is_two_files():
    data = noise(50, 50)
    digest = send(data).photo.digest

    with in_tenant(1812):
        send(data)
        theirs = files.path_of(digest)

    assert theirs.exists()
    assert theirs != files.path_of(digest)


@pytest.mark.parametrize("size", [0, -1, LARGEST + 1])
def test_a_picture_over_eight_megabytes_is_refused_before_anything_is_kept(size):
    with pytest.raises(PermissionDenied):
        receive_part(KEY, 0, size, b"x", by=None, at=MONDAY)

    assert not Upload.objects.exists()


@pytest.mark.parametrize("data", [b"", b"x" * (LARGEST_PART + 1)])
def test_a_part_is_neither_empty_nor_larger_than_agreed(data):
    with pytest.raises(PartTooLarge):
        receive_part(KEY, 0, 1_000_000, data, by=None, at=MONDAY)


def test_a_part_does_not_go_past_the_end():
    with pytest.raises(PartTooLarge):
        receive_part(KEY, 0, 10, b"x" * 11, by=None, at=MONDAY)


def test_an_upload_does_not_change_its_size():
    receive_part(KEY, 0, 100, b"x" * 10, by=None, at=MONDAY)

    with pytest.raises(SizeChanged):
        receive_part(KEY, 10, 200, b"x" * 10, by=None, at=MONDAY)


def test_what_is_no_picture_is_not_kept(tmp_path):
    with pytest.raises(NotAPicture):
        send(b"#!/bin/sh\nrm -rf /\n")

    assert not Photo.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_parts_are_forgotten_once_the_photo_is_kept(tmp_path, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send(noise(50, 50))

    assert list(tmp_path.rglob("*.part")) == []
    assert len(list(tmp_path.rglob("*.jpg"))) == 1


def test_a_photo_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    def power_cut(_handle):
        raise OSError("no power")

    monkeypatch.setattr(os, "fsync", power_cut)

    with pytest.raises(OSError, match="no power"):
        files.keep("ab" * 32, b"picture")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_was_left_for_a_day_is_cleaned_up_and_photos_stay(tmp_path):
    photo = send(noise(50, 50)).photo
    receive_part(OTHER, 0, 1000, b"x" * 10, by=None, at=MONDAY)
    old = (MONDAY - timedelta(days=2)).timestamp()
    for part in tmp_path.rglob("*.part"):
        os.utime(part, (old, old))

    forgotten = clean_uploads(by=None, at=MONDAY + timedelta(days=1, hours=1))

    assert (forgotten, list(Upload.objects.values_list("key", flat=True))) == (1, [KEY])
    assert list(tmp_path.rglob("*.part")) == []
    assert files.path_of(photo.digest).exists()
    assert clean_uploads(by=None, at=MONDAY + timedelta(days=40)) == 1
    assert list(Photo.objects.all()) == [photo]


def test_fresh_uploads_are_left_alone(tmp_path):
    receive_part(KEY, 0, 1000, b"x" * 10, by=None, at=MONDAY)

    acts = Act.objects.count()

    assert clean_uploads(by=None, at=MONDAY) == 0
    assert Upload.objects.get().received == 10
    assert Act.objects.count() == acts


@pytest.mark.parametrize("facts", [{"received": 101}, {"photo": "photo"}])
def test_the_database_refuses_an_upload_that_contradicts_itself(facts):
    receive_part(KEY, 0, 100, b"x" * 10, by=None, at=MONDAY)
    if "photo" in facts:
        facts = {"photo": Photo.objects.create(digest="a" * 64, width=1, height=1, size=1, kept_at=MONDAY)}

    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.update(**facts)


def test_the_database_refuses_the_same_key_or_photo_twice_and_an_empty_photo():
    send(noise(50, 50))
    photo = Photo.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.create(key=KEY, size=1, started_at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.create(digest=photo.digest, width=1, height=1, size=1, kept_at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.update(width=0)
