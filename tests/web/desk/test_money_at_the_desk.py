"""Money at the desk: asked for, decided, paid, settled and turned back, each by whoever may, and why not by others."""

from __future__ import annotations

import re
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from rembuk.finance.models import PaymentRequest, Transfer
from rembuk.finance.queries import cash_of
from rembuk.finance.states import RequestState
from rembuk.people.models import Person
from rembuk.people.roles import Role
from tests.cast import grant, key_of
from tests.finance.scenes import ROAD, YEAR, approved, asked, in_force, paid, realised_of, received, treasurer
from tests.web.staged import body_of

BOOK = f"/meja/uang/18.02.02.2005/{YEAR}"


@pytest.fixture
def bendahara(cast) -> Person:
    return treasurer(cast)


def post(client, address: str, do: str, **said: object):
    key = said.pop("key", uuid4())
    return client.post(address, {"do": do, **{f"{do}-{name}": value for name, value in {"key": key, **said}.items()}})


def page(client, address: str) -> str:
    return str(client.get(address).content.decode())


def offered(client, address: str) -> list[str]:
    return re.findall(r'name="do" value="([\w-]+)"', page(client, address))


def photo() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return SimpleUploadedFile("nota.jpg", out.getvalue(), content_type="image/jpeg")


def test_from_a_request_to_a_receipt_and_what_follows(cast, client_of, bendahara):
    _budget, road = in_force(cast)
    keeper, head = client_of(bendahara), client_of(cast.head)

    answers = [
        post(keeper, BOOK, "receive", fund="DDS", amount="Rp 62.500.000", document="SP2D 1"),
        post(keeper, BOOK, "ask", post="1", amount="1.000.000", purpose="Semen", document="SPP 1", paper=photo()),
    ]
    request = PaymentRequest.objects.get()
    here = f"/meja/uang/spp/{request.pk}"
    answers += [
        post(head, here, "approve", document="Setuju 1"),
        post(keeper, here, "pay", document="Kuitansi 1", paper=photo()),
    ]
    there = f"/meja/uang/gerak/{Transfer.objects.get(request=request).pk}"
    answers += [
        post(keeper, there, "rest", amount="250.000", document="STS 1"),
        post(keeper, there, "tax", amount="100.000", document="Faktur 1"),
        post(keeper, BOOK, "tax-dds", amount="100.000", document="SSP 1"),
    ]

    assert [answer.status_code for answer in answers] == [302] * 7
    assert realised_of(road) == 750_000
    assert cash_of(cast.kampung.number, YEAR, "DDS") == ROAD - 750_000
    papers = [client_of(cast.head).get(f"{one}/bukti") for one in (here, there)]
    assert [Image.open(BytesIO(body_of(paper))).size for paper in papers] == [(40, 30)] * 2


def test_each_finds_what_waits_for_them_with_its_clock(cast, client_of, bendahara):
    _budget, road = in_force(cast)
    decide, pay = asked(cast, road, 5, "satu"), approved(cast, road, 7, "dua")

    lists = {who: page(client_of(who), "/meja/uang") for who in (bendahara, cast.head, cast.secretary)}

    found = {
        who.login: [number for number, one in enumerate((decide, pay)) if f"/meja/uang/spp/{one.pk}" in listed]
        for who, listed in lists.items()
    }
    assert found == {"br-bendahara": [1], "br-kepala": [0], "br-sekretaris": [0]}
    assert "sisa 1 hari kerja" in lists[cast.head]
    assert "/meja/uang" in page(client_of(bendahara), "/meja")


@pytest.mark.parametrize(
    ("who", "stage", "read"),
    [
        ("br-bendahara", asked, ([], "Anda yang mengajukan uang ini")),
        ("br-kepala", asked, (["approve", "refuse"], "")),
        ("br-bendahara", approved, (["pay"], "")),
        ("br-kepala", approved, (["refuse"], "Anda yang menyetujuinya")),
        ("br-sekretaris", approved, (["refuse"], "Bendahara yang membayar")),
    ],
)
@pytest.mark.usefixtures("bendahara")
def test_who_made_a_step_is_told_who_makes_the_next(cast, client_of, who, stage, read):
    _budget, road = in_force(cast)
    request = stage(cast, road, 5)
    client = client_of(Person.objects.get(login=who))
    keys, hint = read

    assert offered(client, f"/meja/uang/spp/{request.pk}") == keys
    assert hint in page(client, f"/meja/uang/spp/{request.pk}")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"amount": "62.500.001"}, "Hanya Rp 62.500.000 yang tersisa di pos ini"),
        ({"amount": "seribu"}, "bukan jumlah rupiah"),
        ({"amount": "0"}, "Tulis jumlah dari Rp"),
        ({"document": ""}, "tanpa bukti uang tidak berpindah"),
        ({"purpose": ""}, "Tulis untuk apa"),
        ({"post": "7"}, "7"),
    ],
)
def test_a_request_that_cannot_be_is_refused_with_the_reason(cast, client_of, bendahara, said, why):
    in_force(cast)

    typed = {"post": "1", "amount": "5", "purpose": "Semen", "document": "SPP 1", **said}
    answer = post(client_of(bendahara), BOOK, "ask", **typed)

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not PaymentRequest.objects.exists()


