"""Files that are not what they say: pictures that are bombs, tables that are half there."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

NAMES = ("foto.jpg", "usulan.csv", "usulan.xlsx", "a.svg", "x" * 250, "a\x00.csv", "\u202egpj.csv", ".csv", "csv")
HEADER = "id,teks,jenis,sektor,asal\n"


@cache
def contents() -> tuple[bytes, ...]:
    """Return what the files hold, plain ones among them."""
    return (*_pictures(), *_tables(), *_workbooks())


def file_of(name: str, content: bytes) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def _pictures() -> tuple[bytes, ...]:
    jpeg = _picture("JPEG")
    return (
        jpeg,
        _picture("PNG"),
        _picture("GIF"),
        _picture("WEBP"),
        b"",
        b"\xff\xd8\xff",
        jpeg[: len(jpeg) // 2],
        jpeg + b"<?php echo 1; ?>" + b"PK\x03\x04",
        jpeg[:20] + b"\xff" * 40 + jpeg[60:],
        _promising_png(),
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a/*<script>alert(1)</script>*/",
        b"P6 99999 99999 255\n",
        b"%!PS\nquit",
    )


def _picture(kind: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (64, 48), "darkgreen").save(out, kind)
    return out.getvalue()


def _promising_png() -> bytes:
    """Return a small file whose header says 50,000 by 50,000 points."""
    png = bytearray(_picture("PNG"))
    png[16:24] = (50_000).to_bytes(4, "big") * 2
    return bytes(png)


def _tables() -> tuple[bytes, ...]:
    return (
        f"{HEADER}U-1,Mohon jalan diperbaiki di Dusun 3,usulan,jalan,\n".encode(),
        HEADER.encode(),
        f"{HEADER}U-1\n".encode(),
        f"{HEADER}U-1,a,b,c,d,e,f,g\n".encode(),
        f'{HEADER}U-1,"tidak ditutup\n'.encode(),
        f"\ufeff{HEADER.replace(',', ';')}U-1;Jalan rusak berat;usulan;jalan;\n".encode(),
        f"{HEADER}U-1,Jalan rusak berat\x00,usulan,jalan,\n".encode(),
        f"{HEADER}U-1,{'x' * 140_000},usulan,jalan,\n".encode(),
        f"{HEADER}=1+1,=HYPERLINK(1),usulan,jalan,\n".encode(),
        f"{HEADER}{'9' * 5_000},Jalan rusak berat sekali,usulan,jalan,\n".encode(),
        (HEADER + "U,Jalan rusak berat sekali,usulan,jalan,\n" * 300).encode(),
        f"{HEADER}U-1,café rusak berat\n".encode("latin-1"),
        f"{HEADER}U-1,Jalan rusak berat sekali,usulan,jalan,\n".encode("utf-16"),
        b"id,id,teks,teks\n1,2,3,4\n",
        b"\n\n\n",
        b"teks\r" + b"a\r" * 50,
        b"," * 5_000,
    )


def _workbooks() -> tuple[bytes, ...]:
    return (
        b"PK\x03\x04",
        b"PK\x05\x06" + b"\x00" * 18,
        _zip({"xl/workbook.xml": b"<workbook"}),
        _zip({"[Content_Types].xml": b"<a/>", "xl/worksheets/sheet1.xml": b"\x00" * 5_000_000}),
        _zip({"[Content_Types].xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        _zip({"../../a": b"x"}),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    )


def _zip(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()
