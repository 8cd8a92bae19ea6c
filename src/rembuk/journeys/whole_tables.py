"""A table of which all rows are taken in, or none: each wrong cell is named as a spreadsheet names it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from rembuk.journeys.intake_cells import BadCell
from rembuk.journeys.intake_tables import Line, Table, UnreadableFile, read_table
from rembuk.kernel.texts import name_key

# What a row can become.
NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong in one cell, named as a spreadsheet does, and how to mend it."""

    sheet: str
    row: int
    column: str
    what: str

    def __str__(self) -> str:
        facts = {"sheet": self.sheet, "row": self.row, "column": self.column}
        # Not inside the f-string: what collects texts for translators does not look there.
        place = _("sheet %(sheet)s, row %(row)s, column %(column)s") % facts
        return f"{place}: {self.what}"


@dataclass(frozen=True, slots=True)
class LinesReport:
    """What became of the rows: new, changed or the same as before; with any fault, none was taken in."""

    new: int = 0
    changed: int = 0
    same: int = 0
    faults: tuple[CellFault, ...] = ()


class _Faulty(Exception):
    def __init__(self, faults: list[CellFault]) -> None:
        self.faults = tuple(faults)
        super().__init__()


def take_in_whole(
    path: Path, labels: Mapping[str, str], take_in: Callable[[Line], str], *, most_rows: int
) -> LinesReport:
    """Take in the rows of a file; `take_in` says what became of one, or raises BadCell for what is wrong with it.

    `labels` are the names of the columns by what they are called here; a label is read however it is spelled. Raise
    UnreadableFile for a file that is no table or lacks one of them.
    """
    table = read_table(path, {name_key(label): name for name, label in labels.items()}, most_rows=most_rows)
    if missing := [label for name, label in labels.items() if name not in table.columns]:
        raise UnreadableFile(
            _("The column %(name)s is missing. The first row names the columns.") % {"name": missing[0]}
        )
    try:
        with transaction.atomic():
            return _taken_in(table, take_in)
    except _Faulty as faulty:
        return LinesReport(faults=faulty.faults)


def _taken_in(table: Table, take_in: Callable[[Line], str]) -> LinesReport:
    faults: list[CellFault] = []
    outcomes: list[str] = []
    for line in table.lines:
        try:
            with transaction.atomic():
                outcomes.append(take_in(line))
        except BadCell as wrong:
            faults.append(CellFault(table.sheet, line.number, wrong.column, str(wrong)))
    if faults:
        raise _Faulty(faults)
    return LinesReport(outcomes.count(NEW), outcomes.count(CHANGED), outcomes.count(SAME))
