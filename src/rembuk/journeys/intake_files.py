"""Voices come in as a file: each row becomes one voice or one named error, and doing it twice changes nothing."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from rembuk.journeys.intake_cells import BadCell
from rembuk.journeys.intake_rows import COLUMNS, LONGEST_NUMBER, Reading, missing_column
from rembuk.journeys.intake_tables import MOST_ROWS, Line, UnreadableFile, read_table
from rembuk.kernel.periods import local_day
from rembuk.kernel.texts import mask_personal, safe_cell, tidy_text
from rembuk.people.models import Person
from rembuk.programmes.models import Programme
from rembuk.regions.models import Region
from rembuk.regions.queries import region_by_code
from rembuk.tenancy import in_tenant, national
from rembuk.voices.actions import KeyUsedTwice, hold_voice, receive_voice
from rembuk.voices.drafts import BadDraft
from rembuk.voices.holding import reasons_to_hold


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in one row, and how to mend it."""

    row: int
    column: str
    what: str

    def __str__(self) -> str:
        where = _("row %(row)s, column %(column)s") % {"row": self.row, "column": self.column}
        return f"{where}: {self.what}"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the rows of a file: they are new, known, or faulty, and together all of them."""

    new: int
    known: int
    held: int
    faults: tuple[RowFault, ...]

    @property
    def rows(self) -> int:
        """How many rows held anything."""
        return self.new + self.known + len(self.faults)

    def __str__(self) -> str:
        facts = {"rows": self.rows, "new": self.new, "known": self.known, "faults": len(self.faults)}
        first = _("%(rows)s rows: %(new)s new voices, %(known)s known already, %(faults)s with an error.") % facts
        return "\n".join([first, *map(str, self.faults)])


@transaction.atomic
def import_voices(
    path: Path,
    *,
    programme: Programme,
    region: Region | None = None,
    source: str = "",
    most_rows: int = MOST_ROWS,
    by: Person | None,
    at: datetime,
) -> ImportReport:
    """Take in a CSV or XLSX file of voices; raise UnreadableFile for what is no table of voices.

    Rows that name no kampung belong to `region`, or to the region of the programme. `source` tells lists apart: the
    same number from the same source is the same voice, and a row that changed under its number is an error. Without
    one, the name of the file stands for it. Doubtful voices wait for a human like all others.
    """
    table = read_table(path, COLUMNS, most_rows=most_rows)
    if missing := missing_column(table.columns):
        raise UnreadableFile(_("The column %(name)s is missing. The first row names the columns.") % {"name": missing})
    # Names of files can hold anything; this one is kept with every voice.
    named = mask_personal(tidy_text(source or path.stem))[:LONGEST_NUMBER]
    reading = Reading(programme, region or programme.region, named, local_day(at))
    new = known = held = 0
    faults: list[RowFault] = []
    for line in table.lines:
        outcome = _take_in(line, reading, by, at)
        if isinstance(outcome, RowFault):
            faults.append(outcome)
            continue
        new, known, held = new + outcome.is_new, known + (not outcome.is_new), held + outcome.is_held
    return ImportReport(new, known, held, tuple(faults))


class WhichProgramme(LookupError):
    """No programme, or more than one, could be meant; the message says what to add."""


def import_voices_anywhere(path: Path, *, code: str = "", source: str = "", at: datetime) -> ImportReport:
    """Take in a file at the command line: into the programme of a region, or the only one of the installation.

    `code` is the official code of the region to which rows belong that name none.
    """
    with national():
        region = region_by_code(code) if code else None
        programmes = [
            one
            for one in Programme.objects.select_related("region").order_by("started_on", "id")
            if region is None or one.region.holds(region.number)
        ]
    if len(programmes) != 1:
        names = ", ".join(f"{one.region.name} ({one.region.code})" for one in programmes)
        raise WhichProgramme(
            f"Several programmes run here: {names}. Name one with --region." if names else "No programme runs here yet."
        )
    with in_tenant(programmes[0].tenant):
        return import_voices(path, programme=programmes[0], region=region, source=source, by=None, at=at)


@dataclass(frozen=True, slots=True)
class _Taken:
    is_new: bool
    is_held: bool


def _take_in(line: Line, reading: Reading, by: Person | None, at: datetime) -> _Taken | RowFault:
    try:
        draft = reading.draft(line.cells)
        with transaction.atomic():
            receipt = receive_voice(draft, by=by, at=at)
            if receipt.replayed:
                return _Taken(is_new=False, is_held=False)
            reasons = reasons_to_hold(draft.words)
            if reasons:
                hold_voice(receipt.voice, reasons, by=None, at=at)
            return _Taken(is_new=True, is_held=bool(reasons))
    except BadCell as wrong:
        return RowFault(line.number, wrong.column, str(wrong))
    except KeyUsedTwice as error:
        what = _("This number came before with other words, as %(code)s. Give the changed row a number of its own.")
        return RowFault(line.number, "id", what % {"code": error})
    except PermissionDenied:
        return RowFault(
            line.number, "kelurahan", _("You do not work for this kampung, so you cannot enter its voices.")
        )
    except BadDraft as error:
        return RowFault(line.number, "teks", str(error))


def faults_as_csv(faults: tuple[RowFault, ...]) -> str:
    """Return errors as a table that any spreadsheet opens, without letting a cell become a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_("row"), _("column"), _("what is wrong")])
    for fault in faults:
        writer.writerow([fault.row, fault.column, safe_cell(fault.what)])
    # Without the mark, Excel takes the file for the code page of Windows.
    return "\ufeff" + out.getvalue()
