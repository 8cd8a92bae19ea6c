"""Gifts at the desk: from the promise to the report, the statement of the bank, and proposals."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from rembuk.finance.actions import end_promise, note_payment
from rembuk.finance.gifts import payable_requests
from rembuk.finance.models import Contribution, FundingProposal, PaymentNotice
from rembuk.finance.payments import PaymentRow
from rembuk.finance.purses import purse_of
from rembuk.kernel.money import rupiah
from rembuk.kernel.periods import local_day
from rembuk.plans.activities import field_name
from rembuk.plans.states import Fund
from tests.cast import THURSDAY, TUESDAY, WEDNESDAY, key_of
from tests.finance.gift_scenes import FRIDAY_WEEK, NAME, arrived, gift_post, pledged, road, signed
from tests.finance.scenes import approved, treasurer
from tests.plans.scenes import verified
from tests.web.pages import read

MILLION = 1_000_000


def post(client, address, do, **said):
    return client.post(address, {"do": do, **{f"{do}-{name}": value for name, value in said.items()}})


def test_from_a_promise_to_the_report(cast, client_of):
    item = road(cast)
    gift = pledged(cast, item)
    here = f"/meja/dana/{gift.code}"
    head, money, officer = (client_of(one) for one in (cast.head, treasurer(cast), cast.officer))
    request = approved(cast, gift_post(item), 4 * MILLION)

    answers = [
        post(head, here, "sign", agreement="Perjanjian 4/2026"),
        post(money, here, "receive", amount="10.000.000", document="Bukti 1", key=key_of("a")),
        post(money, here, "spend", request=str(request.key), document="Kuitansi 1", key=key_of("b")),
        post(head, here, "return", amount="6.000.000", document="Bukti 2", key=key_of("c")),
        post(officer, here, "report", words="Semen untuk 24 meter."),
    ]

    assert [answer.status_code for answer in answers] == [302] * 5
    assert Contribution.objects.get().state == "reported"
    purse = purse_of(gift)
    assert (purse.spent_rupiah, purse.returned_rupiah) == (4 * MILLION, 6 * MILLION)
    assert rupiah(6 * MILLION) in read(officer.get(here)).text


def test_a_wish_becomes_a_promise_for_a_work_and_may_fall_away(cast, client_of):
    item = road(cast)
    gift = pledged(cast, None)
    end_promise(gift, "Belum pasti", by=cast.officer, at=TUESDAY)
    here, officer = f"/meja/dana/{gift.code}", client_of(cast.officer)

    answers = [
        post(officer, here, "pledge", due_on="2027-01-31"),
        post(officer, here, "assign", chosen=item.code),
        post(officer, here, "end", why="Batal"),
    ]

    gift.refresh_from_db()
    assert [answer.status_code for answer in answers] == [302] * 3
    assert (gift.item, gift.state, gift.lapsed_why) == (item, "lapsed", "Batal")


def test_what_cannot_be_done_is_said_in_its_form(cast, client_of):
    gift = arrived(cast, road(cast))
    here, head = f"/meja/dana/{gift.code}", client_of(cast.head)

    too_much = post(head, here, "return", amount="10.000.001", document="Bukti", key=key_of("x"))
    no_amount = post(head, here, "return", amount="banyak", document="Bukti", key=key_of("x"))
    gone = post(head, here, "sign", agreement="Lagi")

    assert [one.status_code for one in (too_much, no_amount, gone)] == [422] * 3
    assert "Sisa bantuan ini kurang dari itu." in read(too_much).text
    assert purse_of(gift).left_rupiah == 10 * MILLION


@pytest.mark.parametrize(
    ("bound", "sentence"),
    [
        ({}, "Belum ada yang disetujui"),
        ({"condition_percent": 80, "amount": 9_999_999}, "setelah 80 % biayanya pasti"),
        ({"spend_until_on": FRIDAY_WEEK}, "Batas belanja sudah lewat."),
    ],
)
def test_a_gift_says_why_nothing_can_be_paid_out_of_it(cast, client_of, bound, sentence):
    gift = arrived(cast, road(cast), **{"amount": 10 * MILLION, **bound})

    with time_machine.travel(THURSDAY + timedelta(days=30 * bool(bound)), tick=False):
        shown = read(client_of(treasurer(cast)).get(f"/meja/dana/{gift.code}"))

    assert sentence in shown.text


@pytest.mark.parametrize(
    ("bound", "sentence"),
    [
        ({"condition_percent": 80, "amount": 9_999_999}, "Donatur baru memberi bila lebih banyak biaya sudah pasti."),
        ({"spend_until_on": FRIDAY_WEEK}, "Batas belanja dari donatur sudah lewat."),
    ],
)
def test_money_spent_outside_a_restriction_is_refused_with_that_restriction(cast, client_of, bound, sentence):
    item = road(cast)
    gift = arrived(cast, item, **{"amount": 10 * MILLION, **bound})
    request = approved(cast, gift_post(item), MILLION)

    with time_machine.travel(THURSDAY + timedelta(days=30), tick=False):
        answer = post(
            client_of(treasurer(cast)), f"/meja/dana/{gift.code}", "spend",
            request=str(request.key), document="Kuitansi 1", key=key_of("b"),
        )  # fmt: skip

    assert (answer.status_code, purse_of(gift).spent_rupiah) == (422, 0)
    assert sentence in read(answer).text


def test_a_gift_does_not_pay_for_another_work_and_says_so_in_words(cast, client_of):
    item = road(cast)
    gift, other = arrived(cast, item), approved(cast, gift_post(item, Fund.DDS), MILLION)
    approved(cast, gift_post(item), MILLION, name="boleh")

    answer = post(
        client_of(treasurer(cast)), f"/meja/dana/{gift.code}", "spend",
        request=str(other.key), document="Kuitansi 1", key=key_of("b"),
    )  # fmt: skip

    shown = read(answer).text
    assert (answer.status_code, purse_of(gift).spent_rupiah) == (422, 0)
    assert ("Bantuan ini tidak membayar itu" in shown, str(other.key) in shown) == (True, False)


def test_a_gift_for_a_field_says_so_and_goes_to_no_other(cast, client_of):
    item = road(cast)
    gift = pledged(cast, None, field="4")
    here, officer = f"/meja/dana/{gift.code}", client_of(cast.officer)

    shown = read(officer.get(here))
    answer = post(officer, here, "assign", chosen=item.code)

    gift.refresh_from_db()
    assert field_name("4") in shown.text
    assert (answer.status_code, gift.item) == (422, None)


def test_who_writes_a_gift_down_for_somebody_does_not_agree_on_it(cast, client_of):
    item = road(cast)
    secretary = client_of(cast.secretary)
    said = {
        "key": key_of("meja"), "firmness": "promise", "donor": "company", "name": NAME, "gift": "money",
        "amount": "1.000.001", "due_on": "2026-12-31", "condition_percent": "0", "consent": "on",
    }  # fmt: skip

    secretary.post(f"/dana/beri?usulan={item.code}", said)

    gift = Contribution.objects.get()
    here = f"/meja/dana/{gift.code}"
    assert "/dana/beri" in read(secretary.get("/meja/dana")).links
    assert gift.offered_by == cast.secretary
    assert post(secretary, here, "sign", agreement="Perjanjian 4").status_code == 422
    assert post(client_of(cast.head), here, "sign", agreement="Perjanjian 4").status_code == 302


def test_an_unnamed_donor_is_named_at_the_desk_alone(cast, client_of):
    gift = pledged(cast, road(cast), is_anonymous=True)
    here, head = f"/meja/dana/{gift.code}", client_of(cast.head)

    refused = post(head, here, "sign", agreement=f"Surat {NAME}")

    assert refused.status_code == 422
    assert NAME in read(head.get(here)).text


def test_the_list_shows_what_waits_by_step(cast, client_of):
    item = road(cast)
    pledged(cast, item, name="Warung Bu Tini")
    late = arrived(cast, item, key=key_of("lain"))
    Contribution.objects.filter(pk=late.pk).update(spend_until_on=local_day(TUESDAY))
    gone = signed(cast, item, key=key_of("batal"))
    end_promise(gone, "Batal", by=cast.officer, at=WEDNESDAY)

    shown = read(client_of(cast.head).get("/meja/dana"))

    for words in ("Warung Bu Tini", "Batas belanja sudah lewat", "sebuah bantuan batal".capitalize()):
        assert words in shown.text
    assert "/meja/dana" in read(client_of(cast.head).get("/meja")).links


def test_others_find_no_gifts_of_this_kampung(cast, client_of):
    gift = pledged(cast, road(cast))
    other = client_of(cast.other_head)

    assert other.get(f"/meja/dana/{gift.code}").status_code == 403
    assert gift.code not in read(other.get("/meja/dana")).text


def test_a_proposal_is_settled_by_those_who_decide(cast, client_of):
    item = road(cast)
    verified(cast, "well")
    end_promise(signed(cast, item), "Batal", by=cast.officer, at=WEDNESDAY)
    proposal = FundingProposal.objects.get()
    here = f"/meja/dana/usulan/{proposal.pk}"

    refused = post(client_of(cast.officer), here, "take", why="Ya")
    done = post(client_of(cast.head), here, "take", why="Musdes 3 Desember")

    proposal.refresh_from_db()
    assert (refused.status_code, done.status_code, proposal.state) == (422, 302, "taken_up")
    assert "Musdes 3 Desember" in read(client_of(cast.head).get(here)).text


def test_another_proposal_is_set_aside(cast, client_of):
    end_promise(signed(cast, road(cast)), "Batal", by=cast.officer, at=WEDNESDAY)
    proposal = FundingProposal.objects.get()

    post(client_of(cast.council), f"/meja/dana/usulan/{proposal.pk}", "aside", why="Dicari lagi")

    proposal.refresh_from_db()
    assert proposal.state == "set_aside"


def test_a_statement_is_taken_in_and_strangers_are_shown(cast, client_of):
    gift = signed(cast, road(cast))
    money, here = client_of(treasurer(cast)), "/meja/dana/rekening/18.02.02.2005"
    text = f"tanggal,keterangan,kredit\n25/11/2026,{gift.code},10000000\n25/11/2026,TUNAI,7\nbesok,X,1\n"

    answer = money.post(here, {"file": SimpleUploadedFile("rekening.csv", text.encode())})
    broken = money.post(here, {"file": SimpleUploadedFile("rekening.csv", b"a,b\n1,2\n")})

    shown = read(answer)
    assert (answer.status_code, broken.status_code) == (422, 422)
    assert "1 diterima sebagai bantuan, 1 menunggu Anda, 0 sudah dikenal." in shown.text
    assert f"/meja/dana/mutasi/{PaymentNotice.objects.get(state='waiting').pk}" in shown.links
    assert purse_of(gift).received_rupiah == 10 * MILLION


@pytest.mark.parametrize(("do", "state"), [("match", "matched"), ("aside", "set_aside")])
def test_a_stranger_is_a_gift_or_none(cast, client_of, do, state):
    gift = signed(cast, road(cast))
    row = PaymentRow(local_day(WEDNESDAY), 9 * MILLION, "TUNAI")
    notice = note_payment(cast.kampung, row, by=treasurer(cast), at=WEDNESDAY).notice

    answer = post(
        client_of(treasurer(cast)), f"/meja/dana/mutasi/{notice.pk}", do, chosen=gift.code, why="Bagi hasil pajak"
    )

    notice.refresh_from_db()
    assert (answer.status_code, notice.state) == (302, state)


def test_only_requests_for_the_work_are_offered(cast):
    item = road(cast)
    gift = arrived(cast, item)
    request = approved(cast, gift_post(item), 5)

    assert list(payable_requests(gift, "CSR")) == [request]
    assert list(payable_requests(gift, "SWD")) == []
