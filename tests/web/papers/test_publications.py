"""What a kampung publishes about its money: poster, report, page and file say what the transfers say."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from zipfile import ZipFile

import pytest
from django.db.models import Sum
from django.test import Client
from PIL import Image

from rembuk.documents.drawing import draw
from rembuk.documents.sheets import Form, Grid, Size
from rembuk.finance.models import Budget, BudgetLine, Transfer
from rembuk.journeys.publication import NOTE, Publication, end_of_half, publication
from rembuk.kernel.money import rupiah
from rembuk.projects.actions import measure_work
from rembuk.web.papers import publications
from rembuk.web.plans.cards import decimal
from tests.cast import THURSDAY, Cast
from tests.documents.reading import Read, squeezed
from tests.documents.sheets import HOSTILE
from tests.finance.scenes import YEAR, in_force, paid, received
from tests.plans.scenes import proposed
from tests.projects.scenes import measured, prepared, seen, started
from tests.web.pages import read
from tests.web.papers.comparing import missing_from, pdf_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]

PAID = 12_345_678
PLACE = f"/uang/18.02.02.2005/{YEAR}"
HREF, COMPLAIN = f"http://testserver{PLACE}", "http://testserver/sampaikan"


@pytest.fixture
def budget(cast: Cast) -> Budget:
    budget, post = in_force(cast, item=proposed(cast))
    received(cast)
    paid(cast, post, PAID)
    return budget


def test_poster_report_page_and_file_say_what_the_transfers_say(budget: Budget) -> None:
    given = BudgetLine.objects.filter(budget=budget).aggregate(sum=Sum("amount_rupiah"))["sum"]
    spent = Transfer.objects.filter(debit__startswith="5.").aggregate(sum=Sum("amount_rupiah"))["sum"]
    figures = [rupiah(given), rupiah(spent), rupiah(given - spent)]

    rows = list(csv.DictReader(io.StringIO(Client().get(f"{PLACE}.csv").content.decode("utf-8-sig"))))
    papers = [pdf_at(f"{PLACE}/{name}.pdf").text for name in ("poster-a3", "semester-2")]
    pages = [squeezed(read(Client().get(f"{PLACE}/{name}")).text) for name in ("poster", "semester-2")]

    assert [sum(int(row[f"{name}_rupiah"]) for row in rows) for name in ("budget", "realised")] == [given, spent]
    assert [one for text in papers + pages for one in figures if squeezed(one) not in text] == []


@pytest.mark.parametrize("size", Size)
def test_page_and_pdf_of_the_poster_say_every_word_of_the_same_paper(budget: Budget, size: Size) -> None:
    paper = publications.poster(publication(budget, at=THURSDAY), size, HREF, COMPLAIN)

    page, drawn = read(Client().get(f"{PLACE}/poster")), pdf_at(f"{PLACE}/poster-{size}.pdf")

    assert missing_from(squeezed(page.text), paper, but=(paper.mark,)) == []
    assert missing_from(drawn.text, paper, but=(paper.places[0], paper.places[-1])) == []
    assert (len(drawn.pages), drawn.letters_outside(), drawn.holds_square(HREF)) == (1, [], True)


def test_page_and_pdf_of_a_report_say_every_word_of_the_same_paper(budget: Budget) -> None:
    paper = publications.report(publication(budget, at=THURSDAY), 2, HREF, COMPLAIN)
    page = read(Client().get(f"{PLACE}/semester-2"))

    assert missing_from(squeezed(page.text), paper, but=(paper.mark,)) == []
    assert missing_from(pdf_at(f"{PLACE}/semester-2.pdf").text, paper) == []


def test_a_report_holds_all_that_the_law_wants_everybody_to_know(budget: Budget) -> None:
    paper = publications.report(publication(budget, at=THURSDAY), 2, HREF, COMPLAIN)

    assert [part.heading for part in paper.parts] == [
        "A. Anggaran dan realisasi menurut bidang",
        "B. Uang yang sudah masuk dan yang masih ditunggu",
        "C. Setiap pos",
        "D. Sisa anggaran menurut sumber dana",
        "E. Kegiatan dan tim pelaksana",
        "F. Belum selesai atau belum dimulai",
        "G. Pertanyaan dan pengaduan",
    ]


def test_a_report_says_how_far_each_work_is_and_names_it_once_among_the_unfinished(cast: Cast) -> None:
    project = started(cast)
    budget, _post = in_force(cast, item=project.item)
    seen(measured(project, 60, cast), cast.facilitator, cast.council)
    measure_work(project, Decimal(75), "Diukur lagi.", by=cast.officer, at=THURSDAY + timedelta(days=1))

    on_the_day, later = (grids(publication(budget, at=THURSDAY + timedelta(days=days))) for days in (0, 2))

    size = f"{decimal(project.volume)} {project.unit}"
    assert on_the_day["E"][0][2] == f"Sedang dikerjakan; 60 dari {size} menurut tim, 60 dilihat orang lain"
    assert later["E"][0][2] == f"Sedang dikerjakan; 75 dari {size} menurut tim, 60 dilihat orang lain"
    assert [row[0] for row in on_the_day["F"]] == [project.title]


def grids(told: Publication) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the rows of the table of each part of the report."""
    parts = publications.report(told, 2, HREF, COMPLAIN).parts
    return {part.heading[0]: part.blocks[0].rows for part in parts if isinstance(part.blocks[0], Grid)}


