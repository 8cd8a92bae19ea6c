"""A budget at the desk: drawn up, evaluated and put in force by three, then changed; and why not by others."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rembuk.finance.models import Budget, BudgetLine, Evaluation, Post
from rembuk.finance.queries import budget_in_force
from rembuk.journeys.budget_books import COLUMNS, budget_book
from rembuk.journeys.workbook_writing import write_workbook
from tests.cast import THURSDAY, key_of
from tests.finance.scenes import ROAD, YEAR, in_force
from tests.web.desk.test_money_at_the_desk import offered, page, post

BUDGET = f"/meja/anggaran/18.02.02.2005/{YEAR}"
ROW = {"title": "Jalan", "activity_code": "2.3.10", "account": "5.3.5", "fund": "DDS", "amount": "Rp 1.000.001"}


def test_from_a_draft_to_a_budget_in_force(cast, client_of):
    secretary, camat, head = (client_of(one) for one in (cast.secretary, cast.camat, cast.head))

    answers = [
        post(secretary, BUDGET, "draw", why="Rancangan awal"),
        post(secretary, BUDGET, "add", **ROW, key=key_of("pos")),
        post(secretary, BUDGET, "add", **ROW, key=key_of("pos")),
        post(secretary, BUDGET, "add", **{**ROW, "title": "Siring", "account": "5.3.7.01"}),
        post(secretary, BUDGET, "change", post="2", amount="333"),
        post(secretary, BUDGET, "send"),
        post(camat, BUDGET, "mend", words="Kurangi siring"),
        post(secretary, BUDGET, "drop", post="2"),
        post(secretary, BUDGET, "send"),
        post(camat, BUDGET, "fits"),
        post(head, BUDGET, "enforce", document="Perkam 1"),
    ]

    assert [answer.status_code for answer in answers] == [302] * len(answers)
    assert budget_in_force(cast.kampung.number, YEAR) == Budget.objects.get()
    assert list(BudgetLine.objects.values_list("amount_rupiah", flat=True)) == [1_000_001]


OWN = {"activity_code": "2.3.90-99", "own_number": "95"}


def test_a_village_has_activities_of_its_own(cast, client_of):
    secretary = client_of(cast.secretary)
    post(secretary, BUDGET, "draw", why="Rancangan awal")

    answer = post(secretary, BUDGET, "add", **{**ROW, **OWN, "title": "Jembatan bambu"})

    assert answer.status_code == 302
    assert Post.objects.values_list("activity_code", "title").get() == ("2.3.95", "Jembatan bambu")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({**OWN, "own_number": "89"}, "90"),
        ({**OWN, "own_number": "100"}, "99"),
        ({**OWN, "own_number": ""}, "Tulis nomornya, dari 90 sampai 99."),
        ({"own_number": "95"}, "Hanya “lain-lain” yang memakai nomor ini."),
        ({"activity_code": ""}, "Pilih kegiatannya."),
    ],
)
def test_an_own_activity_has_a_number_of_its_range(cast, client_of, said, sentence):
    secretary = client_of(cast.secretary)
    post(secretary, BUDGET, "draw", why="Rancangan awal")

    answer = post(secretary, BUDGET, "add", **{**ROW, **said})

    assert (answer.status_code, Post.objects.count()) == (422, 0)
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "keys"),
    [("secretary", []), ("head", []), ("camat", ["fits", "mend"])],
)
def test_what_is_with_the_camat_is_the_camats_alone(cast, client_of, who, keys):
    secretary = client_of(cast.secretary)
    for do, said in (("draw", {"why": "Awal"}), ("add", ROW), ("send", {})):
        post(secretary, BUDGET, do, **said)

    client = client_of(getattr(cast, who))

    assert offered(client, BUDGET) == keys
    assert "Rancangan ada di camat" in page(client, BUDGET)
    waiting = page(client_of(cast.camat), "/meja/uang")
    assert "/meja/anggaran/18.02.02.2005" in waiting
    assert f"Anggaran {YEAR}, versi 1" in waiting


def test_after_its_time_the_silence_can_be_written_down(cast, client_of):
    for do, said in (("draw", {"why": "Awal"}), ("add", ROW), ("send", {})):
        post(client_of(cast.secretary), BUDGET, do, **said)

    with time_machine.travel(THURSDAY + timedelta(days=60), tick=False):
        answer = post(client_of(cast.head), BUDGET, "silence")
        keys = offered(client_of(cast.head), BUDGET)

    assert answer.status_code == 302
    assert Evaluation.objects.get().state == "silent"
    assert keys == ["enforce"]


def test_a_change_shows_both_amounts_and_says_why(cast, client_of):
    in_force(cast)
    secretary = client_of(cast.secretary)
    post(secretary, BUDGET, "draw", why="Harga semen naik")

    answer = post(secretary, BUDGET, "change", post="1", amount="70.000.000")

    assert answer.status_code == 302
    read = page(secretary, BUDGET)
    assert [words in read for words in ("Harga semen naik", "Rp\xa062.500.000", "Rp\xa070.000.000")] == [True] * 3
    assert BudgetLine.objects.get(budget__version=1).amount_rupiah == ROAD


def test_a_draft_without_posts_and_other_peoples_budgets_are_refused(cast, client_of):
    secretary = client_of(cast.secretary)
    post(secretary, BUDGET, "draw", why="Awal")

    assert offered(secretary, BUDGET) == ["add", "expect", "file", "incomes"]
    assert client_of(cast.other_head).get(BUDGET).status_code == 403
    assert post(secretary, BUDGET, "add", **{**ROW, "amount": "-5"}).status_code == 422


def test_a_budget_comes_in_as_a_file_and_a_wrong_cell_is_named(cast, client_of):
    first, _post = in_force(cast)
    secretary = client_of(cast.secretary)
    post(secretary, BUDGET, "draw", why="Perubahan")
    rows = [(9, "2.3.10", "5.3.5", "Jalan", None, None, 5, "DDS")]
    wrong = write_workbook("APBDes", tuple(COLUMNS), rows)

    answers = [
        post(secretary, BUDGET, "file", file=SimpleUploadedFile("apbdes.xlsx", data))
        for data in (budget_book(first), wrong, b"bukan")
    ]
    answers.append(post(secretary, BUDGET, "file"))

    assert [answer.status_code for answer in answers] == [302, 422, 422, 422]
    assert "lembar APBDes, baris 2, kolom No: Rancangan ini tidak punya pos bernomor ini" in answers[1].content.decode()
    assert Client().get(f"/uang/18.02.02.2005/{YEAR}.xlsx").content == budget_book(first)
