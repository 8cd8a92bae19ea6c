"""Paper ballots: printed under registered numbers, read by two people each, and every sheet accounted for."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.priorities.guards import only_in
from rembuk.priorities.marking import Marks
from rembuk.priorities.models import PaperMark, PaperReading, PrintedSheet, RoundOption, SheetCount, Voting
from rembuk.priorities.paper import Sheets, agreed_marks
from rembuk.priorities.permissions import may_account_for_sheets, may_print_sheets, may_read_sheet
from rembuk.priorities.queries import declaration_of, paper_readings, readings_of
from rembuk.priorities.secrecy import shuffled
from rembuk.priorities.serials import draw_serial
from rembuk.priorities.states import Phase
from rembuk.voices.wording import line


class SheetIsSettled(RuntimeError):
    """Two people have read this sheet alike; nobody reads it again."""


class SameReader(ValueError):
    """One person has read this sheet before; two readings count only if two people made them."""


class SheetsAccountedFor(RuntimeError):
    """The sheets of this vote have been accounted for."""


class NoSuchSheet(ValueError):
    """No sheet with this number was printed for the vote, or it is spoiled; the message is the number."""


class ReadAndSpoiled(ValueError):
    """Sheets that are said to be spoiled were read as ballots; the message names their numbers."""


class ShowsAnotherSheet(ValueError):
    """The picture was sent with another sheet of this vote; the message is that sheet's number."""


@transaction.atomic
def print_sheets(voting: Voting, number: int, *, by: Person | None, at: datetime) -> list[str]:
    """Register so many paper ballots and return their numbers; how many there are is public."""
    if by is None or not may_print_sheets(by, voting, at=at):
        raise PermissionDenied
    only_in(voting, Phase.PREPARING, Phase.OPEN, at=at)
    serials = _new_serials(voting, number)
    PrintedSheet.objects.bulk_create(PrintedSheet(voting=voting, serial=serial) for serial in serials)
    record_act("sheets.printed", voting, by=by, at=at, public=True, region_number=voting.region_number, sheets=number)
    return serials


@transaction.atomic
def read_sheet(
    voting: Voting, serial: str, marks: Marks, photo: Photo | None = None, *, by: Person | None, at: datetime
) -> None:
    """Write down what one person reads on a sheet, with a picture of it if they took one.

    It counts once a second person reads the same. A sheet that nobody had read when the sheets were accounted for is
    refused: one reading of it would stop the count for good.
    """
    if by is None or not may_read_sheet(by, voting, at=at):
        raise PermissionDenied
    only_in(voting, Phase.OPEN, Phase.CLOSED, at=at)
    name = line(serial, "serial", longest=20)
    if not PrintedSheet.objects.filter(voting=voting, serial=name, is_spoiled=False).exists():
        raise NoSuchSheet(name)
    declaration_of(voting).ballot_rule.check(marks)
    known = [reading.marks for reading in readings_of(voting, name)]
    if agreed_marks(known) is not None:
        raise SheetIsSettled(name)
    if not known and SheetCount.objects.filter(voting=voting).exists():
        raise SheetsAccountedFor(name)
    if PaperReading.objects.filter(voting=voting, serial=name, read_by=by).exists():
        raise SameReader(name)
    _insist_own_picture(voting, name, photo)
    reading = PaperReading.objects.create(voting=voting, serial=name, read_by=by, photo=photo)
    options = RoundOption.objects.filter(round=voting.round_id, key__in=marks).order_by("key")
    PaperMark.objects.bulk_create(PaperMark(reading=reading, option=one, value=marks[one.key]) for one in options)
    record_act("sheet.read", voting, by=by, at=at, region_number=voting.region_number, serial=name)


@transaction.atomic
def account_for_sheets(
    voting: Voting, spoiled: Collection[str], unused: int, *, by: Person | None, at: datetime
) -> Sheets:
    """Write down which printed sheets were spoiled and how many are left over; the others must have been read.

    What does not add up is refused, and nothing is counted before it does.
    """
    if by is None or not may_account_for_sheets(by, voting, at=at):
        raise PermissionDenied
    only_in(voting, Phase.CLOSED, at=at)
    sheets = _sheets(voting, frozenset(spoiled), unused)
    sheets.insist_complete()
    counted = {**asdict(sheets), "counted_by": by}
    if not SheetCount.objects.get_or_create(voting=voting, defaults=counted)[1]:
        raise SheetsAccountedFor(voting.pk)
    PrintedSheet.objects.filter(voting=voting, serial__in=spoiled).update(is_spoiled=True)
    facts = asdict(sheets)
    record_act("sheets.accounted", voting, by=by, at=at, public=True, region_number=voting.region_number, **facts)
    return sheets


def _insist_own_picture(voting: Voting, serial: str, photo: Photo | None) -> None:
    others = PaperReading.objects.filter(voting=voting, photo=photo).exclude(serial=serial)
    if photo is not None and (other := others.first()):
        raise ShowsAnotherSheet(other.serial)


def _new_serials(voting: Voting, number: int) -> list[str]:
    known = set(PrintedSheet.objects.filter(voting=voting).values_list("serial", flat=True))
    fresh: set[str] = set()
    while len(fresh) < number:
        fresh |= {draw_serial(secrets.randbelow)} - known
    return shuffled(sorted(fresh), secrets.randbelow)


def _sheets(voting: Voting, spoiled: frozenset[str], unused: int) -> Sheets:
    printed = set(PrintedSheet.objects.filter(voting=voting).values_list("serial", flat=True))
    used = paper_readings(voting).keys()
    if unknown := sorted(spoiled - printed):
        raise NoSuchSheet(", ".join(unknown))
    if both := sorted(spoiled & used):
        raise ReadAndSpoiled(", ".join(both))
    return Sheets(printed=len(printed), used=len(used), spoiled=len(spoiled), unused=unused)
