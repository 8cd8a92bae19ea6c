"""Reading a table of voices from a CSV or XLSX file: rows of text under known names, whatever wrote the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from rembuk.journeys.workbook_reading import Cell, Sheet, Unopened, first_sheet, written
from rembuk.kernel.texts import name_key

MOST_BYTES: Final = 10_000_000
# A workbook is a ZIP archive; a small one may hide a large one.
MOST_UNPACKED: Final = 100_000_000
MOST_ROWS: Final = 20_000
WORKBOOK: Final = b"PK\x03\x04"


class UnreadableFile(ValueError):
    """The file as a whole cannot be taken in; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as a spreadsheet counts, the header being 1, and its cells by column, tidied."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a file that are known, its rows that hold anything, and the name of its sheet or file."""

    sheet: str
    columns: frozenset[str]
    lines: Sequence[Line]


def read_table(path: Path, columns: Mapping[str, str], *, most_rows: int = MOST_ROWS) -> Table:
    """Read a file.

    `columns` maps spellings of a header, as `name_key` writes them, to the names used here; other columns are left out,
    and their order does not matter. Raise UnreadableFile for what is no table of this size.
    """
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableFile(_("The file is larger than %(size)s MB. Split it.") % {"size": MOST_BYTES // 1_000_000})
    data = path.read_bytes()
    sheet = _workbook(data) if data.startswith(WORKBOOK) else Sheet(path.stem, list(_text(data)))
    header = [columns.get(name_key(written(cell)), "") for cell in next(iter(sheet.rows), [])]
    if doubled := sorted({name for name in header if name and header.count(name) > 1}):
        raise UnreadableFile(_("The column %(name)s is there twice. Remove one.") % {"name": ", ".join(doubled)})
    return Table(sheet.name, frozenset(filter(None, header)), list(_lines(sheet.rows[1:], header, most_rows)))


def _lines(table: Iterable[Sequence[Cell]], header: Sequence[str], most_rows: int) -> Iterator[Line]:
    for number, row in enumerate(table, start=2):
        if number > most_rows + 1:
            raise UnreadableFile(_("The file has more than %(rows)s rows. Split it.") % {"rows": most_rows})
        # A row with a comma too many has more cells than the header; those have no name.
        cells = {name: written(cell) for name, cell in zip(header, row, strict=False) if name}
        if any(cells.values()):
            yield Line(number, cells)


def _text(data: bytes) -> Iterator[list[str]]:
    if b"\0" in data[:4096]:
        raise UnreadableFile(_("This is no CSV or XLSX file. Save it as one of these."))
    text = _decoded(data)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(MOST_BYTES)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise UnreadableFile(_("This is no CSV or XLSX file. Save it as one of these.")) from error


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Windows writes where nobody chose anything else.
        return data.decode("cp1252", errors="replace")


def _workbook(data: bytes) -> Sheet:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise UnreadableFile(_("The file is too large when it is unpacked. Split it."))
        return first_sheet(data)
    except (BadZipFile, Unopened) as error:
        raise UnreadableFile(_("This workbook cannot be opened. Save it again as XLSX or CSV.")) from error
