from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from rembuk.media.pictures import LONGEST_SIDE, MOST_PIXELS, NotAPicture, TooManyPixels, safe_picture

MAKER = "PhoneOfSomebody"


def picture(kind="JPEG", size=(640, 480), mode="RGB", **options) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 127 if mode in {"L", "P"} else None).save(out, kind, **options)
    return out.getvalue()


def with_place(orientation=1) -> bytes:
    """A JPEG as a phone writes it: who made it, where, and which way up."""
    exif = Image.Exif()
    exif[Base.Make] = MAKER
    exif[Base.Orientation] = orientation
    gps = exif.get_ifd(IFD.GPSInfo)
    gps[GPS.GPSLatitudeRef], gps[GPS.GPSLatitude] = "S", (5.0, 9.0, 37.0)
    gps[GPS.GPSLongitudeRef], gps[GPS.GPSLongitude] = "E", (105.0, 2.0, 12.0)
    return picture(exif=exif, comment=b"my house")


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def test_place_maker_and_comment_do_not_survive():
    sent = with_place()
    before = Image.open(BytesIO(sent))
    assert before.getexif().get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] == "S"
    assert MAKER.encode() in sent

    kept = safe_picture(sent)

    after = opened(kept.data)
    assert dict(after.getexif()) == {}
    assert not {"exif", "comment", "icc_profile"} & set(after.info)
    assert MAKER.encode() not in kept.data
    assert b"my house" not in kept.data
    assert b"Exif" not in kept.data


def test_a_picture_taken_upright_stays_upright():
    kept = safe_picture(with_place(orientation=6))

    assert (kept.width, kept.height) == (480, 640)


def test_a_profile_does_not_survive():
    sent = picture(icc_profile=b"colours of my own screen")
    assert b"colours of my own" in sent

    assert b"colours of my own" not in safe_picture(sent).data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_phones_make_becomes_a_small_jpeg(kind):
    kept = safe_picture(picture(kind, (4000, 3000)))

    image = opened(kept.data)
    assert (image.format, image.size) == ("JPEG", (LONGEST_SIDE, 960))
    assert (kept.width, kept.height) == image.size


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16"])
def test_every_kind_of_png_is_read_and_transparency_lies_on_white(mode):
    kept = safe_picture(picture("PNG", (20, 20), mode))

    image = opened(kept.data)
    assert image.mode == "RGB"
    if mode in {"RGBA", "LA"}:
        assert image.getpixel((5, 5)) == (255, 255, 255)


def test_a_picture_for_print_is_read():
    assert opened(safe_picture(picture(mode="CMYK")).data).mode == "RGB"


def test_the_same_bytes_give_the_same_digest():
    assert safe_picture(picture()).digest == safe_picture(picture()).digest


def test_a_file_hidden_behind_a_picture_does_not_survive():
    hidden = b"PK\x03\x04<script>alert(1)</script>"

    kept = safe_picture(picture() + hidden)

    assert b"<script>" not in kept.data
    assert b"PK\x03\x04" not in kept.data


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [5_000, 11_000, 60_000])
def test_a_picture_that_would_fill_the_memory_is_refused_unread(side):
    sent = bomb(side, side)

    with pytest.raises(TooManyPixels):
        safe_picture(sent)

    assert len(sent) < 100
    assert side * side > MOST_PIXELS["PNG"]


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GIF89a" + b"\0" * 100,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"%PDF-1.7",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\0\0\0\0WEBP",
        picture()[:300],
        picture("TIFF"),
    ],
)
def test_what_is_no_whole_picture_is_refused(sent):
    with pytest.raises(NotAPicture):
        safe_picture(sent)


@settings(max_examples=60)
@given(place=st.integers(0, 2_000), byte=st.integers(0, 255), kind=st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_a_damaged_picture_is_read_or_refused_and_never_breaks(place, byte, kind):
    sent = bytearray(picture(kind, (64, 64)))
    sent[place % len(sent)] = byte

    try:
        kept = safe_picture(bytes(sent))
    except NotAPicture:
        return
    assert opened(kept.data).format == "JPEG"
