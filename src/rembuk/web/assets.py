"""Styles and scripts: joined, named by their content, compressed beforehand and served for ever."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]  # ships no types
from django.conf import settings
from whitenoise import WhiteNoise

if TYPE_CHECKING:
    from wsgiref.headers import Headers
    from wsgiref.types import WSGIApplication

SOURCES = Path(__file__).parent / "static"
# The order of the cascade is said by @layer in tokens.css; this is the order of reading.
STYLES = ("tokens.css", "base.css", "layout.css", "components/*.css", "utilities.css", "print.css")
# What pages ask for by name; these bring along what they import. The worker comes last, for it names the others.
SCRIPTS = ("copy.js", "counter.js", "kiosk.js", "hall.js", "passkey.js", "speak.js", "sw.js")
HASHED = re.compile(r"\.[0-9a-f]{12}\.[a-z]+$")
IMPORT = re.compile(r'^import (?:.* from )?"\./([a-z-]+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export ", re.MULTILINE)
REFERENCE = re.compile(r'"\./([a-z-]+\.[a-z]+)"')
REMARK = re.compile(r"^\s*(?://|/\*\*).*\n", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FOLDS = re.compile(r"\s*\n\s*")
SMALL = 200


def build() -> dict[str, str]:
    """Write all assets and their manifest, and return it: name -> name with hash. Doing it twice changes nothing."""
    target = _target()
    target.mkdir(parents=True, exist_ok=True)
    manifest: dict[str, str] = {}
    _publish("app.css", _styles(), manifest, target)
    for source in sorted((SOURCES / "icons").glob("*.svg")):
        _publish(source.name, source.read_bytes(), manifest, target)
    for name in SCRIPTS:
        _publish(name, _script(name, manifest), manifest, target)
    _write(target / "manifest.json", json.dumps(manifest, indent=1, sort_keys=True).encode())
    forget()
    return manifest


def asset(name: str) -> str:
    """Return where an asset is: "app.css" is at "/static/app.3f2a….css"."""
    return _address(_manifest()[name])


def service_worker() -> str:
    """The text of the service worker, which has to be served at /sw.js to see the whole site."""
    return (_target() / _manifest()["sw.js"]).read_text(encoding="utf-8")


def serve_assets(application: WSGIApplication) -> WhiteNoise:
    """Put the assets in front of an application, compressed and with headers that let phones keep them for ever."""
    build()
    return WhiteNoise(
        application,
        root=str(_target()),
        prefix=settings.STATIC_URL,
        immutable_file_test=lambda _path, address: bool(HASHED.search(address)),
        allow_all_origins=False,
        add_headers_function=_protect,
    )


def _protect(headers: Headers, _path: str, _address: str) -> None:
    """Let browsers take an asset for what it says it is, and only for pages of this site."""
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def forget() -> None:
    """Read the manifest anew at the next question: another build may have written it."""
    _manifest.cache_clear()


@lru_cache(maxsize=1)
def _manifest() -> dict[str, str]:
    written = _target() / "manifest.json"
    if not written.exists():
        return build()
    manifest: dict[str, str] = json.loads(written.read_bytes())
    return manifest


def _styles() -> bytes:
    parts = [part for pattern in STYLES for part in sorted((SOURCES / "css").glob(pattern))]
    joined = "\n".join(part.read_text(encoding="utf-8") for part in parts)
    return FOLDS.sub("\n", COMMENT.sub("", joined)).strip().encode()


def _script(name: str, manifest: dict[str, str]) -> bytes:
    """Join a script with those it imports, and give the assets it names their addresses."""
    joined = REMARK.sub("", _with_imports(name, set()))
    return REFERENCE.sub(lambda found: f'"{_address(manifest[found[1]])}"', joined).encode()


def _with_imports(name: str, joined: set[str]) -> str:
    """One file costs a phone one journey to the server; a chain of imports costs one journey for each link."""
    joined.add(name)
    text = (SOURCES / "js" / name).read_text(encoding="utf-8")
    before = [_with_imports(needed, joined) for needed in IMPORT.findall(text) if needed not in joined]
    return "".join(before) + EXPORT.sub("", IMPORT.sub("", text))


def _publish(name: str, content: bytes, manifest: dict[str, str], target: Path) -> None:
    stem, suffix = name.rsplit(".", 1)
    hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"
    manifest[name] = hashed
    if (target / hashed).exists():
        return
    if len(content) > SMALL:
        _write(target / f"{hashed}.br", brotli.compress(content))
        _write(target / f"{hashed}.gz", gzip.compress(content, mtime=0))
    # Last, because its presence says that the compressed copies are there too.
    _write(target / hashed, content)


def _write(file: Path, content: bytes) -> None:
    """Replace a file in one step, so that two builds at once never show half of it."""
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".new-", delete=False) as new:
        new.write(content)
    Path(new.name).chmod(0o644)
    Path(new.name).replace(file)


def _address(hashed: str) -> str:
    return f"{settings.STATIC_URL}{hashed}"


def _target() -> Path:
    return Path(settings.ASSETS_ROOT)
