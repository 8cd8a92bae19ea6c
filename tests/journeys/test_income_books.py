"""What is expected to come in goes out as a workbook and comes in again: all rows or none, twice is once."""

from __future__ import annotations

from pathlib import Path

import pytest

from rembuk.finance.actions import draw_up_budget, expect_income
from rembuk.finance.drafts import IncomeDraft
from rembuk.finance.models import Budget, Income
from rembuk.journal.models import Act
from rembuk.journeys.income_books import COLUMNS, import_incomes, income_book
from rembuk.journeys.intake_tables import UnreadableFile
from rembuk.journeys.whole_tables import LinesReport
from rembuk.journeys.workbook_reading import first_sheet
from rembuk.journeys.workbook_writing import Cell, write_workbook
from rembuk.plans.states import Fund
from tests.cast import TUESDAY, WEDNESDAY, Cast
from tests.finance.scenes import YEAR

pytestmark = pytest.mark.django_db

MANY = 10**15
APRIL = ("4.2.1", "Dana Desa", 4, MANY, "DDS")
NEW = (None, None, "September", "Rp 333", "dds")


@pytest.fixture
def draft(cast: Cast) -> Budget:
    budget = draw_up_budget(cast.kampung, YEAR, "Awal", by=cast.secretary, at=TUESDAY)
    for fund, amount, month in ((Fund.DDS, MANY, 4), (Fund.HBH, 7, None), (Fund.PDL, 9, None)):
        expect_income(budget, IncomeDraft(fund, amount, month), by=cast.secretary, at=TUESDAY)
    return budget


def taken_in(cast: Cast, budget: Budget, folder: Path, *rows: tuple[Cell, ...]) -> LinesReport:
    path = folder / "pendapatan.xlsx"
    path.write_bytes(write_workbook("Pendapatan", tuple(COLUMNS), rows))
    return import_incomes(path, budget, by=cast.secretary, at=WEDNESDAY)


def known() -> list[tuple[str, int, int]]:
    return list(Income.objects.order_by("fund", "month").values_list("fund", "month", "amount_rupiah"))


def test_what_went_out_comes_in_again_and_changes_nothing(cast: Cast, draft: Budget, tmp_path: Path) -> None:
    path, acts, before = tmp_path / "pendapatan.xlsx", Act.objects.count(), known()
    path.write_bytes(income_book(draft))

    report = import_incomes(path, draft, by=cast.secretary, at=WEDNESDAY)

    assert report == LinesReport(same=3)
    assert (known(), Act.objects.count()) == (before, acts)


def test_a_workbook_says_the_account_and_its_words_beside_fund_month_and_amount(draft: Budget) -> None:
    rows = first_sheet(income_book(draft)).rows

    assert rows[:2] == [list(COLUMNS), ["4.2.1", "Dana Desa", "4", str(MANY), "DDS"]]
    assert [(row[0], row[2], row[4]) for row in rows[2:]] == [("4.3.4", "", "HBH"), ("4.3.9", "", "PDL")]


def test_rows_add_and_change_and_the_same_file_twice_is_once(cast: Cast, draft: Budget, tmp_path: Path) -> None:
    rows = ((*APRIL[:3], 600_000_001, "DDS"), NEW)
    first, again = (taken_in(cast, draft, tmp_path, *rows) for _time in range(2))

    assert (first, again) == (LinesReport(new=1, changed=1), LinesReport(same=2))
    assert known() == [("DDS", 4, 600_000_001), ("DDS", 9, 333), ("HBH", 0, 7), ("PDL", 0, 9)]


def test_a_csv_file_is_taken_in_as_well(cast: Cast, draft: Budget, tmp_path: Path) -> None:
    path = tmp_path / "pendapatan.csv"
    path.write_text("sumber dana;bulan;anggaran\nADD;;1.000.000.000.000.000\n", encoding="utf-8")

    assert import_incomes(path, draft, by=cast.secretary, at=WEDNESDAY) == LinesReport(new=1)
    assert ("ADD", 0, MANY) in known()


@pytest.mark.parametrize(
    ("place", "value"),
    [("Bulan", 13), ("Bulan", "besok"), ("Anggaran", "seribu"), ("Anggaran", 0), ("Sumber dana", "APN")],
)
def test_a_wrong_cell_is_named_and_nothing_is_taken_in(
    cast: Cast, draft: Budget, tmp_path: Path, place: str, value: Cell
) -> None:
    before = known()
    wrong = tuple(value if column == place else cell for column, cell in zip(COLUMNS, NEW, strict=True))

    report = taken_in(cast, draft, tmp_path, (*APRIL[:3], 5, "DDS"), wrong)

    assert [(one.sheet, one.row, one.column) for one in report.faults] == [("Pendapatan", 3, place)]
    assert known() == before


@pytest.mark.parametrize("second", [APRIL, (None, None, None, 5, "DDS")])
def test_a_fund_stands_once_for_a_month_and_with_a_month_or_without(
    cast: Cast, draft: Budget, tmp_path: Path, second: tuple[Cell, ...]
) -> None:
    report = taken_in(cast, draft, tmp_path, APRIL, second)

    assert [(one.row, one.column) for one in report.faults] == [(3, "Bulan")]


def test_a_table_without_a_column_is_refused(cast: Cast, draft: Budget, tmp_path: Path) -> None:
    path = tmp_path / "pendapatan.csv"
    path.write_text("Bulan;Anggaran\n4;7\n", encoding="utf-8")

    with pytest.raises(UnreadableFile, match="Sumber dana"):
        import_incomes(path, draft, by=cast.secretary, at=WEDNESDAY)
