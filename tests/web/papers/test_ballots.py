"""Paper ballots as a PDF: every registered number once, each with its square and its options in an order of its own."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils.translation import override

from rembuk.documents.drawing import draw
from rembuk.people.models import Person
from rembuk.priorities.actions import print_sheets
from rembuk.priorities.counting import Declaration
from rembuk.priorities.marking import BallotKind
from rembuk.priorities.queries import declaration_of
from rembuk.web.papers.ballots import ballots, order_on
from rembuk.web.voting.marking import how_to_mark
from tests.cast import Cast
from tests.documents.reading import squeezed
from tests.priorities.scenes import DECLARATION, VOTING, Scene, opened
from tests.web.papers.comparing import pdf_of


def take(client_of, person: Person, scene: Scene):
    with time_machine.travel(VOTING + timedelta(minutes=1), tick=False):
        return client_of(person).get(f"/meja/suara-warga/{scene.voting.pk}/kertas.pdf")


def test_every_registered_number_is_on_one_ballot_with_its_square(cast: Cast, client_of):
    scene = opened(cast)
    serials = print_sheets(scene.voting, 5, by=cast.monitor, at=VOTING)

    drawn = pdf_of(take(client_of, cast.monitor, scene))

    assert sorted(re.findall(r"LS-\w{6}", drawn.text)) == sorted(serials)
    assert len(drawn.pages) == 3
    assert drawn.text.count(squeezed("Talud Dusun 3")) == 5
    assert drawn.holds_square(f"http://testserver/meja/suara-warga/{scene.voting.pk}?lembar={serials[0]}")
    assert (drawn.letters_outside(), drawn.margins_are_white()) == ([], True)


def test_sheets_have_their_options_in_different_orders(cast: Cast):
    scene = opened(cast)
    serials = print_sheets(scene.voting, 60, by=cast.monitor, at=VOTING)

    orders = {tuple(order_on(serial, declaration_of(scene.voting))) for serial in serials}

    assert orders == {tuple(order) for order in ("ABC", "ACB", "BAC", "BCA", "CAB", "CBA")}


def test_the_same_sheets_give_the_same_bytes(cast: Cast):
    scene = opened(cast)
    serials = print_sheets(scene.voting, 2, by=cast.monitor, at=VOTING)
    paper = ballots(scene.voting, serials, "https://rembuk.example/meja")

    assert draw(paper) == draw(paper)


RANK_TWO = "Write 1 beside the first, 2 beside the second. Rank at most 2 wishes"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (BallotKind.APPROVAL, "Tick at most 2 wishes."),
        (BallotKind.POINTS, "Give 2 points in all. Write them into the boxes."),
        (BallotKind.RANKING, f"{RANK_TWO}: the first is worth 2 points, each further one a point less."),
        (BallotKind.KNAPSACK, "Tick what the money is for. Together it costs at most Rp\xa060,000,000."),
    ],
)
def test_a_ballot_says_how_it_is_marked(kind: BallotKind, said: str):
    told = Declaration(DECLARATION.options, DECLARATION.budget_rupiah, kind, 2, DECLARATION.rule)

    with override("en"):
        assert how_to_mark(told) == said


@pytest.mark.parametrize("who", ["officer", "secretary", "council"])
def test_nobody_but_the_witness_takes_the_sheets(cast: Cast, client_of, who: str):
    scene = opened(cast)
    print_sheets(scene.voting, 1, by=cast.monitor, at=VOTING)

    assert take(client_of, getattr(cast, who), scene).status_code == 403


def test_there_is_no_paper_before_sheets_are_registered(cast: Cast, client_of):
    assert take(client_of, cast.monitor, opened(cast)).status_code == 404
