"""What came in and what is still expected: equal on the page, in the file, on poster and report, and in the ledger."""

from __future__ import annotations

import csv
import io
from zipfile import ZipFile

import pytest
from django.db.models import Sum
from django.test import Client

from rembuk.finance.actions import add_post, draw_up_budget, expect_income, indicate_budget
from rembuk.finance.drafts import IncomeDraft
from rembuk.finance.models import Budget, Income, Transfer
from rembuk.finance.states import BudgetState
from rembuk.kernel.money import rupiah
from rembuk.plans.states import Fund
from tests.cast import TUESDAY, Cast
from tests.documents.reading import squeezed
from tests.finance.gift_scenes import arrived, road
from tests.finance.scenes import YEAR, enforce, in_force, post_draft, received
from tests.web.pages import read
from tests.web.papers.comparing import pdf_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]

PLACE = f"/uang/18.02.02.2005/{YEAR}"
MANY = 10**15


@pytest.fixture
def budget(cast: Cast) -> Budget:
    """A year whose first figure, expected tranches and receipts all differ, to the odd rupiah."""
    first = draw_up_budget(cast.kampung, YEAR, "Pagu", by=cast.secretary, at=TUESDAY)
    expect_income(first, IncomeDraft(Fund.DDS, 900_000_007), by=cast.secretary, at=TUESDAY)
    indicate_budget(first, "Surat Bupati 900/1", by=cast.head, at=TUESDAY)
    budget = draw_up_budget(cast.kampung, YEAR, "RAPBDes", by=cast.secretary, at=TUESDAY)
    for fund, amount, month in ((Fund.DDS, MANY, 4), (Fund.DDS, 333_333_333, 9), (Fund.ADD, 70_000_001, None)):
        expect_income(budget, IncomeDraft(fund, amount, month), by=cast.secretary, at=TUESDAY)
    add_post(budget, post_draft(), 5_000_000, by=cast.secretary, at=TUESDAY)
    enforce(cast, budget, "Perkam 1", at=TUESDAY)
    received(cast, MANY, name="tahap satu")
    received(cast, 3, name="tahap dua")
    received(cast, 11, Fund.PAD, name="sewa")
    return budget


def figures_of(budget: Budget) -> tuple[int, int]:
    """Return what the tables of the budget expect and what the ledger received, asked in another way than pages ask."""
    expected = Income.objects.filter(budget=budget).aggregate(sum=Sum("amount_rupiah"))["sum"]
    came = Transfer.objects.filter(credit__startswith="4.").aggregate(sum=Sum("amount_rupiah"))["sum"]
    back = Transfer.objects.filter(debit__startswith="4.").aggregate(sum=Sum("amount_rupiah"))["sum"]
    return expected, came - (back or 0)


def table_at(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def total(rows: list[dict[str, str]], name: str) -> int:
    return sum(int(row[f"{name}_rupiah"]) for row in rows)


def test_page_file_report_and_pack_say_what_the_ledger_says(budget: Budget) -> None:
    expected, came = figures_of(budget)
    rows = table_at(Client().get(f"{PLACE}/pemasukan.csv").content)
    with ZipFile(io.BytesIO(Client().get(f"{PLACE}/paket-2.zip").getvalue())) as pack:
        packed = table_at(pack.read(f"pemasukan-18.02.02.2005-{YEAR}-2.csv"))
    sums = [[total(each, name) for name in ("expected", "received")] for each in (rows, packed)]
    page = read(Client().get(PLACE)).text
    missing = rupiah(333_333_330 + 70_000_001)

    assert sums == [[expected, came], [expected, came]] == [[MANY + 403_333_334, MANY + 14]] * 2
    assert f"{rupiah(came)} sudah masuk dari {rupiah(expected)}, {missing} masih ditunggu" in page
    assert total(rows, "missing") == 403_333_331


def test_page_poster_and_report_name_every_fund_to_the_rupiah(budget: Budget) -> None:
    of_funds = [rupiah(one) for one in (MANY + 3, 333_333_330, 70_000_001, 11)]
    papers = {name: pdf_at(f"{PLACE}/{name}.pdf").text for name in ("poster-a3", "semester-2")}
    pages = {name: squeezed(read(Client().get(f"{PLACE}{name}")).text) for name in ("", "/poster", "/semester-2")}

    found = {**papers, **pages}
    assert {name: one for name, text in found.items() for one in of_funds if squeezed(one) not in text} == {}
    for name in ("", "/semester-2", "semester-2"):
        assert squeezed(rupiah(900_000_007)) in found[name]
        assert squeezed(rupiah(MANY + 333_333_333)) in found[name]
        assert squeezed("Bukti tahap satu") in found[name]


def test_nobody_reads_a_document_of_a_gift_beside_what_came_in(cast: Cast) -> None:
    gift = arrived(cast, road(cast), 333)
    document = Transfer.objects.get(amount_rupiah=333).document
    year = Budget.objects.get(state=BudgetState.APPROVED).year

    place = f"/uang/18.02.02.2005/{year}"
    shown = [squeezed(read(Client().get(f"{place}{name}")).text) for name in ("", "/semester-2")]

    assert gift.donor_name
    assert all(squeezed(rupiah(333)) in text for text in shown)
    assert [text for text in shown for secret in (document, gift.donor_name) if squeezed(secret) in text] == []


def test_a_budget_that_expects_nothing_says_so(cast: Cast) -> None:
    in_force(cast)

    text = "Belum ada uang masuk, dan anggaran tidak menyebut perkiraannya."
    assert text in read(Client().get(PLACE)).text
    assert squeezed(text) in pdf_at(f"{PLACE}/semester-2.pdf").text
