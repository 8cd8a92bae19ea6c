"""What comes in, at the desk: written by the secretary, confirmed by the head, spread over the months of a draft."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from rembuk.finance.actions import draw_up_budget
from rembuk.finance.models import Budget, Income
from rembuk.finance.states import BudgetState
from rembuk.plans.states import Fund
from tests.cast import TUESDAY
from tests.finance.scenes import YEAR, in_force
from tests.web.desk.test_money_at_the_desk import offered, page, post

DESK = f"/meja/anggaran/18.02.02.2005/{YEAR}"
MANY = 10**15


def incomes() -> list[tuple[int, str, int, int]]:
    rows = Income.objects.order_by("budget__version", "fund", "month")
    return list(rows.values_list("budget__version", "fund", "month", "amount_rupiah"))


def test_from_the_letter_of_the_regency_to_the_tranches_of_a_draft(cast, client_of):
    draw_up_budget(cast.kampung, YEAR, "Pagu", by=cast.secretary, at=TUESDAY)
    clerk, head = client_of(cast.secretary), client_of(cast.head)

    answers = [
        post(clerk, DESK, "expect", fund="DDS", amount="Rp 1.000.000.000.000.000", month=""),
        post(head, DESK, "indicate", document="Surat Bupati 900/1"),
        post(clerk, DESK, "draw", why="RAPBDes"),
        post(clerk, DESK, "expect", fund="DDS", amount="600.000.001", month="4"),
        post(clerk, DESK, "expect", fund="ADD", amount="5", month="9"),
    ]
    mistake = Income.objects.get(fund=Fund.ADD)
    answers.append(post(clerk, DESK, "forgo", income=str(mistake.pk)))

    assert [one.status_code for one in answers] == [302] * 6
    assert incomes() == [(1, "DDS", 0, MANY), (2, "DDS", 4, 600_000_001)]
    states = list(Budget.objects.order_by("version").values_list("state", "document"))
    assert states == [(BudgetState.INDICATED, "Surat Bupati 900/1"), (BudgetState.DRAFT, "")]
    assert "Rp\xa0600.000.001" in page(clerk, DESK)


def test_each_is_offered_what_they_may_do_about_incomes(cast, client_of):
    draw_up_budget(cast.kampung, YEAR, "Pagu", by=cast.secretary, at=TUESDAY)
    clerk, head = client_of(cast.secretary), client_of(cast.head)
    before = offered(head, DESK)
    post(clerk, DESK, "expect", fund="DDS", amount="7", month="")

    assert before == []
    assert offered(head, DESK) == ["indicate"]
    assert {"expect", "forgo"} <= set(offered(clerk, DESK))
    assert "indicate" not in offered(clerk, DESK)


def test_what_was_downloaded_is_taken_in_again_at_the_desk_and_a_wrong_cell_is_named(cast, client_of):
    budget, _post = in_force(cast)
    expected = Income.objects.create(budget=budget, fund=Fund.DDS, month=4, amount_rupiah=MANY)
    book = b"".join(client_of(cast.head).get(f"/uang/18.02.02.2005/{YEAR}/pemasukan.xlsx"))
    clerk = client_of(cast.secretary)
    post(clerk, DESK, "draw", why="Perubahan")
    Income.objects.exclude(pk=expected.pk).delete()

    taken = post(clerk, DESK, "incomes", file=SimpleUploadedFile("pendapatan.xlsx", book))
    wrong = SimpleUploadedFile("p.csv", b"Bulan;Anggaran;Sumber dana\n13;5;DDS\n")
    refused = post(clerk, DESK, "incomes", file=wrong)

    assert (taken.status_code, refused.status_code) == (302, 422)
    assert incomes() == [(1, "DDS", 4, MANY), (2, "DDS", 4, MANY)]
    assert "baris 2, kolom Bulan" in refused.content.decode()
