"""From a value to the bytes of a PDF, or of a picture for phones."""

from __future__ import annotations

import json
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import msgspec
from PIL import Image

from rembuk.documents.glyphs import drawable
from rembuk.documents.sheets import Sheet
from rembuk.documents.squares import square

FORMS: Final = Path(__file__).parent / "forms"
# Readable by people who cannot see it (ISO 14289-1): a title, a language, tags, a text for each picture.
STANDARD: Final = "ua-1"
# Twice the points of a page; and as many colours as ink on flat ground needs, so that a picture costs little to send.
PICTURE_DOTS: Final = 144
PICTURE_COLOURS: Final = 32


class CannotDraw(RuntimeError):
    """There is no Typst for this kind of machine; every paper is a page too, which a browser prints."""


def can_draw() -> bool:
    """Is Typst installed here?"""
    return find_spec("typst") is not None


def draw(sheet: Sheet) -> bytes:
    """Return a paper as PDF/UA; the same sheet gives the same bytes. Raise CannotDraw where Typst is missing."""
    drawn = _typst().compile(
        FORMS / f"{sheet.form}.typ",
        root=FORMS,
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(_told(sheet))},
        pdf_standards=[STANDARD],
    )
    return _one_file(drawn)


def draw_picture(sheet: Sheet) -> bytes:
    """Return a paper of one page as a small PNG for phones, the same bytes for the same sheet; raise as `draw` does."""
    drawn = _typst().compile(
        FORMS / f"{sheet.form}.typ",
        root=FORMS,
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(_told(sheet))},
        format="png",
        ppi=PICTURE_DOTS,
    )
    picture, out = Image.open(BytesIO(_one_file(drawn))), BytesIO()
    picture.convert("RGB").quantize(PICTURE_COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _typst() -> ModuleType:
    try:
        import typst  # noqa: PLC0415 - 80 MB, read when the first paper is drawn.
    except ImportError as error:
        raise CannotDraw("There is no Typst for this kind of machine. Print the page from the browser.") from error
    return typst


def _one_file(drawn: object) -> bytes:
    if not isinstance(drawn, bytes):
        raise TypeError("a drawing is one file")
    return drawn


def _told(sheet: Sheet) -> dict[str, Any]:  # Any: JSON.
    told: dict[str, Any] = _drawable(msgspec.to_builtins(sheet))
    addresses = (sheet.square.address, *(one.address for one in sheet.ballots))
    for one, address in zip((told["square"], *told["ballots"]), addresses, strict=True):
        one["drawing"] = square(address)
    return told


def _drawable(value: Any) -> Any:  # Any: JSON on both sides.
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, list | tuple):
        return [_drawable(one) for one in value]
    if isinstance(value, dict):
        return {key: _drawable(one) for key, one in value.items()}
    return value
