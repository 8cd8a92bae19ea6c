"""Short ways to the middle of a story about gotong royong: asked, priced, gathered, given, confirmed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from rembuk.kernel.periods import local_day
from rembuk.people.actions import vouch_first, vouch_second
from rembuk.people.models import Person, Vouching
from rembuk.projects.models import Project
from rembuk.projects.swadaya.actions import (
    DayDraft,
    GiftDraft,
    LineDraft,
    PriceDraft,
    SupplyDraft,
    ask_residents,
    confirm_gift,
    name_head,
    plan_day,
    set_price,
    take_attendance,
    take_gift,
)
from rembuk.projects.swadaya.models import Gift, Supply, WorkDay
from rembuk.projects.swadaya.states import Basis, GiftKind, Source
from tests.cast import MONDAY, THURSDAY, Cast
from tests.projects.scenes import started

_KEYS = UUID("0a8a9b0e-7a37-4cf6-8f43-5d6a7f0e9c11")
TODAY = local_day(THURSDAY)
# Names of nobody, that no public page may show.
WORKERS = ("Wagiyo Tersembunyi", "Suminah Tersembunyi", "Parjo Tersembunyi")


def key(name: str) -> UUID:
    return uuid5(_KEYS, name)


def confirm_residence(cast: Cast, person: Person) -> Person:
    vouching = vouch_first(person, cast.kampung, Vouching.Method.WORD, by=cast.officer, at=MONDAY)
    vouch_second(vouching, by=cast.council, at=MONDAY)
    return person


def gathering(cast: Cast) -> Project:
    """A project under construction whose work group is headed by the neighbour; both residents are confirmed."""
    project = started(cast)
    name_head(project, confirm_residence(cast, cast.neighbour), by=cast.secretary, at=THURSDAY)
    confirm_residence(cast, cast.resident)
    return project


def asked(
    project: Project, cast: Cast, kind: GiftKind = GiftKind.LABOUR, wanted: int = 20, price: int | None = 80_000
) -> Supply:
    what, unit = {GiftKind.LABOUR: ("Tenaga", "HOK"), GiftKind.LAND: ("Tanah", "m2")}.get(kind, ("Pasir", "m3"))
    draft = SupplyDraft(key(f"{project.code}:{kind}"), kind, what, unit, Decimal(wanted))
    supply = ask_residents(project, draft, by=cast.secretary, at=THURSDAY)
    if price is not None:
        set_price(
            supply,
            PriceDraft(uuid5(supply.key, "price"), price, Basis.WAGE, "SBU 2026", date(2026, 1, 1)),
            by=cast.secretary,
            at=THURSDAY,
        )
    return supply


def planned(supply: Supply, cast: Cast, on: date = TODAY, name: str = "day") -> WorkDay:
    draft = DayDraft(key(name), on, "Depan musala", "Menggali parit")
    return plan_day(supply, draft, by=cast.officer, at=THURSDAY)


def came(*names: str, days: str = "1") -> list[LineDraft]:
    return [LineDraft(name, Decimal(days), is_grown=True) for name in names]


def attended(day: WorkDay, cast: Cast, names: tuple[str, ...] = WORKERS) -> Gift:
    take_attendance(day, uuid5(day.key, "list"), came(*names), Source.SCREEN, by=cast.officer, at=THURSDAY)
    return Gift.objects.select_related("supply__project").get(day=day)


def sand(supply: Supply, cast: Cast, quantity: str = "3.5", name: str = "sand") -> Gift:
    draft = GiftDraft(key(name), Decimal(quantity), TODAY - timedelta(days=1))
    return take_gift(supply, draft, by=cast.officer, at=THURSDAY)


def confirmed(gift: Gift, cast: Cast) -> Gift:
    for person in (cast.neighbour, cast.resident):
        confirm_gift(gift, by=person, at=THURSDAY)
    return gift
