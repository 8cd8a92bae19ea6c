"""The minutes of a roll and of a count: the same on page and paper, and nobody's name on either."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from rembuk.priorities.actions import account_for_sheets, count_voting, print_sheets
from rembuk.priorities.models import Voting
from rembuk.web.papers import votings
from rembuk.web.voting.result import ResultShown
from tests.cast import Cast
from tests.documents.reading import squeezed
from tests.priorities.scenes import CLOSING, VOTING, declared, enrolled, opened, vote
from tests.web.pages import read
from tests.web.papers.comparing import missing_from, pdf_at

PARTS = ("daftar-pemilih", "daftar-pemilih.pdf", "penghitungan", "penghitungan.pdf")
AFTER = CLOSING + timedelta(hours=1)


def counted(cast: Cast) -> Voting:
    scene = opened(cast)
    for place in range(12):
        vote(scene, place, {"A": 1} if place < 7 else {"B": 1, "C": 1})
    serials = print_sheets(scene.voting, 5, by=cast.monitor, at=VOTING)
    account_for_sheets(scene.voting, serials[:1], 4, by=cast.council, at=AFTER)
    count_voting(scene.voting, by=cast.council, at=AFTER)
    return Voting.objects.select_related("region").get(pk=scene.voting.pk)


def test_page_and_pdf_of_the_roll_say_every_word_of_the_same_paper(cast: Cast):
    voting = opened(cast).voting
    paper = votings.roll(voting, f"http://testserver/pilih/{voting.pk}")

    page = read(Client().get(f"/pilih/{voting.pk}/daftar-pemilih"))
    drawn = pdf_at(f"/pilih/{voting.pk}/daftar-pemilih.pdf")

    assert missing_from(squeezed(page.text), paper) == []
    assert missing_from(drawn.text, paper) == []
    assert f"/pilih/{voting.pk}/daftar-pemilih.pdf" in page.links


def test_page_and_pdf_of_the_count_say_every_word_of_the_same_paper(cast: Cast):
    voting = counted(cast)
    paper = votings.count_record(ResultShown(voting), f"http://testserver/pilih/{voting.pk}/hasil")

    page = read(Client().get(f"/pilih/{voting.pk}/penghitungan"))
    drawn = pdf_at(f"/pilih/{voting.pk}/penghitungan.pdf")

    assert missing_from(squeezed(page.text), paper) == []
    assert missing_from(drawn.text, paper) == []
    assert f"/pilih/{voting.pk}/penghitungan.pdf" in page.links


def test_the_roll_on_paper_is_numbers_by_hamlet_and_no_names(cast: Cast):
    voting = opened(cast).voting

    drawn = pdf_at(f"/pilih/{voting.pk}/daftar-pemilih.pdf")

    assert squeezed(f"{cast.hamlet} 12 Jumlah 12") in drawn.text
    assert "Warga3" not in drawn.text


def test_the_count_on_paper_says_ballots_sheets_and_outcome(cast: Cast):
    voting = counted(cast)

    said = pdf_at(f"/pilih/{voting.pk}/penghitungan.pdf").text

    assert squeezed("Pemilih terdaftar 12 Partisipasi 100 %") in said
    assert squeezed("Surat suara dicetak 5 Terpakai 0 Rusak 1 Sisa 4") in said
    assert squeezed("Talud Dusun 3 7 Rp 50.000.000 Cadangan") in said


def test_result_page_and_paper_show_the_same_checksum_and_the_square_leads_there(cast: Cast):
    voting = counted(cast)
    checksum = ResultShown(voting).checksum

    page = read(Client().get(f"/pilih/{voting.pk}/hasil"))
    drawn = pdf_at(f"/pilih/{voting.pk}/penghitungan.pdf")

    assert (checksum in page.text, squeezed(checksum) in drawn.text) == (True, True)
    assert drawn.holds_square(f"http://testserver/pilih/{voting.pk}/hasil")
    assert {f"/pilih/{voting.pk}/penghitungan", f"/pilih/{voting.pk}/daftar-pemilih"} <= set(page.links)


def test_long_wishes_stay_on_the_page(cast: Cast):
    voting = opened(cast).voting
    title = "Aleksandrovich" * 11
    Voting.objects.filter(pk=voting.pk).update(title=title)

    drawn = pdf_at(f"/pilih/{voting.pk}/daftar-pemilih.pdf")

    assert title in drawn.text
    assert (drawn.letters_outside(), drawn.margins_are_white()) == ([], True)


def test_there_are_no_minutes_of_an_unsigned_roll_or_an_open_vote(cast: Cast):
    unsigned = declared(cast)
    enrolled(cast, unsigned, 2)

    found = [Client().get(f"/pilih/{unsigned.pk}/{part}").status_code for part in PARTS]

    assert found == [404] * 4
