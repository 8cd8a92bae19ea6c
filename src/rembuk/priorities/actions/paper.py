"""Reading paper ballots into the count, by two people each, and accounting for every printed sheet."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.journal.actions import record_act
from rembuk.people.models import Person
from rembuk.priorities.guards import only_in
from rembuk.priorities.marking import Marks
from rembuk.priorities.models import PaperMark, PaperReading, RoundOption, SheetCount, Voting
from rembuk.priorities.paper import Sheets, agreed_marks
from rembuk.priorities.permissions import may_account_for_sheets, may_read_sheet
from rembuk.priorities.queries import declaration_of, paper_readings
from rembuk.priorities.states import Phase
from rembuk.voices.wording import line


class SheetIsSettled(RuntimeError):
    """Two people have read this sheet alike; nobody reads it again."""


class SameReader(ValueError):
    """One person has read this sheet before; two readings count only if two people made them."""


class SheetsAccountedFor(RuntimeError):
    """The sheets of this vote have been accounted for."""


@transaction.atomic
def read_sheet(voting: Voting, serial: str, marks: Marks, *, by: Person | None, at: datetime) -> None:
    """Write down what one person reads on a sheet; it counts once a second person reads the same."""
    if by is None or not may_read_sheet(by, voting, at=at):
        raise PermissionDenied
    only_in(voting, Phase.OPEN, Phase.CLOSED, at=at)
    name = line(serial, "serial", longest=20)
    declaration_of(voting).ballot_rule.check(marks)
    if agreed_marks(paper_readings(voting).get(name, ())) is not None:
        raise SheetIsSettled(name)
    if PaperReading.objects.filter(voting=voting, serial=name, read_by=by).exists():
        raise SameReader(name)
    reading = PaperReading.objects.create(voting=voting, serial=name, read_by=by)
    options = RoundOption.objects.filter(round=voting.round_id, key__in=marks).order_by("key")
    PaperMark.objects.bulk_create(PaperMark(reading=reading, option=one, value=marks[one.key]) for one in options)
    record_act("sheet.read", voting, by=by, at=at, region_number=voting.region_number, serial=name)


@transaction.atomic
def account_for_sheets(voting: Voting, sheets: Sheets, *, by: Person | None, at: datetime) -> None:
    """Write down where the printed sheets went; what does not add up is refused, and nothing is counted before."""
    if by is None or not may_account_for_sheets(by, voting, at=at):
        raise PermissionDenied
    only_in(voting, Phase.CLOSED, at=at)
    sheets.insist_complete()
    counted = {**asdict(sheets), "counted_by": by}
    if not SheetCount.objects.get_or_create(voting=voting, defaults=counted)[1]:
        raise SheetsAccountedFor(voting.pk)
    facts = asdict(sheets)
    record_act("sheets.accounted", voting, by=by, at=at, public=True, region_number=voting.region_number, **facts)
