"""Before and after a work, and what one unit costs elsewhere, as everybody reads it: page, file and desk alike."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rembuk.kernel.periods import WIB, local_day
from rembuk.opendata.impact import PORTION, impact_lines, readings_after
from rembuk.people.roles import Role
from rembuk.projects.actions import prepare_project, take_back_impact
from rembuk.projects.impact import activity_of, impact_of
from rembuk.projects.models import ImpactReading, Project
from rembuk.projects.queries import handover_of
from rembuk.projects.states import ImpactMoment
from rembuk.projects.unit_prices import UnitPrice, unit_price_of
from rembuk.regions.models import Tier
from rembuk.web.matrix import Visitor
from rembuk.web.projects.comparing import reading_rows
from tests.cast import THURSDAY, Cast, make_region
from tests.plans.scenes import approved
from tests.projects.scenes import WET_DAYS, done, handed_over, prepared, read_before, read_on, started
from tests.web.pages import read
from tests.web.staged import body_of, client_of, staged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]

MAY, NEXT_NOVEMBER = date(2027, 5, 26), date(2027, 11, 26)
CAUTION = "bukan bukti bahwa pekerjaan ini penyebabnya"


def text_of(project: Project, on: date | None = None) -> str:
    at = datetime.combine(on, time(12), tzinfo=WIB) if on else THURSDAY
    with time_machine.travel(at, tick=False):
        return read(Client().get(f"/kerja/{project.code}")).text.replace("\xa0", " ")


def rows_of() -> list[dict[str, str]]:
    text = body_of(Client().get("/kerja/dampak.csv")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def columns_of(reading: ImpactReading) -> dict[str, object]:
    return {name: value for name, value in ImpactReading.objects.values().get(pk=reading.pk).items() if name != "id"}


def test_before_and_after_stand_side_by_side_with_who_measured_and_when(cast: Cast) -> None:
    project = handed_over(cast, before=12)
    read_on(project, cast, 27, ImpactMoment.HALF_YEAR, MAY)

    text = text_of(project, MAY)

    said = (
        "12 hari dari 30", "27 hari dari 30", "makin banyak makin baik", "Rabu, 26 Mei 2027", CAUTION,
        "belum diukur, waktunya Jumat, 26 Nov 2027", "Ditanyakan dari rumah ke rumah.", "Buku kader",
    )  # fmt: skip
    assert [one for one in said if one not in text] == []


def test_a_follow_up_says_when_it_is_due_since_when_and_that_it_was_missed(cast: Cast) -> None:
    project = handed_over(cast, before=12)

    assert "belum diukur, waktunya Rabu, 26 Mei 2027" in text_of(project)
    assert "belum diukur, seharusnya sejak Rabu, 26 Mei 2027" in text_of(project, MAY + timedelta(days=9))
    assert "tidak diukur pada waktunya" in text_of(project, NEXT_NOVEMBER)


def test_a_work_without_a_baseline_says_so(cast: Cast) -> None:
    project = started(cast)
    assert "Masih bisa diukur sampai pekerjaan selesai." in text_of(project)


def test_a_finished_work_without_a_baseline_says_that_nobody_can_tell(cast: Cast) -> None:
    text = text_of(done(cast))

    assert "tidak ada yang bisa mengatakan apa yang berubah" in text
    assert CAUTION not in text


def test_before_the_handover_a_follow_up_has_no_day_yet(cast: Cast) -> None:
    project = prepared(cast)
    read_before(project, cast, 12)

    assert "waktunya 6 bulan sesudah serah terima" in text_of(project)
    assert "Tidak diukur sebelumnya, jadi tidak dibandingkan: Naik motor ke pasar" in text_of(project)


def test_a_baseline_that_was_read_after_the_start_says_so(cast: Cast) -> None:
    project = started(cast)
    read_on(project, cast, 12, ImpactMoment.BEFORE, local_day(THURSDAY) + timedelta(days=4))

    assert "setelah pekerjaan dimulai" in text_of(project, date(2026, 12, 1))


def test_the_file_and_the_page_show_the_same_figures_and_nothing_that_was_taken_back(cast: Cast) -> None:
    project = handed_over(cast, before=12)
    wrong = read_on(project, cast, 3, ImpactMoment.HALF_YEAR, MAY, key="wrong")
    take_back_impact(wrong, "Salah jalan.", by=cast.facilitator, at=wrong.written_at)
    read_on(project, cast, 27, ImpactMoment.HALF_YEAR, MAY + timedelta(days=1))
    impact = impact_of(project, activity_of(project), handover_of(project))

    file = rows_of()

    assert [(row["project"], row["indicator"], row["moment"], row["value"]) for row in file] == [
        (project.code, WET_DAYS, "before", "12"),
        (project.code, WET_DAYS, "6_months", "27"),
    ]
    labels = {moment.value: moment.label for moment in ImpactMoment}
    assert [(str(row[0]).replace("\xa0", " "), *row[3:]) for row in reading_rows(impact)] == [
        (
            f"{row['name_id']}, {labels[row['moment']]}: {row['value']} {row['unit']}",
            int(row["households"]),
            row["method"],
            row["source"],
        )
        for row in file
    ]
    text = text_of(project, MAY + timedelta(days=1))
    assert all(f"{row['value']} {row['unit']}" in text for row in file)
    assert "3 hari dari 30" not in text
    assert "Salah jalan." in text


def test_the_file_is_written_in_portions_and_no_cell_is_a_formula(cast: Cast) -> None:
    reading = read_before(prepared(cast), cast, 12)
    columns = columns_of(reading)
    many = [
        ImpactReading(**columns | {"turn": turn, "key": f"{turn:032x}", "method": "=1+1"})
        for turn in range(1, PORTION + 2)
    ]
    ImpactReading.objects.bulk_create(many)

    lines = list(impact_lines(readings_after))

    assert len(lines) == 3
    assert sum(line.count("\r\n") for line in lines) == 1 + 1 + len(many)
    assert ",=1+1," not in lines[1]


def test_who_measured_is_shown_as_a_role_and_nowhere_by_name(cast: Cast) -> None:
    cast.facilitator.name = "Nama Tersembunyi"
    cast.facilitator.save(update_fields=["name"])
    project = handed_over(cast, before=12)
    read_on(project, cast, 27, ImpactMoment.HALF_YEAR, MAY)

    pages = [f"/kerja/{project.code}", f"/en/kerja/{project.code}", "/kerja/dampak.csv", "/kerja"]
    bodies = [body_of(Client().get(page)).decode() for page in pages]

    assert [page for page, body in zip(pages, bodies, strict=True) if "Tersembunyi" in body] == []
    assert "facilitator" in bodies[2]


def test_more_readings_ask_no_more_of_the_database(cast: Cast) -> None:
    project = handed_over(cast, before=12)

    def asked() -> int:
        Client().get(f"/kerja/{project.code}")
        with CaptureQueriesContext(connection) as queries:
            text_of(project, MAY)
        return len(queries)

    few = asked()
    columns = columns_of(ImpactReading.objects.get())
    for number, name in enumerate(("road_sack_price", "road_users_hour", "road_market_minutes")):
        ImpactReading.objects.create(**columns | {"indicator": name, "key": f"{number:032x}"})
        read_on(project, cast, 9, ImpactMoment.HALF_YEAR, MAY, indicator=name, key=name)
    assert asked() == few


def works_elsewhere(cast: Cast, *costs: int, **changes: object) -> tuple[Project, list[Project]]:
    """Return a road of this kampung, and one of ten metres in another kampung for each cost."""
    _plan, items = approved(cast, "road", *(f"road {number}" for number in range(len(costs))))
    own, *others = (prepare_project(item, by=cast.secretary, at=THURSDAY) for item in items)
    for number, (project, cost) in enumerate(zip(others, costs, strict=True)):
        # Each is moved plainly, so that not every kampung needs a plan of its own.
        there = make_region(f"18.02.02.20{11 + number // 2}", Tier.VILLAGE, f"Contoh {number // 2}")
        moved = {"region": there, "region_number": there.number, "cost_rupiah": cost, "volume": Decimal(10)}
        Project.objects.filter(pk=project.pk).update(**moved | changes)
    return own, others


def test_one_unit_is_compared_with_the_middle_of_similar_works(cast: Cast) -> None:
    # 62.500.000 for 150 metres are 416.667 for one.
    own, _others = works_elsewhere(cast, 4_000_000, 4_100_000, 5_000_000)

    price = unit_price_of(own, "2.3.10")

    assert (price, price.median_rupiah) == (UnitPrice(416_667, (400_000, 410_000, 500_000), 2), 410_000)
    text = text_of(own)
    assert "Satu meter seharga Rp 416.667, 1 % di atas nilai tengah 3 pekerjaan serupa." in text
    assert "3 pekerjaan di 2 kampung lain, 2027" in text


def test_with_fewer_than_three_nothing_is_compared_and_the_page_says_so(cast: Cast) -> None:
    own, _others = works_elsewhere(cast, 4_000_000, 4_100_000)

    text = text_of(own)

    assert "Pekerjaan serupa di tempat lain pada 2027: 2, terlalu sedikit untuk dibandingkan." in text
    assert "Nilai tengah" not in text


@pytest.mark.parametrize("changes", [{"unit": "unit"}, {"year": 2028}, {"region_number": 1_802_052_001}])
def test_works_of_another_unit_year_or_sub_district_are_not_similar(cast: Cast, changes: dict[str, object]) -> None:
    own, _others = works_elsewhere(cast, 4_000_000, 4_100_000, 5_000_000, **changes)

    assert unit_price_of(own, "2.3.10").others == ()


def test_works_of_another_activity_or_of_the_same_kampung_are_not_similar(cast: Cast) -> None:
    own, others = works_elsewhere(cast, 4_000_000, 4_100_000, 5_000_000)
    assert unit_price_of(own, "2.4.11").others == ()

    Project.objects.filter(pk=others[0].pk).update(region=own.region_id, region_number=own.region_number)
    assert unit_price_of(own, "2.3.10").others == (410_000, 500_000)


def test_more_similar_works_ask_no_more_of_the_database(cast: Cast, django_assert_num_queries) -> None:
    own, _others = works_elsewhere(cast, *range(1_000_000, 1_400_000, 100_000))

    with django_assert_num_queries(1):
        assert unit_price_of(own, "2.3.10").median_rupiah == 110_000


def test_the_office_writes_figures_down_at_the_desk_and_takes_wrong_ones_back(cast: Cast) -> None:
    stage = staged(cast)
    project = Project.objects.filter(region=cast.kampung).order_by("id")[0]
    client, address = client_of(stage, Visitor("officer", role=Role.OFFICER)), f"/meja/kerja/{project.code}"
    typed = {
        "do": "impact", "impact-key": "7d0f6a5e-25a4-4d0b-8f3a-6a4d1f7c2b11", "impact-slot": f"before:{WET_DAYS}",
        "impact-value": "12,5", "impact-taken_on": "2026-11-25", "impact-method": "Ditanyakan.",
        "impact-households": "7",
    }  # fmt: skip

    refused = read(client.post(address, typed | {"impact-value": "99.999.999.999"}))
    assert (refused.status, ImpactReading.objects.count()) == (422, 0)
    late = read(client.post(address, typed | {"impact-taken_on": "2026-12-25"}))
    assert "Harinya belum tiba" in late.text
    client.post(address, typed)

    reading = ImpactReading.objects.get()
    assert (reading.value, reading.taken_as, reading.households) == (Decimal("12.5"), "officer", 7)
    assert "ukur keadaan sebelum" not in read(client.get(address)).text
    back = {"do": "impact-back", "impact-back-reading": str(reading.pk), "impact-back-why": "Salah jalan."}
    client.post(address, back)
    assert rows_of() == []


def test_the_dictionary_says_what_the_columns_of_the_file_mean(cast: Cast) -> None:
    text = read(Client().get("/kamus-data")).text

    assert "Bukan bukti bahwa pekerjaan itu penyebabnya." in text