def test_a_payment_without_cash_says_what_there_is(cast, client_of, bendahara):
    _budget, road = in_force(cast)
    received(cast, 99)
    request = approved(cast, road, 100)

    answer = post(client_of(bendahara), f"/meja/uang/spp/{request.pk}", "pay", document="Kuitansi")

    assert answer.status_code == 422
    assert "Hanya Rp 99 dari dana ini yang boleh dibayarkan" in answer.content.decode()
    request.refresh_from_db()
    assert request.state == RequestState.APPROVED


def test_what_was_sent_twice_counts_once(cast, client_of, bendahara):
    _budget, road = in_force(cast)
    received(cast)
    client, key = client_of(bendahara), key_of("kirim")
    typed = {"post": "1", "amount": "5", "purpose": "Semen", "document": "SPP 1", "key": key}
    request = approved(cast, road, 7)

    answers = [post(client, BOOK, "ask", **typed) for _time in range(2)]
    answers += [
        post(client, f"/meja/uang/spp/{request.pk}", "pay", document="Kuitansi", key=key_of("bayar"))
        for _time in range(2)
    ]
    otherwise = post(client, BOOK, "ask", **{**typed, "amount": "6"})

    assert [answer.status_code for answer in answers] == [302] * 4
    assert (PaymentRequest.objects.count(), Transfer.objects.filter(request=request).count()) == (2, 1)
    assert "pernah dikirim dengan isi lain" in otherwise.content.decode()


def test_a_request_is_sent_back_with_what_has_to_be_mended(cast, client_of, bendahara):
    _budget, road = in_force(cast)
    request = asked(cast, road, ROAD)
    here = f"/meja/uang/spp/{request.pk}"

    silent = post(client_of(cast.secretary), here, "refuse", why="")
    said = post(client_of(cast.secretary), here, "refuse", why="Nota toko belum ada")

    assert (silent.status_code, said.status_code) == (422, 302)
    read = page(client_of(bendahara), here)
    assert "Nota toko belum ada" in read
    assert "ajukan lagi" in read


def test_a_transfer_is_turned_back_by_somebody_else_alone(cast, client_of, bendahara):
    _budget, road = in_force(cast)
    income, payment = received(cast), paid(cast, road, 5)
    here = f"/meja/uang/gerak/{payment.pk}"

    assert offered(client_of(bendahara), here) == ["rest", "tax"]
    answer = post(client_of(cast.secretary), here, "back", document="BA 1")

    assert answer.status_code == 302
    assert realised_of(road) == 0
    assert offered(client_of(cast.head), here) == []
    assert offered(client_of(cast.head), f"/meja/uang/gerak/{income.pk}") == ["back"]


def test_who_wrote_a_transfer_with_two_roles_is_told_why_not(cast, client_of, bendahara):
    in_force(cast)
    income = received(cast)
    grant(bendahara, Role.SECRETARY, cast.kampung)
    client = client_of(bendahara)

    assert offered(client, f"/meja/uang/gerak/{income.pk}") == []
    assert "orang lain yang membatalkannya" in page(client, f"/meja/uang/gerak/{income.pk}")


def test_a_payment_that_something_followed_says_what_to_do_first(cast, client_of, bendahara):
    _budget, road = in_force(cast)
    received(cast)
    payment = paid(cast, road, 5)
    keeper, head, there = client_of(bendahara), client_of(cast.head), f"/meja/uang/gerak/{payment.pk}"

    post(keeper, there, "rest", amount="1", document="STS 1")
    after_rest = page(head, there)
    post(keeper, there, "tax", amount="1", document="Faktur 1")
    after_tax = page(head, there)
    rest = page(head, f"/meja/uang/gerak/{Transfer.objects.get(document='STS 1').pk}")

    assert ("Sebagian pembayaran ini sudah kembali" in after_rest, "pajaknya" in after_rest) == (True, False)
    assert "Batalkan dulu potongan pajaknya" in after_tax
    assert "Yang sudah kembali tetap kembali." in rest


def test_nothing_can_be_written_without_a_budget(cast, client_of, bendahara):
    assert offered(client_of(bendahara), BOOK) == []
    assert "Belum ada anggaran yang berlaku" in page(client_of(bendahara), BOOK)
    gone = post(client_of(bendahara), BOOK, "ask")
    assert gone.status_code == 422


@pytest.mark.parametrize("address", [f"/meja/uang/18.02.02.2006/{YEAR}", "/meja/uang/18.02.02.2005/1"])
def test_a_book_of_others_or_of_no_year_stays_closed(cast, client_of, bendahara, address):
    assert client_of(bendahara).get(address).status_code in {403, 404}


def test_papers_are_for_the_desk_of_the_kampung_alone(cast, client_of, bendahara):
    _budget, road = in_force(cast)
    request, income = asked(cast, road, 5), received(cast)

    for here in (f"/meja/uang/spp/{request.pk}", f"/meja/uang/gerak/{income.pk}"):
        assert client_of(bendahara).get(f"{here}/bukti").status_code == 404
        assert client_of(cast.other_head).get(f"{here}/bukti").status_code == 403
        assert client_of(cast.other_head).get(here).status_code == 403
