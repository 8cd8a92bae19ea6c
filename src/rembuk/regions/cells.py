"""Cells of a table that came in: reading lines, and cells that say how to mend them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

from rembuk.kernel.texts import tidy_text
from rembuk.regions.drafts import Count
from rembuk.regions.faults import Fault, ImportRefused
from rembuk.regions.numbering import NotARegionCode, tidy_code

V = TypeVar("V")

MOST_BYTES = 50_000_000
MOST_PEOPLE = 2_000_000_000  # More than a column of the database holds is a slip of the hand.


class WrongCell(ValueError):
    """A cell cannot be read; the message says how to mend it."""


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each line of a CSV file with its number; commas or semicolons, UTF-8 or the code page of Windows."""
    if path.stat().st_size > MOST_BYTES:
        raise ImportRefused([Fault(path.name, f"is larger than {MOST_BYTES // 1_000_000} MB; split it")])
    text = _decode(path.read_bytes())
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    for row in reader:
        yield (
            reader.line_num,
            {
                tidy_text(key).lower(): tidy_text(cell)
                for key, cell in row.items()
                if key is not None and cell is not None
            },
        )


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def count_in(cells: dict[str, str]) -> Count | None:
    """Return the count of people in a line, None where it has none; a count needs who counted, and when."""
    people = read_cell(cells, "population", whole_number)
    if people is None:
        return None
    source, on = cells.get("population_source", ""), read_cell(cells, "population_date", date.fromisoformat)
    if not source or on is None:
        raise WrongCell(
            "column population needs population_source and population_date (2025-12-31): who counted, and when"
        )
    return Count(people, source[:200], on)


def read_cell(cells: dict[str, str], column: str, read: Callable[[str], V]) -> V | None:
    """Return what a cell says, None where it is empty; raise WrongCell."""
    cell = cells.get(column, "")
    return must_read(column, cell, read) if cell else None


def must_read(column: str, cell: str, read: Callable[[str], V]) -> V:
    """Return what a cell says; raise WrongCell, which names the column."""
    try:
        return read(cell)
    except (ValueError, InvalidOperation) as error:
        raise WrongCell(f"column {column} says {cell[:60]!r}, which cannot be read ({_said(error)})") from error


def _said(error: ValueError | InvalidOperation) -> str:
    return "not a number" if isinstance(error, InvalidOperation) else str(error)


def parts_of(cell: str, mark: str) -> tuple[str, ...]:
    """Return the parts of a cell between marks, without the empty ones."""
    return tuple(part.strip() for part in cell.split(mark) if part.strip())


def official_code(text: str) -> str:
    """Read an official code of a region."""
    try:
        return tidy_code(text)
    except NotARegionCode as error:
        raise ValueError("not an official code such as 18.02.02.2005") from error


def whole_number(text: str) -> int:
    """Read how many people; "1.250" is how a thousand and a quarter is written where these lists come from."""
    value = int(text.replace(".", "").replace(" ", ""))
    if not 0 <= value <= MOST_PEOPLE:
        raise ValueError("people are counted from 0 up")
    return value


def grid_place(text: str) -> int:
    """Read a column or row of the grid of tiles."""
    value = int(text)
    if not 0 <= value <= 1_000:
        raise ValueError("a place in the grid is between 0 and 1000")
    return value


def digits(most: int) -> Callable[[str], str]:
    """Return what reads a row of so many digits at most."""

    def read(text: str) -> str:
        if not (text.isascii() and text.isdigit()) or len(text) > most:
            raise ValueError(f"at most {most} digits")
        return text

    return read


def degrees(most: int) -> Callable[[str], Decimal]:
    """Return what reads a latitude or longitude."""

    def read(text: str) -> Decimal:
        value = Decimal(text.replace(",", "."))
        if not -most <= value <= most:
            raise ValueError(f"between -{most} and {most}")
        return value.quantize(Decimal("0.000001"))

    return read
