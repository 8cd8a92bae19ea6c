"""Short ways to the middle of a story about projects: prepared, begun, measured, seen by others."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from rembuk.kernel.periods import WIB, local_day
from rembuk.media.models import Photo
from rembuk.people.models import Person, Vouching
from rembuk.people.states import VouchingState
from rembuk.projects.actions import (
    BillDraft,
    HandoverDraft,
    ReadingDraft,
    add_work_photo,
    finish_project,
    look_at_work,
    measure_work,
    offer_handover,
    prepare_project,
    record_impact,
    start_project,
    take_over,
    write_bill,
)
from rembuk.projects.models import Handover, ImpactReading, Measurement, Project
from rembuk.projects.states import PHOTOGRAPHED, BillKind, ImpactMoment, Verdict
from tests.cast import THURSDAY, Cast, key_of
from tests.plans.scenes import approved

CEMENT = BillDraft(BillKind.MATERIAL, "Semen", Decimal(400), "sak", 70_000, 68_000)
MIXER = BillDraft(BillKind.TOOL, "Sewa molen", Decimal(6), "hari", 350_000)
WORKERS = BillDraft(BillKind.WAGE, "Pekerja", Decimal(400), "HOK", 80_000)
GIVEN_SAND = BillDraft(BillKind.MATERIAL, "Pasir dari warga", Decimal("7.5"), "m3", 200_000, is_self_help=True)
NOBODY = "Baru dua warga kampung ini terdaftar."
BILL = [CEMENT, MIXER, WORKERS, GIVEN_SAND]


def prepared(cast: Cast) -> Project:
    _plan, (item,) = approved(cast)
    return prepare_project(item, by=cast.secretary, at=THURSDAY)


def started(cast: Cast) -> Project:
    project = prepared(cast)
    write_bill(project, BILL, by=cast.secretary, at=THURSDAY)
    start_project(project, unwitnessed_why=NOBODY, by=cast.head, at=THURSDAY)
    return project


def measured(project: Project, amount: int, cast: Cast) -> Measurement:
    return measure_work(project, Decimal(amount), "Diukur dengan meteran.", by=cast.officer, at=THURSDAY)


def seen(measurement: Measurement, *people: Person) -> Measurement:
    for person in people:
        look_at_work(measurement, Verdict.CONFIRMED, by=person, at=THURSDAY)
    return measurement


def residents(cast: Cast, many: int) -> list[Person]:
    made = [Person.objects.create(made_at=THURSDAY) for _number in range(many)]
    for person in made:
        Vouching.objects.create(
            person=person, region=cast.kampung, method=Vouching.Method.WORD, state=VouchingState.CONFIRMED,
            first_by=cast.officer, first_at=THURSDAY, second_by=cast.facilitator, second_at=THURSDAY,
        )  # fmt: skip
    return made


def photographed(project: Project, cast: Cast) -> Project:
    for number, moment in enumerate(PHOTOGRAPHED):
        photo, _new = Photo.objects.get_or_create(
            digest=f"{number:064}", defaults={"width": 8, "height": 6, "size": 90, "kept_at": THURSDAY}
        )
        add_work_photo(project, photo, moment, f"Jalan {moment.value}.", by=cast.officer, at=THURSDAY)
    return project


def done(cast: Cast) -> Project:
    project = started(cast)
    seen(measured(project, 150, cast), cast.facilitator, cast.council)
    finish_project(project, by=cast.head, at=THURSDAY)
    return project


WET_DAYS = "road_wet_days"


def handed_over(cast: Cast, *, before: int | None = None, at: datetime = THURSDAY) -> Project:
    """Hand a finished road over; `before` is on how many wet days it could be passed, None where nobody asked."""
    project = started(cast)
    if before is not None:
        read_before(project, cast, before)
    seen(measured(project, 150, cast), cast.facilitator, cast.council)
    finish_project(project, by=cast.head, at=THURSDAY)
    minutes = HandoverDraft("Kelompok jalan Dusun III", "Balai kampung", "Selokan dibersihkan tiap bulan.", 31, 4, 2)
    handover = offer_handover(photographed(project, cast), minutes, key=key_of("over"), by=cast.head, at=THURSDAY)
    take_over(handover, by=cast.council, at=THURSDAY)
    # Nobody holds a role on every day that a story may need.
    Handover.objects.update(settled_at=at)
    project.refresh_from_db()
    return project


def read_before(project: Project, cast: Cast, value: int) -> ImpactReading:
    return read_on(project, cast, value, ImpactMoment.BEFORE, local_day(THURSDAY), key="before")


def read_on(
    project: Project, cast: Cast, value: int, moment: ImpactMoment, on: date, *,
    indicator: str = WET_DAYS, key: str = "reading", at: datetime | None = None,
) -> ImpactReading:  # fmt: skip
    draft = ReadingDraft(indicator, moment, Decimal(value), on, "Ditanyakan dari rumah ke rumah.", 12, "Buku kader")
    when = at or datetime.combine(on, time(12), tzinfo=WIB)
    return record_impact(project, draft, key=key_of(f"{key} {moment} {on}"), by=cast.facilitator, at=when)