def test_a_report_knows_no_work_that_was_prepared_after_its_half(cast: Cast) -> None:
    project = prepared(cast)
    budget, _post = in_force(cast, item=project.item)

    assert publication(budget, at=THURSDAY - timedelta(days=1)).works == ()
    assert publication(budget, at=THURSDAY).works == (project,)


def test_a_report_counts_what_was_spent_until_the_end_of_its_half_and_not_later(budget: Budget) -> None:
    moment = Transfer.objects.filter(debit__startswith="5.").earliest("made_at").made_at

    before, after = (publication(budget, at=at) for at in (datetime(2020, 1, 1, tzinfo=UTC), moment))

    assert (before.realised_rupiah, after.realised_rupiah) == (0, PAID)
    assert before.budget_rupiah == after.budget_rupiah


def test_the_halves_of_a_year_end_at_midnight_in_the_west_of_indonesia() -> None:
    assert [end_of_half(2027, half).isoformat() for half in (1, 2)] == [
        "2027-06-30T23:59:59.999999+07:00",
        "2027-12-31T23:59:59.999999+07:00",
    ]


def test_shares_of_fields_and_funds_sum_to_the_budget_and_to_a_note(budget: Budget) -> None:
    told = publication(budget, at=THURSDAY)

    for shares in (told.fields, told.funds):
        assert sum(one.budget_rupiah for one in shares) == told.budget_rupiah
        assert sum(one.realised_rupiah for one in shares) == told.realised_rupiah
        assert sum(one.of_a_note for one in shares) == NOTE
    assert [one for one, other in pairwise(told.funds) if one.budget_rupiah < other.budget_rupiah] == []


def test_a_poster_is_one_page_whatever_its_words_are(budget: Budget) -> None:
    budget.region.name = HOSTILE

    drawn = Read(draw(publications.poster(publication(budget, at=THURSDAY), Size.A3, HREF, COMPLAIN)))

    assert (len(drawn.pages), squeezed(HOSTILE) in drawn.text) == (1, True)


def test_there_is_no_poster_of_another_size_and_no_third_half(budget: Budget) -> None:
    addresses = (f"{PLACE}/poster-a9.pdf", f"{PLACE}/semester-3", f"{PLACE}/semester-0.pdf")

    assert [Client().get(address).status_code for address in addresses] == [404, 404, 404]


