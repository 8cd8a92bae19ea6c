"""Lists of those who came, typed or in a table: a name, and how much of the day where it was not all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from rembuk.journeys.intake_cells import BadCell, read_amount
from rembuk.journeys.intake_tables import UnreadableFile, read_table
from rembuk.projects.swadaya.actions import LineDraft

MOST_LINES: Final = 300
COLUMNS: Final = {
    **dict.fromkeys(("nama", "name", "namawarga"), "name"),
    **dict.fromkeys(("hari", "day", "days", "hok"), "days"),
}
WHOLE: Final = Decimal(1)


class BadList(ValueError):
    """A list cannot be read; the message says where and what to do."""


def typed_lines(text: str) -> list[LineDraft]:
    """Read one person on each line, after a comma the part of the day: "Wagiyo, 0,5"."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [_line(number, *_split(line)) for number, line in enumerate(_few(lines), start=1)]


def _split(line: str) -> tuple[str, str]:
    name, _comma, days = line.partition(",")
    return name.strip(), days.strip()


def table_lines(file: UploadedFile[Any]) -> list[LineDraft]:  # Any: bytes or text.
    """Read a CSV or XLSX file with the columns `nama` and, where not everybody stayed all day, `hari`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "daftar"
        with path.open("wb") as written:
            written.writelines(file.chunks())
        try:
            return list(_of_table(path))
        except UnreadableFile as error:
            raise BadList(str(error)) from error


def _of_table(path: Path) -> Iterator[LineDraft]:
    table = read_table(path, COLUMNS, most_rows=MOST_LINES)
    if "name" not in table.columns:
        raise BadList(_("The file has no column “nama”."))
    for line in table.lines:
        yield _line(line.number, line.cells["name"], line.cells.get("days", ""))


def _few(lines: list[str]) -> list[str]:
    if len(lines) > MOST_LINES:
        raise BadList(_("A list has %(most)s lines at most. Make two work days of it.") % {"most": MOST_LINES})
    return lines


def _line(number: int, name: str, days: str) -> LineDraft:
    try:
        part = read_amount(days, "days") if days else WHOLE
    except BadCell as error:
        raise BadList(_("Line %(number)s: %(what)s") % {"number": number, "what": error}) from error
    if not name or not 0 < part <= WHOLE:
        raise BadList(_("Line %(number)s: write a name, and at most one day.") % {"number": number})
    # The form has asked once for everybody.
    return LineDraft(name, part, is_grown=True)
