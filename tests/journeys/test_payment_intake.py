"""A statement of the bank comes in: gifts are received, strangers wait, faults are named by row, twice is once."""

from __future__ import annotations

from pathlib import Path

import pytest

from rembuk.finance.models import PaymentNotice, Transfer
from rembuk.journeys.intake_tables import UnreadableFile
from rembuk.journeys.payment_intake import RowFault, StatementReport, import_payments
from tests.cast import WEDNESDAY, Cast
from tests.finance.gift_scenes import road, signed
from tests.finance.scenes import treasurer

pytestmark = pytest.mark.django_db


def taken_in(cast: Cast, path: Path, text: str) -> StatementReport:
    path.write_text(text, encoding="utf-8")
    return import_payments(path, cast.kampung, by=treasurer(cast), at=WEDNESDAY)


def test_each_line_has_its_fate_and_the_same_file_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    gift = signed(cast, road(cast))
    statement = (
        "Tanggal;Keterangan;Debet;Kredit\n"
        f"25/11/2026;TRF {gift.code} CSR;;10.000.000,00\n"
        "25/11/2026;SETORAN TUNAI;;250.000\n"
        "25/11/2026;SETORAN TUNAI;;250.000\n"
        "26/11/2026;BIAYA ADM;15.000;0\n"
        "31/02/2026;SALAH HARI;;1.000\n"
        "26/11/2026;SALAH JUMLAH;;banyak\n"
        "26/11/2026;KURANG DARI NOL;;-5\n"
    )

    first = taken_in(cast, tmp_path / "rekening.csv", statement)
    second = taken_in(cast, tmp_path / "rekening lagi.csv", statement)

    assert (first.received, first.waiting, first.same) == (1, 2, 0)
    assert (second.received, second.waiting, second.same) == (0, 0, 3)
    assert [(fault.row, fault.column) for fault in first.faults] == [(6, "tanggal"), (7, "kredit"), (8, "kredit")]
    assert (Transfer.objects.count(), PaymentNotice.objects.count()) == (1, 3)


def test_a_longer_statement_with_the_same_days_counts_them_once(cast: Cast, tmp_path: Path) -> None:
    head = "tanggal,keterangan,jumlah\n2026-11-25,A,5\n2026-11-25,A,5\n"

    taken_in(cast, tmp_path / "a.csv", head)
    longer = taken_in(cast, tmp_path / "b.csv", f"{head}2026-11-26,B,7\n")

    assert (longer.waiting, longer.same, PaymentNotice.objects.count()) == (1, 2, 3)


def test_what_is_no_statement_is_refused_as_a_whole(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="kredit"):
        taken_in(cast, tmp_path / "x.csv", "tanggal,keterangan\n2026-11-25,A\n")

    assert not PaymentNotice.objects.exists()


def test_a_fault_says_where_and_what(cast: Cast, tmp_path: Path) -> None:
    report = taken_in(cast, tmp_path / "x.csv", "tanggal,keterangan,kredit\nkemarin,A,5\n")

    [fault] = report.faults
    assert isinstance(fault, RowFault)
    assert "kemarin" in fault.what
