"""Where pictures lie: finished ones under their digest, never overwritten; parts of unfinished ones beside them."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from uuid import UUID

from django.conf import settings

from rembuk.tenancy import current_tenant


def path_of(digest: str) -> Path:
    """Return where a photo of the tenant at work lies."""
    return _tenant_folder() / digest[:2] / f"{digest}.jpg"


def keep(digest: str, data: bytes) -> None:
    """Write a photo so that it is there whole or not at all; one that is there already is left alone."""
    path = path_of(digest)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
        _make_durable(path.parent)
    finally:
        Path(name).unlink(missing_ok=True)


def write_part(key: UUID, offset: int, data: bytes) -> None:
    """Write bytes of an upload at their place; what a failed try left behind them is cut off."""
    path = _part(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.seek(offset)
        file.write(data)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())


def read_parts(key: UUID) -> bytes:
    """Return what has arrived of an upload."""
    return _part(key).read_bytes()


def forget_parts(key: UUID) -> None:
    """Remove what has arrived of an upload."""
    _part(key).unlink(missing_ok=True)


def parts_older_than(moment: float) -> list[UUID]:
    """Return the keys whose parts were last written before a moment, in seconds since 1970."""
    folder = _tenant_folder() / "incoming"
    return sorted(UUID(path.stem) for path in folder.glob("*.part") if path.stat().st_mtime < moment)


def _part(key: UUID) -> Path:
    return _tenant_folder() / "incoming" / f"{key}.part"


def _tenant_folder() -> Path:
    return Path(settings.MEDIA_ROOT) / str(current_tenant())


def _make_durable(folder: Path) -> None:
    """Have the new name survive a power cut as well as the bytes do."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
