"""What works still miss and who gives, as everybody reads it, and what a donor may do."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rembuk.finance.actions import promise_contribution, report_contribution, sign_contribution
from rembuk.finance.models import Contribution
from rembuk.finance.purses import purse_of
from rembuk.journal.models import Act
from rembuk.journeys import giving
from rembuk.kernel.money import rupiah
from rembuk.plans.activities import field_name
from rembuk.plans.models import PlanItem
from rembuk.workers import contribution_clocks
from rembuk.workers.round import JOBS
from tests.cast import LAMPUNG_TENGAH, THURSDAY, TUESDAY, WEDNESDAY, Cast, key_of
from tests.finance.gift_scenes import (
    COST,
    FRIDAY_WEEK,
    MISSING,
    NAME,
    arrived,
    gift_draft,
    pledged,
    road,
    signed,
    spent,
)
from tests.plans.scenes import proposed
from tests.web.pages import Page, read
from tests.web.planted import words_in
from tests.web.staged import body_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]

MILLION = 1_000_000
# On PostgreSQL the fence around a kabupaten is a setting and a savepoint of each transaction.
FENCE = ("SELECT current_setting", "SELECT set_config", "SAVEPOINT", "RELEASE")


@pytest.fixture
def item(cast: Cast) -> PlanItem:
    return road(cast)


def page(address: str, **said: object) -> Page:
    return read(Client().post(address, said) if said else Client().get(address))


def offered(**changes: object) -> dict[str, object]:
    said: dict[str, object] = {
        "key": str(key_of("form")),
        "firmness": "promise",
        "donor": "company",
        "name": NAME,
        "region": "18.02.02.2005",
        "field": "",
        "gift": "money",
        "amount": "Rp 2.500.000",
        "goods": "",
        "basis": "",
        "due_on": "2026-12-31",
        "condition_percent": "0",
        "spend_until_on": "",
        "contact": "0812 3456 7890",
        "consent": "on",
    }
    return {**said, **changes}


# --- what is missing -------------------------------------------------------------------------------------------------


def test_the_gap_desk_lists_what_is_missing_to_the_rupiah(cast: Cast, item: PlanItem) -> None:
    signed(cast, item, 2_500_001)

    shown = page("/dana")

    assert f"{rupiah(MISSING - 2_500_001)} dari {rupiah(COST)}" in shown.text
    assert f"/dana/usulan/{item.code}" in shown.links


def test_the_gap_desk_is_narrowed_by_kampung_field_and_list(item: PlanItem) -> None:
    href = f"/dana/usulan/{item.code}"

    assert href in page(f"/dana?kampung=18.02.02.2005&bidang={item.field}&keadaan=rencana").links
    for narrowed in ("kampung=18.02.02.2006", "bidang=5", "keadaan=cadangan"):
        assert href not in page(f"/dana?{narrowed}").links
    assert page("/dana?mulai=apa").status == 404


def test_a_work_tells_who_pays_for_it(cast: Cast, item: PlanItem) -> None:
    arrived(cast, item, 3 * MILLION)
    signed(cast, item, 4 * MILLION, key=key_of("kedua"), name="Koperasi Mekar")

    shown = page(f"/dana/usulan/{item.code}")

    for amount in (3 * MILLION, 4 * MILLION, MISSING - 7 * MILLION):
        assert rupiah(amount) in shown.text
    assert "Koperasi Mekar" in shown.text


def test_nobody_is_named_before_an_agreement(cast: Cast, item: PlanItem) -> None:
    gift = pledged(cast, item)
    before = page(f"/dana/usulan/{item.code}").text
    sign_contribution(gift, "Perjanjian 1", by=cast.head, at=TUESDAY)

    assert (NAME in before, NAME in page(f"/dana/usulan/{item.code}").text) == (False, True)


def test_a_plan_item_and_a_number_lead_to_their_pages(cast: Cast, item: PlanItem) -> None:
    gift = pledged(cast, item)

    found = Client().get("/s", {"nomor": gift.code.lower()})

    assert f"/dana/usulan/{item.code}" in page(reverse("plan-item", args=[item.code])).links
    assert (found.status_code, found.headers["Location"]) == (302, f"/dana/janji/{gift.code}")


# All that is published about the money of a year on paper and in files, read as a reader reads them.
PAPERS = (
    *("poster", "poster-a3.pdf", "kartu", "kartu.pdf", "semester-1", "semester-2", "semester-2.pdf"),
    *("paket-1.zip", "paket-2.zip", "pemasukan.csv"),
)
LEAST = 50


def test_an_unnamed_donor_stands_in_no_page_file_act_or_log(
    cast: Cast, item: PlanItem, caplog: pytest.LogCaptureFixture
) -> None:
    gift = arrived(cast, item, is_anonymous=True, condition_percent=50)
    spent(cast, gift, 10 * MILLION)
    report_contribution(gift, "Semen untuk jalan.", by=cast.officer, at=WEDNESDAY)
    number, code = f"18.02.02.2005/{gift.year}", item.code
    addresses = ("/dana", f"/dana/usulan/{code}", f"/dana/janji/{gift.code}", f"/uang/{number}", f"/uang/{number}.csv")
    more = ("/rencana", "/angka", "/", f"/uang/{number}/2", f"/en/dana/usulan/{code}", f"/uang/{number}.xlsx")
    papers = [f"/uang/{number}/{paper}" for paper in PAPERS]

    shown = [words_in(body_of(Client().get(address))) for address in (*addresses, *more, *papers)]

    assert [address for address, text in zip(papers, shown[-len(papers) :], strict=True) if len(text) < LEAST] == []
    told = [*shown, *Act.objects.values_list("facts", flat=True), caplog.text]
    assert gift.code.lower() in told[2]
    assert [text for text in told if re.search("sekarwangi|lestari", text, re.IGNORECASE)] == []


def test_more_gifts_ask_the_database_no_more(cast: Cast, item: PlanItem) -> None:
    def asked() -> list[int]:
        return [queries(address) for address in ("/dana", f"/dana/usulan/{item.code}", "/dana/beri")]

    arrived(cast, item)
    one = asked()
    for name in ("kedua", "ketiga"):
        signed(cast, item, key=key_of(name))

    assert asked() == one
    assert max(one) <= 6


def queries(address: str) -> int:
    """Count what a page asks, once everything that is remembered between pages has been remembered."""
    page(address)
    with CaptureQueriesContext(connection) as counted:
        page(address)
    return sum(not query["sql"].startswith(FENCE) for query in counted.captured_queries)


# --- offering --------------------------------------------------------------------------------------------------------


def test_a_promise_is_taken_in_once_with_its_number_and_word(item: PlanItem) -> None:
    first = page(f"/dana/beri?usulan={item.code}", **offered())
    again = page(f"/dana/beri?usulan={item.code}", **offered())

    gift = Contribution.objects.get()
    assert (first.receipt, first.receipt.code) == (again.receipt, gift.code)
    assert (gift.state, gift.item, gift.amount_rupiah, gift.donor_name) == ("pledged", item, 2_500_000, NAME)


@pytest.mark.usefixtures("item")
def test_a_wish_for_a_kampung_is_taken_in() -> None:
    page("/dana/beri", **offered(firmness="wish", field="2", is_anonymous="on"))

    gift = Contribution.objects.get()
    assert (gift.state, gift.item, gift.field, gift.is_anonymous) == ("wished", None, "2", True)


@pytest.mark.usefixtures("item")
def test_whoever_offers_reads_at_once_which_conditions_were_written_down(cast: Cast) -> None:
    bound = {"field": "2", "condition_percent": "80", "spend_until_on": "2027-01-31"}

    sent = page("/dana/beri", **offered(**bound))

    wanted = (cast.kampung.name, field_name("2"), "80 %", "31 Jan 2027")
    assert [words for words in wanted if words not in sent.text] == []


@pytest.mark.usefixtures("item")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("amount", "banyak"),
        ("amount", "0"),
        ("amount", "1.000.000.000.000.001"),
        ("name", "\u200b"),
        ("due_on", "2026-11-25"),
        ("consent", ""),
        ("spend_until_on", "2026-12-01"),
        ("region", "18.02.02.9999"),
        ("firmness", ""),
    ],
)
def test_a_mistake_is_told_beside_its_field(name: str, said: str) -> None:
    shown = page("/dana/beri", **offered(**{name: said}))

    assert (shown.status, Contribution.objects.count()) == (422, 0)
    assert any(name in one for one in shown.invalid)


def test_goods_ask_what_they_are(item: PlanItem) -> None:
    shown = page(f"/dana/beri?usulan={item.code}", **offered(gift="goods", goods="100 sak semen"))

    assert (shown.status, shown.invalid - {""}) == (422, {"basis"})
    assert "Tulis dari mana nilai barang itu." in shown.text


@pytest.mark.usefixtures("item")
def test_another_offer_under_the_same_key_is_refused() -> None:
    page("/dana/beri", **offered())

    assert (page("/dana/beri", **offered(amount="3")).status, Contribution.objects.count()) == (422, 1)


@pytest.mark.usefixtures("item")
def test_a_flood_of_offers_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving, "MOST_PER_PLACE", 2)
    keys = [str(key_of(name)) for name in "abc"]

    statuses = [page("/dana/beri", **offered(key=key)).status for key in keys]
    replayed = page("/dana/beri", **offered(key=keys[0])).status

    assert (statuses, replayed, Contribution.objects.count()) == ([200, 200, 429], 200, 2)


def test_nothing_is_collected_for_what_is_not_planned(cast: Cast) -> None:
    assert page(f"/dana/beri?usulan={proposed(cast).code}").status == 404


# --- the donor -------------------------------------------------------------------------------------------------------


def test_a_donor_reads_every_rupiah_with_the_receipt_word_alone(cast: Cast, item: PlanItem) -> None:
    gift = arrived(cast, item)
    secret = promise_contribution(gift_draft(cast, item), by=None, at=TUESDAY).secret
    spent(cast, gift, 9_999_999)
    address = f"/dana/janji/{gift.code}"

    closed, wrong, right = page(address), page(address, secret="2222-2222-2222"), page(address, secret=secret)

    assert (closed.status, wrong.status, right.status) == (200, 422, 200)
    assert right.text.count("Rabu, 25 Nov 2026") == 2
    assert "Ini bukan kata bukti nomor ini." in wrong.text
    purse = purse_of(gift)
    for amount in (purse.received_rupiah, purse.spent_rupiah, purse.left_rupiah):
        assert rupiah(amount) in right.text
        assert rupiah(amount) not in closed.text + wrong.text


def test_a_donor_reads_every_condition_that_was_written_down(cast: Cast) -> None:
    bound: dict[str, Any] = {"field": "4", "condition_percent": 80, "spend_until_on": FRIDAY_WEEK, "is_anonymous": True}
    done = promise_contribution(gift_draft(cast, None, **bound), by=None, at=TUESDAY)

    shown = page(f"/dana/janji/{done.contribution.code}", secret=done.secret)

    assert "/dana" in shown.links
    wanted = (field_name("4"), "80 %", "4 Des 2026", "tidak, donatur tidak disebut", cast.kampung.name)
    assert [words for words in wanted if words not in shown.text] == []


def test_a_donor_takes_a_promise_back(cast: Cast, item: PlanItem) -> None:
    done = promise_contribution(gift_draft(cast, item), by=None, at=TUESDAY)

    shown = page(f"/dana/janji/{done.contribution.code}", secret=done.secret, do="tarik")

    assert (shown.status, Contribution.objects.get().state) == (200, "lapsed")


def test_an_agreement_is_talked_about_at_the_office(cast: Cast, item: PlanItem) -> None:
    done = promise_contribution(gift_draft(cast, item), by=None, at=TUESDAY)
    sign_contribution(done.contribution, "Perjanjian 1", by=cast.head, at=TUESDAY)

    shown = page(f"/dana/janji/{done.contribution.code}", secret=done.secret, do="tarik")

    assert (shown.status, Contribution.objects.get().state) == (422, "signed")


def test_a_number_that_nobody_has_is_not_found() -> None:
    assert page("/dana/janji/KT-22222").status == 404


# --- the clock -------------------------------------------------------------------------------------------------------


def test_the_clock_ends_what_has_run_out_once(cast: Cast, item: PlanItem) -> None:
    late = THURSDAY + timedelta(days=30)
    gifts = [pledged(cast, item), arrived(cast, item, key=key_of("datang"))]

    counts = [contribution_clocks.run(LAMPUNG_TENGAH, at) for at in (THURSDAY, late, late)]

    assert counts == [0, 1, 0]
    assert [Contribution.objects.get(pk=one.pk).state for one in gifts] == ["lapsed", "received"]
    assert JOBS["contribution_clocks"] is contribution_clocks.run
