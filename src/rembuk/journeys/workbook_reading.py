"""Opening a workbook in a process of its own with little memory.

A kilobyte can hold two cells a million rows apart, and the reader asks for the room between them at once: in the
process of the web that would end every page. Here it ends a child.
"""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from rembuk.kernel.texts import tidy_text

# A list of 20,000 rows takes a quarter of it.
MOST_MEMORY: Final = 768 * 1024 * 1024
MOST_SECONDS: Final = 60
LONGEST_CELL: Final = 20_000

Cell = str | int | float | bool | date | datetime | object


class Unopened(ValueError):
    """The reader gave up: the workbook is damaged, or wants more room or time than it gets."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first sheet of a workbook: its name and its rows."""

    name: str
    rows: list[list[str]]


def first_sheet(data: bytes) -> Sheet:
    """Return the first sheet; a formula counts as the value it had when saved, and is never run. Raise Unopened."""
    surroundings = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    try:
        done = subprocess.run(
            (sys.executable, "-m", "rembuk.journeys.workbook_reading"),
            input=data,
            env=surroundings,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=True,
        )
    except subprocess.SubprocessError as error:
        raise Unopened from error
    return Sheet(**json.loads(done.stdout))


def written(cell: Cell) -> str:
    """Return a cell as people would write it, without invisible signs."""
    if isinstance(cell, bool) or cell is None:
        return ""
    if isinstance(cell, float):
        # As people here write it, so that 1.125 of a workbook is not taken for a thousand.
        return str(int(cell)) if cell.is_integer() else f"{Decimal(repr(cell)):f}".replace(".", ",")
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    # One letter more than allowed is enough to see that there are too many.
    text = str(cell)[: LONGEST_CELL + 1]
    return "\n".join(filter(None, map(tidy_text, text.splitlines())))


def _read(data: bytes) -> Sheet:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - in the child alone, once its memory is limited.

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    rows: Sequence[Sequence[Cell]] = sheet.to_python(skip_empty_area=False)
    return Sheet(sheet.name, [[written(cell) for cell in row] for row in rows])


def _answer() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(asdict(_read(sys.stdin.buffer.read())), sys.stdout)


if __name__ == "__main__":
    _answer()
