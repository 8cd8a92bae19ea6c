"""Plans out as workbooks and in again: nothing doubled, nothing guessed, nothing half taken in."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from rembuk.journal.models import Act
from rembuk.journeys.intake_tables import UnreadableFile
from rembuk.journeys.plan_books import DU_RKPDES, RKPDES, SIPD, du_rkpdes_book, rkpdes_book, sipd_book
from rembuk.journeys.plan_intake import import_lines
from rembuk.journeys.whole_tables import LinesReport
from rembuk.journeys.workbook_writing import Cell, column_name, write_workbook
from rembuk.plans.actions import draw_up_plan, schedule_item
from rembuk.plans.models import PlanLine, YearPlan
from tests.cast import THURSDAY, TUESDAY, WEDNESDAY, Cast
from tests.plans.scenes import YEAR, approved, drafted, line_draft, sent_up, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast: Cast) -> YearPlan:
    """A draft with one line."""
    plan = drafted(cast)
    schedule_item(plan, verified(cast), line_draft(), by=cast.secretary, at=TUESDAY)
    return plan


def cells(book: bytes) -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()]


def saved(tmp_path: Path, rows: list[list[Cell]]) -> Path:
    path = tmp_path / "matriks.xlsx"
    path.write_bytes(write_workbook("RKPDes 2027", tuple(RKPDES), rows))
    return path


def row_of(plan: YearPlan, **changes: Cell) -> list[Cell]:
    """The one line of a plan as the matrix has it, with cells changed by their header."""
    (values,) = cells(rkpdes_book(plan.region, plan.year))[1:]
    written = [str(int(value)) if isinstance(value, float) else str(value) for value in values]
    return list({**dict(zip(RKPDES, written, strict=True)), **changes}.values())


def test_the_matrix_has_the_columns_of_the_form(plan: YearPlan) -> None:
    header, row = cells(rkpdes_book(plan.region, YEAR))

    assert header == list(RKPDES)
    item = PlanLine.objects.get(plan=plan).item
    assert row[:9] == [
        1.0,
        item.code,
        "Pelaksanaan pembangunan Desa",
        "2.3.10",
        "Rabat beton jalan Dusun 3",
        "Dusun 3, depan musala",
        150.0,
        "meter",
        120.0,
    ]
    assert row[13:] == [
        62_500_000.0,
        "Standar harga kabupaten 2026",
        "DDS",
        "swakelola",
        "TPK Kampung Bangun Rejo",
    ]


def test_taking_in_what_was_given_out_changes_nothing(cast: Cast, plan: YearPlan, tmp_path: Path) -> None:
    path = tmp_path / "matriks.xlsx"
    path.write_bytes(rkpdes_book(plan.region, YEAR))
    before = Act.objects.count()

    report = import_lines(path, plan, "Impor", by=cast.secretary, at=WEDNESDAY)

    assert report == LinesReport(same=1)
    assert Act.objects.count() == before


def test_a_matrix_changes_lines_and_puts_verified_items_into_the_plan_once(
    cast: Cast, plan: YearPlan, tmp_path: Path
) -> None:
    new = verified(cast, "bridge")
    rows = [
        row_of(plan, **{"Jumlah biaya (Rp)": "Rp 70.000.000", "Volume": "1.500"}),
        row_of(plan, **{"Nomor usulan": new.code, "Jenis kegiatan": "Jembatan"}),
    ]
    path = saved(tmp_path, rows)

    first = import_lines(path, plan, "Impor", by=cast.secretary, at=WEDNESDAY)
    again = import_lines(path, plan, "Impor", by=cast.secretary, at=THURSDAY)

    assert (first, again) == (LinesReport(new=1, changed=1), LinesReport(same=2))
    changed = PlanLine.objects.exclude(item=new).get(plan=plan)
    assert (changed.cost_rupiah, changed.volume) == (70_000_000, Decimal(1500))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (("Jumlah biaya (Rp)", "Rp 150.000,50"), "“Rp 150.000,50” bukan jumlah uang"),
        (("Jumlah biaya (Rp)", "1,5 juta"), "“1,5 juta” bukan jumlah uang"),
        (("Volume", "banyak"), "“banyak” bukan angka"),
        (("Bulan mulai", "13"), "“13” bukan bulan"),
        (("Perempuan", "2,5"), "“2,5” bukan bilangan bulat"),
        (("Sumber dana", "XYZ"), "“XYZ” tidak dikenal"),
        (("Pola pelaksanaan", "borongan"), "“borongan” tidak dikenal"),
        (("Kode kegiatan", "9.9.99"), "“9.9.99” bukan kegiatan resmi"),
        (("Nomor usulan", "RN-XXXXX"), "“RN-XXXXX” bukan nomor usulan"),
        (("Pelaksana", ""), "Ini kosong"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_is_half_taken_in(
    cast: Cast, plan: YearPlan, tmp_path: Path, cell: tuple[str, str], said: str
) -> None:
    column, text = cell
    new = verified(cast, "bridge")
    good = row_of(plan, **{"Nomor usulan": new.code, "Jenis kegiatan": "Jembatan"})
    path = saved(tmp_path, [good, row_of(plan, **{column: text})])

    report = import_lines(path, plan, "Impor", by=cast.secretary, at=WEDNESDAY)

    (fault,) = report.faults
    assert (fault.sheet, fault.row, fault.column) == ("RKPDes 2027", 3, column)
    assert said in fault.what
    assert list(PlanLine.objects.filter(plan=plan).values_list("title", flat=True)) == ["Rabat beton jalan Dusun 3"]


def test_an_item_that_was_not_verified_or_stands_there_twice_is_refused(
    cast: Cast, plan: YearPlan, tmp_path: Path
) -> None:
    landless = verified(cast, "well", closed={"land": "Belum"})
    rows = [row_of(plan), row_of(plan), row_of(plan, **{"Nomor usulan": landless.code})]

    report = import_lines(saved(tmp_path, rows), plan, "Impor", by=cast.secretary, at=WEDNESDAY)

    assert [(fault.row, fault.column) for fault in report.faults] == [(3, "Nomor usulan"), (4, "Nomor usulan")]


def test_an_approved_plan_takes_nothing_in(cast: Cast, tmp_path: Path) -> None:
    plan, _items = approved(cast)
    path = saved(tmp_path, [row_of(plan, **{"Jumlah biaya (Rp)": "1"})])

    report = import_lines(path, plan, "Impor", by=cast.secretary, at=THURSDAY)

    assert len(report.faults) == 1
    newer = draw_up_plan(plan.long_plan, YEAR, "Perubahan", by=cast.secretary, at=THURSDAY)
    assert import_lines(path, newer, "Impor", by=cast.secretary, at=THURSDAY) == LinesReport(changed=1)


def test_another_table_is_no_matrix(cast: Cast, plan: YearPlan, tmp_path: Path) -> None:
    path = tmp_path / "suara.csv"
    path.write_text("id,teks\n1,Jalan rusak\n", encoding="utf-8")

    with pytest.raises(UnreadableFile, match="Nomor usulan"):
        import_lines(path, plan, "Impor", by=cast.secretary, at=WEDNESDAY)


def test_what_went_up_stands_in_the_list_and_in_the_columns_of_sipd(cast: Cast) -> None:
    item = sent_up(cast)

    upward, sipd = cells(du_rkpdes_book(cast.kampung, YEAR)), cells(sipd_book(cast.kampung, YEAR))

    assert (upward[0], sipd[0]) == (list(DU_RKPDES), list(SIPD))
    assert upward[1][1:7] == [item.code, item.title, "", 62_500_000.0, float(YEAR), "PRO"]
    assert upward[1][9:] == ["06/2028", 2029.0, "sent_up"]
    told = dict(zip(SIPD, sipd[1], strict=True))
    assert (told["id_usulan"], told["kelurahan"], told["kecamatan"], told["anggaran"]) == (
        item.code,
        "Bangun Rejo",
        "Bangun Rejo",
        62_500_000.0,
    )
    assert told["profil"] == ""


def test_no_cell_becomes_a_formula_and_no_sign_breaks_the_book() -> None:
    book = write_workbook("A & B", ("<x>",), [["=1+1"], ["\x00😀 & <b>"]])

    assert cells(book) == [["<x>"], ["=1+1"], ["😀 & <b>"]]
    assert [column_name(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
