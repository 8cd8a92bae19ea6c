"""Reading a PDF back: its words, where its letters stand, its pages as pictures, and the square on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2
import segno
from PIL import Image
from pypdfium2 import raw

POINTS = 72 / 25.4  # In a millimetre.
SCALE = 3
# No printer reaches the edge of its paper.
LEAST_MARGIN = 7 * POINTS


def squeezed(text: str) -> str:
    """Return a text without anything that a line end or a place to break may have put into it."""
    return re.sub(r"[\s\u200b\ufffe\u00ad]+", "", text)


class Read:
    """A PDF as a reader has it."""

    def __init__(self, data: bytes) -> None:
        self.pages = list(pypdfium2.PdfDocument(data))

    @property
    def text(self) -> str:
        """All words, without spaces."""
        return squeezed("".join(page.get_textpage().get_text_range() for page in self.pages))

    @property
    def lines(self) -> list[str]:
        """Its lines as they stand."""
        return [line.strip() for page in self.pages for line in page.get_textpage().get_text_range().splitlines()]

    def pictures(self) -> list[Image.Image]:
        """Return its pages as they look, in black, white and grey."""
        return [page.render(scale=SCALE).to_pil().convert("L") for page in self.pages]

    def letters_outside(self) -> list[str]:
        """Return the letters that stand outside the paper or too near its edge."""
        return [letter for page in self.pages for letter in _outside(page)]

    def margins_are_white(self) -> bool:
        """Is there no ink where printers do not reach?"""
        return all(_has_white_margins(picture) for picture in self.pictures())

    def holds_square(self, address: str) -> bool:
        """Does one of its pages show the square that leads to an address, dot by dot?"""
        return any(_shows(page, address) for page in self.pages)


def _outside(page: pypdfium2.PdfPage) -> Iterator[str]:
    words = page.get_textpage()
    width, height = page.get_size()
    for place in range(words.count_chars()):
        left, bottom, right, top = words.get_charbox(place)
        fits = left >= LEAST_MARGIN and right <= width - LEAST_MARGIN
        if not (fits and bottom >= LEAST_MARGIN and top <= height - LEAST_MARGIN):
            letter = words.get_text_range(place, 1)
            if squeezed(letter):
                yield letter


def _has_white_margins(picture: Image.Image) -> bool:
    edge = round(LEAST_MARGIN * SCALE)
    wide, high = picture.size
    strips = ((0, 0, wide, edge), (0, high - edge, wide, high), (0, 0, edge, high), (wide - edge, 0, wide, high))
    return all(picture.crop(strip).getextrema() == (255, 255) for strip in strips)


def _shows(page: pypdfium2.PdfPage, address: str) -> bool:
    dots = [[bool(dot) for dot in row] for row in segno.make(address, error="m", micro=False).matrix]
    return any(_dots(square, len(dots)) == dots for square in _squares(page))


def _squares(page: pypdfium2.PdfPage) -> Iterator[Image.Image]:
    """Yield what might be a square, cut to its ink: three of its corners are black."""
    picture = page.render(scale=SCALE).to_pil().convert("L").point(lambda grey: 255 * (grey < 128))
    high = page.get_size()[1]
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=8):
        left, bottom, right, top = drawn.get_bounds()
        if min(right - left, top - bottom) > 15 * POINTS:
            around = picture.crop(tuple(round(at * SCALE) for at in (left, high - top, right, high - bottom)))
            yield around.crop(around.getbbox())


def _dots(square: Image.Image, number: int) -> list[list[bool]]:
    across, down = square.width / number, square.height / number
    return [
        [square.getpixel((int((x + 0.5) * across), int((y + 0.5) * down))) == 255 for x in range(number)]
        for y in range(number)
    ]
