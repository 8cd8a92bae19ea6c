"""The paper of an invented vote: cards given up for it, and sheets read alike, differently, or only once so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from uuid import UUID, uuid5

from PIL import Image, ImageDraw

from rembuk.media.actions import receive_part
from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.priorities.actions import exchange_card, print_sheets, read_sheet
from rembuk.priorities.models import Voting
from rembuk.priorities.secrecy import order_of_options

_KEYS = UUID("9e0c4a52-7f31-4b0e-8f25-1c6a3d9b7e41")
PRINTED = 8
INK, PAPER = (20, 20, 40), (252, 250, 244)


@dataclass(frozen=True)
class PaperTable:
    """The table where cards are exchanged, and the two who read the sheets."""

    voting: Voting
    monitor: Person
    officer: Person
    guide: Person
    at: datetime

    def take(self, codes: Sequence[str], options: Sequence[str]) -> None:
        """Take these cards for paper; the first sheet is read alike by two, the second differently, the others once."""
        serials = print_sheets(self.voting, PRINTED, by=self.monitor, at=self.at)
        for place, code in enumerate(codes):
            exchange_card(self.voting, code, by=self.officer, at=self.at)
            self._read(serials[place], options, chosen=place, by=self.officer)
        for serial in serials[: min(len(codes), 2)]:
            read_sheet(self.voting, serial, {options[0]: 1}, by=self.guide, at=self.at)

    def _read(self, serial: str, options: Sequence[str], *, chosen: int, by: Person) -> None:
        option = options[chosen % len(options)]
        order = order_of_options(serial, options)
        photo = self._kept(serial, len(order), order.index(option))
        read_sheet(self.voting, serial, {option: 1}, photo, by=by, at=self.at)

    def _kept(self, serial: str, lines: int, crossed: int) -> Photo | None:
        data = _drawing(serial, lines, crossed)
        return receive_part(uuid5(_KEYS, serial), 0, len(data), data, by=self.officer, at=self.at).photo


def _drawing(serial: str, lines: int, crossed: int) -> bytes:
    """Draw a ballot with its number and one cross, as if it had been photographed on a table."""
    picture = Image.new("RGB", (480, 640), (139, 115, 85))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((30, 30, 450, 610), fill=PAPER)
    pen.text((60, 60), f"SURAT SUARA (gambar contoh)  {serial}", fill=INK, font_size=18)
    for line in range(lines):
        top = 130 + line * 430 // lines
        pen.rectangle((60, top, 100, top + 40), outline=INK, width=3)
        pen.line((120, top + 30, 420, top + 30), fill=(190, 186, 176), width=8)
        if line == crossed:
            pen.line((55, top - 4, 104, top + 45), fill=INK, width=6)
            pen.line((104, top - 3, 56, top + 44), fill=INK, width=6)
    out = BytesIO()
    picture.save(out, "JPEG", quality=75)
    return out.getvalue()
