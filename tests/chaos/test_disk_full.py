"""A full disk takes no voice and says so; pages are read on, and what was refused is taken once there is room."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client

from rembuk.tenancy import in_tenant
from rembuk.voices.models import Voice
from tests.cast import key_of, play
from tests.committing import copied_database
from tests.conftest import LAMPUNG_TENGAH

MEGABYTE = b"\x00" * 2**20


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def database_on(folder: Path) -> Iterator[None]:
    """Let the database at work lie in a folder."""
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(shutil.copy(before, folder / "rembuk.sqlite3"))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def fill(file: Path) -> None:
    with file.open("wb", buffering=0) as filling, suppress(OSError):
        while filling.write(MEGABYTE):
            pass


def send(region: str) -> HttpResponseBase:
    voice = {
        "key": str(key_of("a full disk")),
        "kind": "wish",
        "words": "Mohon jembatan kecil di Dusun 3 diperbaiki, papannya sudah lapuk.",
        "region": region,
        "confidentiality": "open",
    }
    client = Client(raise_request_exception=False)
    return client.post("/sampaikan/kirim", json.dumps(voice), content_type="application/json")


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_full_disk_refuses_a_voice_shows_pages_and_takes_the_voice_once_there_is_room(tmp_path: Path) -> None:
    cache.clear()
    with small_disk(tmp_path, 24), copied_database(), in_tenant(LAMPUNG_TENGAH):
        region = play().kampung.code
        with database_on(tmp_path):
            Client().get("/")  # A site that runs when its disk fills up.
            fill(tmp_path / "filling")

            refused = send(region)
            read = Client().get("/kebutuhan")
            stored_meanwhile = Voice.objects.count()
            (tmp_path / "filling").unlink()
            taken, again = send(region), send(region)

            assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
            assert (read.status_code, stored_meanwhile) == (200, 0)
            assert (taken.status_code, again.status_code, Voice.objects.count()) == (201, 200, 1)
