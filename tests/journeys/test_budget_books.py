"""A budget goes out as a workbook and comes in again: all rows or none, and the same file twice changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from rembuk.finance.actions import add_post, draw_up_budget
from rembuk.finance.models import Budget, BudgetLine, Post
from rembuk.journal.models import Act
from rembuk.journeys.budget_books import COLUMNS, budget_book, import_budget
from rembuk.journeys.intake_tables import UnreadableFile
from rembuk.journeys.whole_tables import LinesReport
from rembuk.journeys.workbook_reading import first_sheet
from rembuk.journeys.workbook_writing import write_workbook
from rembuk.plans.states import Fund
from tests.cast import TUESDAY, WEDNESDAY, Cast
from tests.finance.scenes import ROAD, YEAR, in_force, post_draft

pytestmark = pytest.mark.django_db

NEW = (None, "2.3.14", "5.3.7.01", "Siring pasang", None, None, 254_520_001, "ADD")
SAME = (1, "2.3.10", "5.3.5", "Rabat beton Dusun 3", None, None, ROAD, "DDS")


@pytest.fixture
def draft(cast: Cast) -> Budget:
    budget = draw_up_budget(cast.kampung, YEAR, "Awal", by=cast.secretary, at=TUESDAY)
    add_post(budget, post_draft(), ROAD, by=cast.secretary, at=TUESDAY)
    return budget


def taken_in(cast, budget, folder: Path, *rows) -> LinesReport:
    path = folder / "apbdes.xlsx"
    path.write_bytes(write_workbook("Penjabaran", tuple(COLUMNS), rows))
    return import_budget(path, budget, by=cast.secretary, at=WEDNESDAY)


def amounts() -> list[int]:
    return list(BudgetLine.objects.order_by("post__number").values_list("amount_rupiah", flat=True))


def test_what_went_out_comes_in_again_and_changes_nothing(cast, draft, tmp_path):
    add_post(draft, post_draft(title="=1+1", fund=Fund.CSR), 10**15, by=cast.secretary, at=TUESDAY)
    path, acts = tmp_path / "apbdes.xlsx", Act.objects.count()
    path.write_bytes(budget_book(draft))

    report = import_budget(path, draft, by=cast.secretary, at=WEDNESDAY)

    assert report == LinesReport(same=2)
    assert (amounts(), Act.objects.count()) == ([ROAD, 10**15], acts)


def test_a_workbook_has_the_columns_of_the_legal_form(cast, draft):
    sheet = first_sheet(budget_book(draft))

    assert sheet.rows == [list(COLUMNS), ["1", "2.3.10", "5.3.5", "Rabat beton Dusun 3", "", "", str(ROAD), "DDS"]]


def test_a_fund_of_our_own_goes_out_under_a_code_that_siskeudes_knows(cast):
    budget, _post = in_force(cast, fund=Fund.HBH)

    assert first_sheet(budget_book(budget)).rows[1][-1] == "PDL"


def test_rows_add_posts_and_change_amounts_once(cast, draft, tmp_path):
    first = taken_in(cast, draft, tmp_path, (*SAME[:6], 7, "DDS"), NEW)
    again = taken_in(cast, draft, tmp_path, (*SAME[:6], 7, "DDS"), NEW)

    assert (first, again) == (LinesReport(new=1, changed=1), LinesReport(same=2))
    assert amounts() == [7, 254_520_001]
    assert Post.objects.get(number=2).account == "5.3.7.01"


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("No", 9),
        ("No", 1),
        ("Kode kegiatan", "9.9.99"),
        ("Kode rekening", "4.2.1"),
        ("Uraian", ""),
        ("Anggaran", "seribu"),
        ("Anggaran", 0),
        ("Sumber dana", "APN"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_taken_in(cast, draft, tmp_path, place, value):
    wrong = [value if column == place else cell for column, cell in zip(COLUMNS, NEW, strict=True)]

    report = taken_in(cast, draft, tmp_path, (*SAME[:6], 7, "DDS"), wrong)

    assert [(one.sheet, one.row, one.column) for one in report.faults] == [("Penjabaran", 3, place)]
    assert amounts() == [ROAD]


def test_a_row_that_stands_there_twice_is_a_fault(cast, draft, tmp_path):
    report = taken_in(cast, draft, tmp_path, SAME, NEW, NEW)

    assert [(one.row, one.column) for one in report.faults] == [(4, "Uraian")]
    assert amounts() == [ROAD]


def test_a_table_without_a_column_is_refused(cast, draft, tmp_path):
    path = tmp_path / "apbdes.csv"
    path.write_text("No;Uraian\n1;Jalan\n", encoding="utf-8")

    with pytest.raises(UnreadableFile, match="Kode kegiatan"):
        import_budget(path, draft, by=cast.secretary, at=WEDNESDAY)
