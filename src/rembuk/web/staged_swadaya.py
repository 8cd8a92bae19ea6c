"""Sample gotong royong on a work, written plainly: a work day with its list, sand that waits for a word, a pledge."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

from PIL import Image

from rembuk.kernel.periods import local_day
from rembuk.media.actions import receive_part
from rembuk.people.models import Person
from rembuk.projects.models import Project
from rembuk.projects.swadaya.models import (
    Confirmation,
    Gift,
    GroupHead,
    Injury,
    Pledge,
    Price,
    Sheet,
    SheetLine,
    Supply,
    WorkDay,
)
from rembuk.projects.swadaya.rows import GiftDraft, gift_of
from rembuk.projects.swadaya.states import Basis, DayState, GiftKind, Harm, Source, Standing
from rembuk.web.samples import NoSample, Parts
from rembuk.web.staged_projects import project

NAME = "Bu Contoh"


def work_day(_owner: Person | None) -> Parts:
    """Name a work day that lies ahead, of the kampung whose staff look at the other pages, or else the first."""
    days = WorkDay.objects.filter(state=DayState.PLANNED).order_by("id")
    found = days.filter(project__code=project(None)["code"]).first() or days.first()
    if found is None:
        raise NoSample("There is no work day in this database.")
    return {"day": found.pk}


def photographed_day(_owner: Person | None) -> Parts:
    """Name a work day whose list was photographed."""
    sheets = Sheet.objects.filter(photo__isnull=False).order_by("id")
    found = sheets.filter(day__project__code=project(None)["code"]).first() or sheets.first()
    if found is None:
        raise NoSample("There is no photographed list in this database.")
    return {"day": found.day_id}


def give_gotong_royong(
    work: Project, *, at: datetime, by: Person, head: Person, witness: Person, what: str = "contoh"
) -> None:
    """Let residents be asked for work and sand, and give some of both; `head` heads their group."""
    GroupHead.objects.create(project=work, head=head, named_by=by, named_at=at)
    labour = _supply(work, GiftKind.LABOUR, f"Tenaga {what}", "HOK", at=at, by=by)
    sand = _supply(work, GiftKind.MATERIAL, f"Pasir {what}", "m3", at=at, by=by)
    held = _day(labour, DayState.HELD, at=at, by=by)
    _day(labour, DayState.PLANNED, at=at, by=by)
    _paper(_day(labour, DayState.PLANNED, at=at, by=by), at=at, by=by)
    _list(held, at=at, by=by)
    worked = _gift(labour, Decimal(6), people=6, day=held, at=at, by=by)
    _word(worked, Standing.HEAD, head, at=at)
    _word(worked, Standing.RESIDENT, witness, at=at)
    _gift(sand, Decimal(2), at=at, by=by)
    Pledge.objects.create(key=uuid4(), supply=sand, quantity=1, giver=NAME, is_grown=True, written_by=by, written_at=at)


def _supply(work: Project, kind: GiftKind, what: str, unit: str, *, at: datetime, by: Person) -> Supply:
    supply = Supply.objects.create(
        key=uuid4(), project=work, kind=kind, what=what, unit=unit, wanted=20, asked_by=by, asked_at=at
    )
    Price.objects.create(
        key=uuid4(), supply=supply, price_rupiah=80_000, basis=Basis.WAGE, source="SBU contoh",
        from_on=local_day(at), set_by=by, set_at=at,
    )  # fmt: skip
    return supply


def _day(labour: Supply, state: DayState, *, at: datetime, by: Person) -> WorkDay:
    return WorkDay.objects.create(
        key=uuid4(), project=labour.project, supply=labour, meets_on=local_day(at), meeting_place="Depan balai kampung",
        words="Menggali parit.", state=state, planned_by=by, planned_at=at,
    )  # fmt: skip


def _list(day: WorkDay, *, at: datetime, by: Person) -> None:
    sheet = Sheet.objects.create(key=uuid4(), day=day, source=Source.SCREEN, read_by=by, read_at=at)
    for place in range(1, 7):
        SheetLine.objects.create(sheet=sheet, place=place, name=f"{NAME} {place}", days=1, is_grown=True)
    Injury.objects.create(key=uuid4(), day=day, harm=Harm.LIGHT, words=f"{NAME} tergores.", noted_by=by, noted_at=at)


def _paper(day: WorkDay, *, at: datetime, by: Person) -> None:
    out = BytesIO()
    Image.new("RGB", (640, 480), "white").save(out, "JPEG")
    data = out.getvalue()
    photo = receive_part(uuid4(), 0, len(data), data, by=None, at=at).photo
    sheet = Sheet.objects.create(key=uuid4(), day=day, source=Source.PAPER, photo=photo, read_by=by, read_at=at)
    SheetLine.objects.create(sheet=sheet, place=1, name=NAME, days=1, is_grown=True)


def _gift(
    supply: Supply, quantity: Decimal, people: int = 0, day: WorkDay | None = None, *, at: datetime, by: Person
) -> Gift:
    gift = gift_of(supply, GiftDraft(uuid4(), quantity, local_day(at)), people=people, day=day)
    gift.written_by, gift.written_at = by, at
    gift.save(force_insert=True)
    return gift


def _word(gift: Gift, standing: Standing, person: Person, *, at: datetime) -> None:
    Confirmation.objects.create(
        gift=gift, written_by=gift.written_by, standing=standing, confirmed_by=person, confirmed_at=at
    )
