"""What single cells of somebody's list say: sizes, days and places, as they are written in Indonesia."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.translation import gettext as _

_DEGREES: Final = r"(-?\d{1,3}[.,]\d+)"
_COORDINATES: Final = re.compile(rf"[\s(\[]*{_DEGREES}\s*[,;\s]\s*{_DEGREES}[\s)\]]*")
_MONTHS: Final = (
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
)
_DAY_FIRST: Final = re.compile(r"^(\d{1,2})[\s./-]+(\d{1,2}|[a-z]+)[\s./-]+(\d{4})")


class BadCell(ValueError):
    """A cell cannot be taken in; the message says what is wrong and how to mend it."""

    def __init__(self, column: str, what: str) -> None:
        super().__init__(what)
        self.column = column


@dataclass(frozen=True)
class Place:
    """What an address says: words, and the point on the map where it holds one."""

    words: str
    latitude: Decimal | None = None
    longitude: Decimal | None = None

    def __str__(self) -> str:
        point = f"{self.latitude}, {self.longitude}" if self.latitude is not None else ""
        return " ".join(filter(None, (self.words, f"({point})" if point else "")))


def read_amount(text: str, column: str) -> Decimal:
    """Read a size as it is written in Indonesia: "1.500" is one thousand five hundred, "2,5" two and a half."""
    plain = text.strip().replace(" ", "")
    grouped = re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", plain)
    if grouped or "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        amount = Decimal(plain)
    except InvalidOperation as error:
        raise BadCell(column, _("“%(text)s” is no number. Write for example 1.500 or 2,5.") % {"text": text}) from error
    if not amount.is_finite() or not 0 <= amount <= 10**12:
        raise BadCell(column, _("“%(text)s” is no number. Write for example 1.500 or 2,5.") % {"text": text})
    return amount


def read_place(address: str) -> Place:
    """Take an address apart: "Jl. Raya (-5.0771, 105.2103)" is a street and a point; the south is below zero."""
    found = _COORDINATES.search(address)
    if found is None:
        return Place(address)
    latitude, longitude = (Decimal(part.replace(",", ".")) for part in found.groups())
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise BadCell(
            "alamat", _("“%(text)s” is no point on the map. Write latitude, longitude.") % {"text": found[0].strip()}
        )
    words = f"{address[: found.start()]} {address[found.end() :]}".strip(" ,;")
    # Five places after the point are a step; more would only look like a telephone number.
    step = Decimal("0.00001")
    return Place(" ".join(words.split()), latitude.quantize(step), longitude.quantize(step))


def read_day(text: str) -> date:
    """Read a day: 2026-11-23, 23/11/2026, 23-11-2026 or 23 November 2026."""
    plain = text.strip().lower()
    try:
        if found := _DAY_FIRST.match(plain):
            day, month, year = found.groups()
            return date(int(year), int(month) if month.isdigit() else _month(month), int(day))
        return datetime.fromisoformat(plain).date()
    except ValueError as error:
        raise BadCell(
            "tanggal_usul", _("“%(text)s” is no day. Write for example 23/11/2026.") % {"text": text}
        ) from error


def _month(name: str) -> int:
    """Return the number of a month; "nov" is enough."""
    for number, month in enumerate(_MONTHS, start=1):
        if month.startswith(name) and len(name) > 2:
            return number
    raise ValueError(name)
