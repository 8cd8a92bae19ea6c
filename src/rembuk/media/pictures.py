"""Making a safe picture of what was sent: decoded, made small, written anew without place, device or trailer."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

LONGEST_SIDE = 1280
QUALITY = 80

# A JPEG is decoded at a fraction of its size, other formats in full: 24 million pixels take 96 MB for a moment.
MOST_PIXELS = {"JPEG": 64_000_000, "PNG": 24_000_000, "WEBP": 24_000_000}

_BEGINNINGS = {"JPEG": (b"\xff\xd8\xff", 0), "PNG": (b"\x89PNG\r\n\x1a\n", 0), "WEBP": (b"WEBP", 8)}


class NotAPicture(ValueError):
    """The bytes are no picture that phones make, or a damaged one."""


class TooManyPixels(NotAPicture):
    """The picture would fill the memory once unpacked."""


@dataclass(frozen=True)
class Picture:
    """A picture fit to be kept: JPEG bytes, their SHA-256 and their size in pixels."""

    data: bytes
    digest: str
    width: int
    height: int


def safe_picture(data: bytes) -> Picture:
    """Return the picture upright, at most 1280 pixels long, as a new JPEG without metadata.

    Nothing of the sent bytes but the pixels survives: no EXIF, GPS, comment, profile, thumbnail or trailing file.
    """
    small = _small(data, _format_of(data))
    out = BytesIO()
    small.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    written = out.getvalue()
    return Picture(written, hashlib.sha256(written).hexdigest(), small.width, small.height)


def _format_of(data: bytes) -> str:
    for name, (beginning, offset) in _BEGINNINGS.items():
        if data.startswith(beginning, offset):
            return name
    raise NotAPicture("The file begins like no JPEG, PNG or WebP.")


def _small(data: bytes, name: str) -> Image.Image:
    try:
        with Image.open(BytesIO(data), formats=[name]) as opened:
            if opened.width * opened.height > MOST_PIXELS[name]:
                raise TooManyPixels(f"{opened.width} x {opened.height} pixels are too many.")
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = _on_white(ImageOps.exif_transpose(opened))
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return upright
    # Pillow says "this is no picture" in many ways, and warns before it refuses a bomb.
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels(str(error)) from error
    except (OSError, SyntaxError, ValueError, LookupError, TypeError, ArithmeticError, struct.error) as error:
        if isinstance(error, NotAPicture):
            raise
        raise NotAPicture(str(error)) from error


def _on_white(picture: Image.Image) -> Image.Image:
    """Return new, plain colours; a copy would carry comment and profile along."""
    seen = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    plain = Image.new("RGB", seen.size, "white")
    plain.paste(seen, mask=seen.getchannel("A") if seen.mode == "RGBA" else None)
    return plain
