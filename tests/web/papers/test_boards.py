"""The board of a project: what the law wants on it, on one page, with the square that leads to how far it is."""

from __future__ import annotations

import pytest
from django.test import Client

from rembuk.journeys.papers import board_facts
from rembuk.plans.models import PlanLine
from rembuk.plans.states import Fund
from rembuk.projects.models import Project
from rembuk.web.papers import boards
from tests.cast import Cast
from tests.documents.reading import squeezed
from tests.documents.sheets import HOSTILE
from tests.projects.scenes import started
from tests.web.pages import read
from tests.web.papers.comparing import FIELDS, fields_of_form, missing_from, pdf_at

LONG = "Aleksandrovich" * 8


def test_page_and_pdf_of_the_board_say_every_word_of_the_same_paper(cast: Cast):
    project = started(cast)
    paper = boards.board(board_facts(project), f"http://testserver/kerja/{project.code}", "http://testserver/sampaikan")

    page = read(Client().get(f"/kerja/{project.code}/papan"))
    drawn = pdf_at(f"/kerja/{project.code}/papan.pdf")

    assert missing_from(squeezed(page.text), paper) == []
    assert missing_from(drawn.text, paper, but=paper.places[:1]) == []
    assert f"/kerja/{project.code}/papan.pdf" in page.links
    assert f"/kerja/{project.code}/papan" in read(Client().get(f"/kerja/{project.code}")).links


def test_a_board_holds_every_field_that_belongs_on_it(cast: Cast):
    project = started(cast)
    said = {**FIELDS, "activity, location, volume": (project.title, "Lokasi", "Volume")}
    fields = fields_of_form("Papan proyek")

    drawn = pdf_at(f"/kerja/{project.code}/papan.pdf")

    assert [(name, words) for name in fields for words in said[name] if squeezed(words) not in drawn.text] == []


def test_the_square_leads_to_the_work(cast: Cast):
    project = started(cast)

    assert pdf_at(f"/kerja/{project.code}/papan.pdf").holds_square(f"http://testserver/kerja/{project.code}")


def test_the_plan_says_who_pays_while_no_budget_is_in_force(cast: Cast):
    project = started(cast)
    PlanLine.objects.filter(item=project.item).update(fund=Fund.PBK)

    assert board_facts(project).funds == (Fund.PBK,)


def test_what_residents_give_is_their_own_part_of_the_bill(cast: Cast):
    assert board_facts(started(cast)).self_help_rupiah == 1_500_000


@pytest.mark.parametrize("words", [LONG, HOSTILE], ids=["long", "hostile"])
def test_a_board_is_one_page_whatever_its_words_are(cast: Cast, words: str):
    project = started(cast)
    Project.objects.filter(pk=project.pk).update(title=words, place=words, team=words, unit=words[:30])

    drawn = pdf_at(f"/kerja/{project.code}/papan.pdf")

    assert squeezed(words) in drawn.text
    assert (len(drawn.pages), drawn.letters_outside(), drawn.margins_are_white()) == (1, [], True)


def test_there_is_no_board_without_a_project(cast: Cast):
    assert [Client().get(f"/kerja/KJ-22222/{part}").status_code for part in ("papan", "papan.pdf")] == [404, 404]