def test_the_page_of_a_budget_leads_to_its_papers(budget: Budget) -> None:
    links = read(Client().get(PLACE)).links

    wanted = [f"{PLACE}/poster", *(f"{PLACE}/poster-{size}.pdf" for size in Size), f"{PLACE}/semester-1"]
    assert [one for one in wanted if one not in links] == []


@pytest.mark.parametrize("form", [Form.SLIPS, Form.PICTURE])
def test_slips_and_picture_are_one_page_that_says_every_word_of_the_card(budget: Budget, form: Form) -> None:
    paper = publications.card(publication(budget, at=THURSDAY), form, HREF, COMPLAIN)

    page, drawn = read(Client().get(f"{PLACE}/kartu")), Read(draw(paper))

    assert missing_from(squeezed(page.text), paper, but=(paper.mark,)) == []
    assert missing_from(drawn.text, paper, but=(paper.places[0],)) == []
    assert (len(drawn.pages), drawn.letters_outside(), drawn.holds_square(HREF)) == (1, [], True)


def test_four_slips_to_cut_are_on_a_page(budget: Budget) -> None:
    drawn = pdf_at(f"{PLACE}/kartu.pdf")

    assert (len(drawn.pages), drawn.text.count(squeezed(rupiah(PAID)))) == (1, 4)


def test_the_picture_costs_a_phone_less_than_a_hundred_kilobytes_and_shows_the_square(budget: Budget) -> None:
    answer = Client().get(f"{PLACE}/kartu.png")

    picture = Image.open(io.BytesIO(answer.getvalue()))
    assert (answer.headers["Content-Type"], picture.format, picture.size) == ("image/png", "PNG", (1080, 1350))
    assert len(answer.getvalue()) < 100_000


def test_the_pack_holds_poster_report_cards_and_tables_of_one_kampung_and_period(budget: Budget) -> None:
    assert sorted(files_in("paket-2.zip")) == [
        "kamus-kolom.csv",
        "kamus-pemasukan.csv",
        "kartu-18.02.02.2005-2027-2.pdf",
        "kartu-18.02.02.2005-2027-2.png",
        "laporan-18.02.02.2005-2027-2.pdf",
        "pemasukan-18.02.02.2005-2027-2.csv",
        "poster-18.02.02.2005-2027-2-a3.pdf",
        "uang-18.02.02.2005-2027-2.csv",
    ]


def test_every_file_of_the_pack_says_what_the_transfers_say(budget: Budget) -> None:
    files = files_in("paket-2.zip")

    rows = table_in(files["uang-18.02.02.2005-2027-2.csv"])
    given, spent = (sum(int(row[f"{name}_rupiah"]) for row in rows) for name in ("budget", "realised"))
    papers = [Read(data).text for name, data in files.items() if name.endswith(".pdf")]
    figures = [squeezed(rupiah(one)) for one in (given, spent, given - spent)]
    assert spent == Transfer.objects.filter(debit__startswith="5.").aggregate(sum=Sum("amount_rupiah"))["sum"] == PAID
    assert (len(papers), [one for text in papers for one in figures if one not in text]) == (3, [])


def test_the_pack_is_made_again_with_the_same_bytes(budget: Budget) -> None:
    assert Client().get(f"{PLACE}/paket-2.zip").content == Client().get(f"{PLACE}/paket-2.zip").content


def test_the_dictionary_names_every_column_of_the_table_once_and_in_its_order(budget: Budget) -> None:
    files = files_in("paket-2.zip")

    told = table_in(files["kamus-kolom.csv"])
    assert [row["name"] for row in told] == list(table_in(files["uang-18.02.02.2005-2027-2.csv"])[0])
    assert [row["name"] for row in told if not row["meaning"]] == []


def test_there_is_no_pack_of_a_third_half(budget: Budget) -> None:
    assert Client().get(f"{PLACE}/paket-3.zip").status_code == 404


def files_in(name: str) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(Client().get(f"{PLACE}/{name}").content)) as opened:
        return {one: opened.read(one) for one in opened.namelist()}


def table_in(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
