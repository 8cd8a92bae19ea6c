"""The money as everybody reads it, equal on the pages, in the file and among the transfers."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from rembuk.finance.actions import turn_back
from rembuk.finance.models import BudgetLine, Post, Transfer
from rembuk.kernel.money import rupiah
from rembuk.plans.activities import activity_of
from rembuk.plans.models import PlanItem
from tests.cast import TUESDAY, Cast, key_of
from tests.finance.scenes import ROAD, YEAR, in_force, paid, received
from tests.plans.scenes import proposed
from tests.web.pages import Page, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]

PAID = 12_345_678
ACTIVITY = "2.3.10"
BUDGET = f"/uang/18.02.02.2005/{YEAR}"


@pytest.fixture
def item(cast: Cast) -> PlanItem:
    item = proposed(cast)
    _budget, post = in_force(cast, item=item)
    received(cast)
    paid(cast, post, PAID)
    return item


def page(address: str) -> Page:
    return read(Client().get(address))


def file_of(address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Client().get(address).content.decode("utf-8-sig"))))


def test_pages_file_and_transfers_tell_the_same_to_the_rupiah(item: PlanItem) -> None:
    [row] = file_of(f"{BUDGET}.csv")

    spent = sum(one.amount_rupiah for one in Transfer.objects.filter(debit__startswith="5."))
    given = sum(one.amount_rupiah for one in BudgetLine.objects.all())
    assert (int(row["budget_rupiah"]), int(row["realised_rupiah"])) == (given, spent) == (ROAD, PAID)
    assert row["item"] == item.code
    for address in ("/uang", BUDGET, f"{BUDGET}/1"):
        assert rupiah(ROAD) in page(address).text
        assert rupiah(PAID) in page(address).text


def test_a_post_leads_back_to_its_plan_item_and_need(item: PlanItem) -> None:
    post = page(f"{BUDGET}/1")

    assert item.need is not None
    assert {f"/r/{item.code}", f"/k/{item.need.code}", BUDGET} <= set(post.links)
    assert f"{rupiah(PAID)} terpakai dari {rupiah(ROAD)}" in post.text
    assert f"{ACTIVITY} {activity_of(ACTIVITY).name}" in post.text


def test_what_was_turned_back_stands_there_below_zero(cast: Cast, item: PlanItem) -> None:
    payment = Transfer.objects.get(request__isnull=False)

    turn_back(payment, "Kembali", key=key_of("kembali"), by=cast.secretary, at=TUESDAY)

    assert rupiah(-PAID) in page(f"{BUDGET}/1").text
    assert file_of(f"{BUDGET}.csv")[0]["realised_rupiah"] == "0"


def test_many_payments_come_page_by_page_with_the_sum_of_all(cast: Cast, item: PlanItem) -> None:
    post = Post.objects.get()
    payments = [paid(cast, post, 100 + turn, f"lagi-{turn}") for turn in range(20)]

    first = page(f"{BUDGET}/1")
    [older] = [link for link in first.links if "mulai=" in link]
    last = page(f"{BUDGET}/1{older}")

    spent = rupiah(PAID + sum(one.amount_rupiah for one in payments))
    assert f"{spent} terpakai dari" in first.text
    assert f"{spent} terpakai dari" in last.text
    assert ("Kuitansi spp" in first.text, "Kuitansi spp" in last.text) == (False, True)
    assert Client().get(f"{BUDGET}/1?mulai=apa").status_code == 404


def test_the_headline_says_how_much_was_spent(item: PlanItem) -> None:
    assert "sudah memakai 20 % anggarannya" in page(BUDGET).text


@pytest.mark.parametrize(
    "address", ["/uang/18.02.02.2006/2027", "/uang/apa/2027", "/uang/18.12.01.2001/2027", f"{BUDGET}/2"]
)
def test_what_is_not_there_is_said_so(item: PlanItem, address: str) -> None:
    assert Client().get(address).status_code == 404


def test_a_year_may_be_chosen_and_no_budget_is_no_fault(cast: Cast) -> None:
    assert "Belum ada anggaran yang berlaku" in page("/uang").text

    in_force(cast)

    assert rupiah(ROAD) in page(f"/uang?tahun={YEAR}").text
    assert rupiah(ROAD) in page("/uang?tahun=apa").text
