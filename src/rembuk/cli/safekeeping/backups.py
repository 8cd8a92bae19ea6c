"""Making a backup that is whole or not there, and putting one back or saying clearly why not."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection

from rembuk import __version__
from rembuk.cli.safekeeping.databases import keeper
from rembuk.cli.safekeeping.sums import TableSum, differences

MANIFEST: Final = "manifest.json"
MEDIA: Final = "media"


class CannotRestore(RuntimeError):
    """A backup cannot be put back here; the message says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. Keys are never in it, only fingerprints that tell whether the right ones are there."""

    version: str
    made_at: str
    database: str
    keys: list[str]
    tables: dict[str, TableSum]
    media: dict[str, str]

    @property
    def rows(self) -> int:
        """Return how many rows there are in all."""
        return sum(table.rows for table in self.tables.values())


def make_backup(parent: Path, *, at: datetime) -> Path:
    """Write database and pictures as they are now into a new folder, and return it."""
    folder = parent / f"rembuk-{at:%Y%m%dT%H%M%SZ}"
    half = folder.with_suffix(".unfinished")
    half.mkdir(parents=True)
    # The database first: a picture is written before the row that names it, so none can be missing.
    tables = keeper().dump(half)
    shutil.copytree(_media(), half / MEDIA) if _media().is_dir() else (half / MEDIA).mkdir()
    media = _digests(half / MEDIA)
    manifest = Manifest(__version__, at.isoformat(), connection.vendor, fingerprints(), tables, media)
    (half / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    half.rename(folder)
    return folder


def restore_backup(folder: Path) -> Manifest:
    """Put a backup into this installation, which has to be empty, and prove that all of it arrived."""
    manifest = read_manifest(folder)
    _refuse_what_cannot_work(manifest, folder)
    keeper().load(folder)
    shutil.copytree(folder / MEDIA, _media(), dirs_exist_ok=True)
    _refuse(differences(manifest.tables, keeper().sums()), "The database is not what was saved")
    _refuse(_media_faults(manifest, _media()), "Pictures are not what was saved")
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """Read what a backup holds; raise CannotRestore for a folder that is none."""
    try:
        read = json.loads((folder / MANIFEST).read_bytes())
        tables = {name: TableSum(**one) for name, one in read.pop("tables").items()}
        return Manifest(tables=tables, **read)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CannotRestore(f"{folder} is no finished backup: it has no readable {MANIFEST}.") from error


def fingerprints() -> list[str]:
    """Return what tells the keys of this installation apart without telling them; the signing key comes first."""
    return [_fingerprint(key) for key in (settings.SECRET_KEY, *settings.FIELD_KEYS)]


def _fingerprint(key: str) -> str:
    return hashlib.sha256(f"rembuk backup\0{key}".encode()).hexdigest()[:16]


def _refuse_what_cannot_work(manifest: Manifest, folder: Path) -> None:
    if manifest.database != connection.vendor:
        raise CannotRestore(f"This backup is of {manifest.database}, and REMBUK_DATABASE names {connection.vendor}.")
    if not _opens(manifest.keys, fingerprints()):
        raise CannotRestore(
            "This backup was made with other keys, and without them what people wrote cannot be read. Keys are kept "
            f"apart from backups: put that installation's *.secret files into {settings.VAR}, or set REMBUK_SECRET_KEY "
            "and REMBUK_FIELD_KEYS as they were."
        )
    if not keeper().is_empty():
        raise CannotRestore("There is data here already. Restore into an empty place: another REMBUK_VAR or database.")
    _refuse(_media_faults(manifest, folder / MEDIA), "The backup is damaged")


def _opens(saved: list[str], here: list[str]) -> bool:
    """Do the keys here open what was saved? New field keys may stand in front; the last one finds people's numbers."""
    return saved[0] == here[0] and saved[-1] == here[-1] and set(saved[1:]) <= set(here[1:])


def _media_faults(manifest: Manifest, folder: Path) -> list[str]:
    found = _digests(folder)
    return [f"{name} is missing or changed" for name, digest in manifest.media.items() if found.get(name) != digest]


def _refuse(faults: list[str], words: str) -> None:
    if faults:
        raise CannotRestore(f"{words}:\n  " + "\n  ".join(faults))


def _media() -> Path:
    return Path(settings.MEDIA_ROOT)


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
