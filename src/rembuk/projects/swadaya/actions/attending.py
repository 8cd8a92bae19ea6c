"""Who came to a work day, taken down once or read from paper by two people; and who was hurt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rembuk.kernel.periods import local_day
from rembuk.kernel.states import MoveNotAllowed
from rembuk.kernel.texts import tidy_text
from rembuk.media.models import Photo
from rembuk.people.models import Person
from rembuk.projects.swadaya.actions.giving import NotYetGiven, TooYoung
from rembuk.projects.swadaya.models import Injury, Pledge, Sheet, SheetLine, WorkDay
from rembuk.projects.swadaya.permissions import may_write_gift
from rembuk.projects.swadaya.reading import agreed
from rembuk.projects.swadaya.rows import GiftDraft, gift_of
from rembuk.projects.swadaya.states import DAY_STATES, PLEDGE_STATES, DayState, Harm, PledgeState, Source
from rembuk.projects.swadaya.telling import tell as _tell
from rembuk.tenancy.moves import move

LONGEST_NAME = 120


class BadLine(ValueError):
    """A line of a list has no name, or no part of a day; `place` says which line."""

    def __init__(self, place: int) -> None:
        super().__init__(f"line {place}")
        self.place = place


@dataclass(frozen=True)
class LineDraft:
    """One person who came, how much of the day they worked, and that they are fifteen at least."""

    name: str
    days: Decimal
    is_grown: bool


@transaction.atomic
def take_attendance(
    day: WorkDay, key: UUID, lines: Sequence[LineDraft], source: Source, *, by: Person | None, at: datetime
) -> Sheet:
    """Take down who came, and write their days into the ledger; the same key is answered as the first time."""
    if by is None or not may_write_gift(by, day.project, at=at):
        raise PermissionDenied
    if known := Sheet.objects.filter(day=day, key=key).first():
        return known
    sheet = _written(Sheet(key=key, day=day, source=source, read_by=by, read_at=at), lines)
    _into_the_ledger(sheet, lines)
    _tell("swadaya.attended", day, day.project, by=by, at=at)
    return sheet


@transaction.atomic
def read_paper(
    day: WorkDay, key: UUID, photo: Photo, lines: Sequence[LineDraft], *, by: Person | None, at: datetime
) -> Sheet:
    """Type what a photographed list says; once two people read the same, their days stand in the ledger."""
    if by is None or not may_write_gift(by, day.project, at=at):
        raise PermissionDenied
    if known := Sheet.objects.filter(day=day, key=key).first():
        return known
    sheet = _written(Sheet(key=key, day=day, source=Source.PAPER, photo=photo, read_by=by, read_at=at), lines)
    if agreed(day, sheet):
        _into_the_ledger(sheet, lines)
    _tell("swadaya.paper_read", day, day.project, by=by, at=at)
    return sheet


def _written(sheet: Sheet, lines: Sequence[LineDraft]) -> Sheet:
    day = sheet.day
    if day.state != DayState.PLANNED:
        raise MoveNotAllowed(f"{day.meets_on} is {day.state}")
    if day.meets_on > local_day(sheet.read_at):
        raise NotYetGiven(day.meets_on)
    if not lines:
        raise BadLine(1)
    # Of two who read at once, the second sees what the first has read.
    WorkDay.objects.select_for_update().get(pk=day.pk)
    sheet.save(force_insert=True)
    for place, one in enumerate(lines, start=1):
        _line(sheet, place, one).save(force_insert=True)
    return sheet


def _line(sheet: Sheet, place: int, draft: LineDraft) -> SheetLine:
    name = tidy_text(draft.name)
    if not name or len(name) > LONGEST_NAME or not 0 < draft.days <= 1:
        raise BadLine(place)
    if not draft.is_grown:
        raise TooYoung(place)
    return SheetLine(sheet=sheet, place=place, name=name, days=draft.days, is_grown=True)


def _into_the_ledger(sheet: Sheet, lines: Sequence[LineDraft]) -> None:
    day = sheet.day
    move(day, DAY_STATES, to=DayState.HELD)
    quantity = sum((one.days for one in lines), Decimal(0))
    draft = GiftDraft(uuid5(sheet.key, "gift"), quantity, day.meets_on)
    gift = gift_of(day.supply, draft, people=len(lines), day=day)
    gift.written_by, gift.written_at = sheet.read_by, sheet.read_at
    gift.save(force_insert=True)
    # Whoever was called up is forgotten now, come or not: nobody can hold one list against the other.
    for pledge in Pledge.objects.filter(day=day, state=PledgeState.CALLED_UP):
        move(pledge, PLEDGE_STATES, to=PledgeState.OVER, giver="", day=None)


@transaction.atomic
def note_injury(day: WorkDay, key: UUID, harm: Harm, words: str, *, by: Person | None, at: datetime) -> Injury:
    """Note that somebody was hurt on a work day, for those who help; the public learns a number at most."""
    if by is None or not may_write_gift(by, day.project, at=at):
        raise PermissionDenied
    if known := Injury.objects.filter(day=day, key=key).first():
        return known
    injury = Injury.objects.create(key=key, day=day, harm=harm, words=tidy_text(words), noted_by=by, noted_at=at)
    _tell("swadaya.injury_noted", day, day.project, by=by, at=at)
    return injury
