"""The largest amount and an odd rupiah come through every form, file and export of money as they were typed.

Each door is a function: it sends an amount in, as people write it, and returns what the books hold of it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

import rembuk.web
from rembuk.finance.actions import draw_up_budget
from rembuk.finance.models import BudgetLine, Contribution, Income, PaymentNotice, PaymentRequest, Transfer
from rembuk.finance.models.money import Post
from rembuk.journeys.budget_books import COLUMNS, budget_book, import_budget
from rembuk.journeys.income_books import import_incomes, income_book
from rembuk.journeys.payment_intake import import_payments
from rembuk.journeys.plan_books import rkpdes_book
from rembuk.journeys.plan_intake import import_lines
from rembuk.journeys.workbook_reading import first_sheet
from rembuk.kernel.money import rupiah
from rembuk.people.models import Person
from rembuk.plans.models import PlanLine
from rembuk.priorities.models import Round, RoundOption
from rembuk.priorities.rounds import pagu_of
from rembuk.projects.models import Bid, BillRow, Project, WorkChange
from rembuk.projects.swadaya.models import Gift, Price
from rembuk.projects.swadaya.states import GiftKind
from tests.cast import TUESDAY, WEDNESDAY, Cast
from tests.finance.gift_scenes import road, signed
from tests.finance.scenes import YEAR, in_force, treasurer
from tests.plans.scenes import drafted, verified
from tests.priorities.scenes import proposed
from tests.projects.scenes import prepared, started
from tests.projects.swadaya.scenes import TODAY, asked, confirmed, gathering
from tests.web.desk.test_budget_at_the_desk import ROW as POST
from tests.web.desk.test_plans_at_the_desk import LINE
from tests.web.desk.test_rounds import OPENED
from tests.web.desk.test_works import ROW as BILL
from tests.web.pages import read
from tests.web.test_funding import offered

MANY = 10**15
AMOUNTS = (MANY, MANY - 1, 333)
BUDGET = f"/meja/anggaran/18.02.02.2005/{YEAR}"
BOOK = f"/meja/uang/18.02.02.2005/{YEAR}"


@dataclass
class Desk:
    """Who sends what, and where files lie."""

    cast: Cast
    client_of: Callable[[Person], Client]
    folder: Path

    def send(self, who: Person, address: str, do: str = "", **said: object) -> None:
        """Fill in a form, which has to be taken."""
        typed = {f"{do}-{name}" if do else name: value for name, value in {"key": str(uuid4()), **said}.items()}
        answer = self.client_of(who).post(address, {"do": do, **typed} if do else typed)
        assert answer.status_code == 302, read(answer).text

    def file(self, name: str, content: bytes) -> Path:
        """Put a file where an import finds it."""
        path = self.folder / name
        path.write_bytes(content)
        return path


Door = Callable[[Desk, int], list[int]]


@pytest.fixture
def desk(cast: Cast, client_of: Callable[[Person], Client], tmp_path: Path) -> Desk:
    return Desk(cast, client_of, tmp_path)


# --- forms ----------------------------------------------------------------------------------------------------------


def post_of_a_budget(desk: Desk, amount: int) -> list[int]:
    desk.send(desk.cast.secretary, BUDGET, "draw", why="Awal")
    desk.send(desk.cast.secretary, BUDGET, "add", **{**POST, "amount": rupiah(amount)})
    desk.send(desk.cast.secretary, BUDGET, "add", **{**POST, "title": "Siring", "amount": "1"})
    desk.send(desk.cast.secretary, BUDGET, "change", post="2", amount=rupiah(amount))
    return list(BudgetLine.objects.values_list("amount_rupiah", flat=True))


def expected_income(desk: Desk, amount: int) -> list[int]:
    draw_up_budget(desk.cast.kampung, YEAR, "Awal", by=desk.cast.secretary, at=TUESDAY)
    desk.send(desk.cast.secretary, BUDGET, "expect", fund="DDS", amount=rupiah(amount), month="4")
    return [Income.objects.get().amount_rupiah]


def money_in_and_out(desk: Desk, amount: int) -> list[int]:
    in_force(desk.cast, amount)
    keeper = treasurer(desk.cast)
    desk.send(keeper, BOOK, "receive", fund="DDS", amount=rupiah(amount), document="SP2D 1")
    desk.send(keeper, BOOK, "ask", post="1", amount=rupiah(amount), purpose="Semen", document="SPP 1")
    request = PaymentRequest.objects.get()
    desk.send(desk.cast.head, f"/meja/uang/spp/{request.pk}", "approve", document="Setuju 1")
    desk.send(keeper, f"/meja/uang/spp/{request.pk}", "pay", document="Kuitansi 1")
    paid = Transfer.objects.get(request=request)
    desk.send(keeper, f"/meja/uang/gerak/{paid.pk}", "rest", amount=rupiah(amount), document="STS 1")
    return [request.amount_rupiah, *Transfer.objects.values_list("amount_rupiah", flat=True)]


def promised_gift(desk: Desk, amount: int) -> list[int]:
    answer = Client().post("/dana/beri", offered(amount=rupiah(amount)))
    assert answer.status_code < 400
    return [Contribution.objects.get().amount_rupiah]


def received_gift(desk: Desk, amount: int) -> list[int]:
    gift = signed(desk.cast, road(desk.cast), amount)
    desk.send(treasurer(desk.cast), f"/meja/dana/{gift.code}", "receive", amount=rupiah(amount), document="Bukti 1")
    return [gift.amount_rupiah, Transfer.objects.get().amount_rupiah]


def line_of_a_plan(desk: Desk, amount: int) -> list[int]:
    plan, item = drafted(desk.cast), verified(desk.cast)
    desk.send(desk.cast.secretary, f"/meja/usulan/{item.code}", "schedule", **{**LINE, "cost_rupiah": rupiah(amount)})
    return [PlanLine.objects.get(plan=plan).cost_rupiah]


def row_of_a_bill(desk: Desk, amount: int) -> list[int]:
    project = prepared(desk.cast)
    typed = {**BILL, "quantity": "1", "price": rupiah(amount), "standard": rupiah(amount)}
    desk.send(desk.cast.secretary, f"/meja/kerja/{project.code}", "bill", **typed)
    row = BillRow.objects.get()
    return [row.price_rupiah, row.standard_rupiah or 0]


def purchase(desk: Desk, amount: int) -> list[int]:
    project = started(desk.cast)
    typed = {"what": "Semen", "closes_on": "2026-11-20", "seller_1": "TB Jaya", "day_1": "2026-11-19", "chosen": "1"}
    desk.send(desk.cast.secretary, f"/meja/kerja/{project.code}", "purchase", price_1=rupiah(amount), **typed)
    return [Bid.objects.get().price_rupiah]


def changed_cost(desk: Desk, amount: int) -> list[int]:
    project = started(desk.cast)
    desk.send(
        desk.cast.secretary, f"/meja/kerja/{project.code}", "change", volume="150", cost=rupiah(amount), why="Harga."
    )
    change = WorkChange.objects.get()
    desk.send(desk.cast.head, f"/meja/kerja/{project.code}", "agree")
    return [change.cost_rupiah or 0, Project.objects.get().cost_rupiah]


def value_of_gotong_royong(desk: Desk, amount: int) -> list[int]:
    project = gathering(desk.cast)
    supply = asked(project, desk.cast, GiftKind.MATERIAL, price=None)
    address, typed = (
        f"/meja/gotong-royong/{project.code}",
        {"basis": "receipt", "source": "Nota", "from_on": "2026-01-01"},
    )
    desk.send(desk.cast.officer, address, "price", supply=str(supply.pk), price=rupiah(amount), **typed)
    desk.send(desk.cast.officer, address, "gift", of=str(supply.pk), quantity="1", given_on=TODAY.isoformat())
    gift = Gift.objects.get()
    confirmed(gift, desk.cast)
    text = Client().get(f"/kerja/{project.code}/gotong-royong.csv").content.decode("utf-8-sig")
    exported = int(next(csv.DictReader(io.StringIO(text)))["value_rupiah"])
    return [Price.objects.get().price_rupiah, gift.value_rupiah, exported]


def money_of_a_round(desk: Desk, amount: int) -> list[int]:
    client = desk.client_of(desk.cast.secretary)
    client.post("/meja/prioritas/baru", {**OPENED, "region": desk.cast.kampung.code, "DDS": rupiah(amount)})
    round_ = Round.objects.get()
    typed = {"code": proposed(desk.cast, "Sumur bor").code, "cost": rupiah(amount), "source": "Standar"}
    desk.send(desk.cast.secretary, f"/meja/prioritas/{round_.pk}", "option", **typed)
    return [pagu_of(round_), RoundOption.objects.get().cost_rupiah]


# --- files ----------------------------------------------------------------------------------------------------------


def budget_in_a_file(desk: Desk, amount: int) -> list[int]:
    """In by CSV, out as a workbook, in again by that, and out as the public table."""
    budget = draw_up_budget(desk.cast.kampung, YEAR, "Awal", by=desk.cast.secretary, at=TUESDAY)
    row = f"\n;2.3.10;5.3.5;Jalan;;;{rupiah(amount)};DDS\n"
    for name, content in (("a.csv", f"{';'.join(COLUMNS)}{row}".encode()), ("b.xlsx", None)):
        path = desk.file(name, content or budget_book(budget))
        report = import_budget(path, budget, by=desk.cast.secretary, at=WEDNESDAY)
        assert report.faults == ()
    held = list(BudgetLine.objects.values_list("amount_rupiah", flat=True))
    assert len(held) == 1
    return [*held, int(first_sheet(budget_book(budget)).rows[1][6])]


def incomes_in_a_file(desk: Desk, amount: int) -> list[int]:
    """In by CSV, and in again by the workbook that goes out."""
    budget = draw_up_budget(desk.cast.kampung, YEAR, "Awal", by=desk.cast.secretary, at=TUESDAY)
    row = f"Sumber dana;Bulan;Anggaran\nDDS;April;{rupiah(amount)}\n"
    for name, content in (("a.csv", row.encode()), ("b.xlsx", None)):
        path = desk.file(name, content or income_book(budget))
        assert import_incomes(path, budget, by=desk.cast.secretary, at=WEDNESDAY).faults == ()
    return [Income.objects.get().amount_rupiah, int(first_sheet(income_book(budget)).rows[1][3])]


def plan_in_a_file(desk: Desk, amount: int) -> list[int]:
    desk_door = line_of_a_plan(desk, amount)
    plan = PlanLine.objects.get().plan
    path = desk.file("matriks.xlsx", rkpdes_book(plan.region, YEAR))
    report = import_lines(path, plan, "Impor", by=desk.cast.secretary, at=WEDNESDAY)
    assert (report.faults, report.same) == ((), 1)
    return [*desk_door, PlanLine.objects.get().cost_rupiah]


def statement_of_the_bank(desk: Desk, amount: int) -> list[int]:
    gift = signed(desk.cast, road(desk.cast), amount)
    text = f"tanggal;keterangan;kredit\n25/11/2026;TRF {gift.code};{rupiah(amount)[3:]},00\n"
    path = desk.file("rekening.csv", text.encode())
    assert import_payments(path, desk.cast.kampung, by=treasurer(desk.cast), at=WEDNESDAY).received == 1
    return [PaymentNotice.objects.get().amount_rupiah, Transfer.objects.get().amount_rupiah]


def published_budget(desk: Desk, amount: int) -> list[int]:
    in_force(desk.cast, amount)
    table = Client().get(f"/uang/18.02.02.2005/{YEAR}.csv").content.decode("utf-8-sig")
    book = b"".join(Client().get(f"/uang/18.02.02.2005/{YEAR}.xlsx"))
    shown = Client().get(f"/uang/18.02.02.2005/{YEAR}/1").content.decode().replace("\xa0", " ")
    assert rupiah(amount) in shown
    return [int(next(csv.DictReader(io.StringIO(table)))["budget_rupiah"]), int(first_sheet(book).rows[1][6])]


DOORS: tuple[Door, ...] = (
    *(post_of_a_budget, expected_income, money_in_and_out, promised_gift, received_gift, line_of_a_plan),
    *(row_of_a_bill, purchase, changed_cost, value_of_gotong_royong, money_of_a_round),
    *(budget_in_a_file, incomes_in_a_file, plan_in_a_file, statement_of_the_bank, published_budget),
)


@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_an_amount_comes_through_as_it_was_typed(desk: Desk, door: Door, amount: int) -> None:
    assert set(door(desk, amount)) == {amount}


def test_more_than_fits_is_refused_beside_its_field(desk: Desk) -> None:
    draw_up_budget(desk.cast.kampung, YEAR, "Awal", by=desk.cast.secretary, at=TUESDAY)

    answers = [
        desk.client_of(desk.cast.secretary).post(
            BUDGET, {"do": "add", **{f"add-{name}": value for name, value in {**POST, "amount": amount}.items()}}
        )
        for amount in ("0", "-5", rupiah(MANY + 1))
    ]

    assert [one.status_code for one in answers] == [422] * 3
    assert "Tulis jumlah dari Rp 1 sampai Rp 1.000.000.000.000.000." in answers[2].content.decode().replace("\xa0", " ")
    assert not Post.objects.exists()


def test_goods_worth_more_than_the_books_hold_are_refused_in_words(desk: Desk) -> None:
    project = gathering(desk.cast)
    supply = asked(project, desk.cast, GiftKind.MATERIAL, price=MANY)
    typed = {"key": str(uuid4()), "of": str(supply.pk), "quantity": "2", "given_on": TODAY.isoformat()}

    answer = desk.client_of(desk.cast.officer).post(
        f"/meja/gotong-royong/{project.code}", {"do": "gift", **{f"gift-{name}": one for name, one in typed.items()}}
    )

    assert answer.status_code == 422
    assert "lebih dari yang dapat dicatat" in answer.content.decode()
    assert not Gift.objects.exists()


def test_no_other_form_reads_rupiah_in_a_way_of_its_own() -> None:
    folder = Path(rembuk.web.__file__).parent

    reading = [path.name for path in folder.rglob("*.py") if re.search(r"\bparse_rupiah\b", path.read_text())]

    assert reading == ["amounts.py"]
