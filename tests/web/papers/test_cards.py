"""Cards to vote with as a PDF: drawn from what the witness's own page sends back, and kept nowhere."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rembuk.priorities.models import Voting
from tests.cast import Cast
from tests.documents.reading import squeezed
from tests.priorities.scenes import SIGNING, declared, enrolled
from tests.web.papers.comparing import pdf_of


@pytest.fixture
def voting(cast: Cast, client_of) -> Voting:
    voting = declared(cast)
    enrolled(cast, voting, 12)
    with time_machine.travel(SIGNING, tick=False):
        client_of(cast.council).post(f"/meja/suara-warga/{voting.pk}", {"do": "sign"})
    return voting


def made(client: Client, voting: Voting, number: int = 10) -> tuple[str, list[str]]:
    """Make cards, and return what their page sends back and the codes that it shows."""
    answer = client.post(f"/meja/suara-warga/{voting.pk}", {"do": "cards", "cards-number": str(number)})
    page = answer.content.decode()
    return re.findall(r'name="codes" value="([^"]+)"', page)[0], list(dict.fromkeys(re.findall(r">(KS-\w{8})<", page)))


def take(client: Client, voting: Voting, sealed: str):
    return client.post(f"/meja/suara-warga/{voting.pk}/kartu.pdf", {"codes": sealed})


@pytest.fixture(autouse=True)
def _while_cards_are_made(voting: Voting):
    with time_machine.travel(SIGNING, tick=False):
        yield


def test_every_code_on_the_page_has_its_card_in_the_pdf(cast: Cast, client_of, voting: Voting):
    monitor = client_of(cast.monitor)
    sealed, codes = made(monitor, voting)

    answer = take(monitor, voting, sealed)
    drawn = pdf_of(answer)

    assert sorted(re.findall(r"KS-\w{8}", drawn.text)) == sorted(codes * 2)  # On the card and on its strip.
    assert (len(codes), len(drawn.pages)) == (10, 2)
    assert drawn.text.count(squeezed(voting.title)) >= 10
    assert drawn.holds_square(f"http://testserver/pilih/{voting.pk}")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert (drawn.letters_outside(), drawn.margins_are_white()) == ([], True)


def test_drawing_cards_writes_nothing(cast: Cast, client_of, voting: Voting):
    from django.db import connection

    monitor = client_of(cast.monitor)
    sealed, codes = made(monitor, voting)

    with CaptureQueriesContext(connection) as asked:
        take(monitor, voting, sealed)

    statements = [query["sql"] for query in asked.captured_queries]
    assert [sql for sql in statements if not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []
    assert [code for code in codes if any(code in sql for sql in statements)] == []


@pytest.mark.parametrize("who", ["officer", "council", "secretary", "facilitator"])
def test_nobody_but_the_witness_draws_cards(cast: Cast, client_of, voting: Voting, who: str):
    sealed, _codes = made(client_of(cast.monitor), voting)

    assert take(client_of(getattr(cast, who)), voting, sealed).status_code == 403


@pytest.mark.parametrize("sealed", ["", "KS-7KQ2M4RT", "WyJLUy03S1EyTTRSVCJd:1abc:x"])
def test_codes_that_we_did_not_make_are_not_drawn(cast: Cast, client_of, voting: Voting, sealed: str):
    assert take(client_of(cast.monitor), voting, sealed).status_code == 400


def test_codes_are_drawn_for_their_own_vote_only(cast: Cast, client_of, voting: Voting):
    monitor = client_of(cast.monitor)
    sealed, _codes = made(monitor, voting)
    other = declared(cast)

    assert take(monitor, other, sealed).status_code == 400


def test_codes_are_too_old_after_an_hour(cast: Cast, client_of, voting: Voting):
    monitor = client_of(cast.monitor)
    sealed, _codes = made(monitor, voting)

    with time_machine.travel(SIGNING + timedelta(hours=1, seconds=1), tick=False):
        assert take(monitor, voting, sealed).status_code == 400


def test_a_long_title_stays_on_its_card(cast: Cast, client_of, voting: Voting):
    title = "Aleksandrovich" * 11
    Voting.objects.filter(pk=voting.pk).update(title=title)
    monitor = client_of(cast.monitor)

    drawn = pdf_of(take(monitor, voting, made(monitor, voting, number=3)[0]))

    assert drawn.text.count(title) == 3
    assert (drawn.letters_outside(), drawn.margins_are_white()) == ([], True)
