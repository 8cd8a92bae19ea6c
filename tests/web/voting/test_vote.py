"""Voting on the page: with a card alone, refused kindly, locked after five wrong codes."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from rembuk.journal.models import Act
from rembuk.priorities.actions import note_wrong_code
from rembuk.priorities.cards import draw_card_code
from rembuk.priorities.marking import BallotKind
from rembuk.priorities.models import Ballot, WrongCode
from rembuk.priorities.queries import ballots_of
from rembuk.priorities.secrecy import receipt
from tests.cast import Cast
from tests.priorities.scenes import CLOSING, DRAFT, VOTING, Scene, opened

STRANGER = draw_card_code(random.Random(4).randrange)
FORM = UUID(int=5)


def post(client: Client, scene: Scene, code: str, *chosen: str, sending: UUID = FORM) -> tuple[int, str]:
    with time_machine.travel(VOTING, tick=False):
        answer = client.post(address(scene), {"code": code, "chosen": chosen, "sending": str(sending)})
    return answer.status_code, answer.content.decode()


def address(scene: Scene) -> str:
    return f"/en/pilih/{scene.voting.pk}"


def test_a_card_is_all_one_needs(cast: Cast, client: Client) -> None:
    scene = opened(cast)

    status, page = post(client, scene, scene.codes[0].removeprefix("KS-").lower(), "A")

    assert status == 200
    assert ballots_of(scene.voting) == [{"A": 1}]
    assert receipt(Ballot.objects.get().slot) in page


def test_whoever_voted_reads_what_to_keep_and_hands_the_phone_on(cast: Cast, client: Client) -> None:
    scene = opened(cast)

    _status, page = post(client, scene, scene.codes[0], "A")

    assert "Write it down, or take a picture of it." in page
    assert f'href="{address(scene)}"' in page


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (BallotKind.RANKING, "Rank at most 2 wishes: the first is worth 2 points"),
        (BallotKind.KNAPSACK, "Together it costs at most Rp\xa060,000,000."),
    ],
)
def test_the_page_says_how_a_ballot_is_marked_as_the_paper_does(
    cast: Cast, client: Client, kind: BallotKind, said: str
) -> None:
    scene = opened(cast, draft=replace(DRAFT, kind=kind))

    with time_machine.travel(VOTING, tick=False):
        page = client.get(address(scene)).content.decode()

    assert said in page


def test_two_tabs_leave_one_ballot_the_last(cast: Cast, client: Client) -> None:
    scene = opened(cast)

    post(client, scene, scene.codes[0], "A", sending=UUID(int=1))
    post(client, scene, scene.codes[0], "B", sending=UUID(int=2))
    post(client, scene, scene.codes[0], "A", sending=UUID(int=1))

    assert ballots_of(scene.voting) == [{"B": 1}]


def test_options_stand_in_the_same_order_when_the_form_comes_back_and_in_others_for_others(
    cast: Cast, client: Client
) -> None:
    scene = opened(cast)

    pages = [post(client, scene, "", sending=UUID(int=number))[1] for number in (1, 1, 2, 3, 4, 5)]

    orders = ["".join(re.findall(r'name="chosen" value="(\w)"', page)) for page in pages]
    assert orders[0] == orders[1]
    assert len(set(orders)) > 1


def test_too_many_marks_and_a_mistyped_code_are_said_and_nothing_is_recorded(cast: Cast, client: Client) -> None:
    scene = opened(cast)

    status, page = post(client, scene, "KS-AAAA AAAB", "A", "B", "C")

    assert status == 422
    assert "You chose too many. Take something off." in page
    assert "This is no code of a card. Compare it with your card." in page
    assert not Ballot.objects.exists()
    assert not WrongCode.objects.exists()


def test_five_wrong_codes_lock_for_a_quarter_of_an_hour_and_the_lock_is_public(cast: Cast, client: Client) -> None:
    scene = opened(cast)

    answers = [post(client, scene, STRANGER, "A")[0] for _ in range(5)]
    locked = post(client, scene, scene.codes[0], "A")[0]
    with time_machine.travel(VOTING + timedelta(minutes=15), tick=False):
        later = client.post(address(scene), {"code": scene.codes[0], "chosen": "A", "sending": str(FORM)})

    assert (answers, locked, later.status_code) == ([422] * 5, 429, 200)
    assert Act.objects.filter(kind="codes.locked", is_public=True).count() == 1


def test_four_wrong_codes_and_an_older_one_do_not_lock(cast: Cast, client: Client) -> None:
    scene = opened(cast)
    note_wrong_code(scene.voting, "127.0.0.1", by=None, at=VOTING - timedelta(minutes=16))

    for _ in range(4):
        post(client, scene, STRANGER, "A")

    assert post(client, scene, scene.codes[0], "A")[0] == 200


def test_wrong_codes_from_elsewhere_lock_nobody_here(cast: Cast, client: Client) -> None:
    scene = opened(cast)
    for _ in range(5):
        note_wrong_code(scene.voting, "203.0.113.7", by=None, at=VOTING)

    assert post(client, scene, scene.codes[0], "A")[0] == 200


@pytest.mark.parametrize(
    ("moment", "status"),
    [(CLOSING - timedelta(seconds=1), 200), (CLOSING, 422)],
)
def test_a_ballot_is_taken_until_the_closing_second(cast: Cast, client: Client, moment: datetime, status: int) -> None:
    scene = opened(cast)

    with time_machine.travel(moment, tick=False):
        answer = client.post(address(scene), {"code": scene.codes[0], "chosen": "A", "sending": str(FORM)})

    assert answer.status_code == status
    assert Ballot.objects.count() == (status == 200)


def test_after_the_end_the_page_has_no_form(cast: Cast, client: Client) -> None:
    scene = opened(cast)

    with time_machine.travel(CLOSING, tick=False):
        page = client.get(address(scene)).content.decode()

    assert "Voting has ended. The ballots are being counted." in page
    assert 'name="code"' not in page


def test_the_page_has_no_script_that_voting_needs(cast: Cast, client: Client) -> None:
    scene = opened(cast)

    with time_machine.travel(VOTING, tick=False):
        page = client.get(address(scene)).content.decode()

    form = re.search(r"<form class=\"stack\".*?</form>", page, re.DOTALL)
    assert form is not None
    assert "data-" not in form.group()
    assert 'name="sending"' in form.group()


@pytest.mark.usefixtures("cast")
def test_a_vote_that_never_was_is_not_found(client: Client) -> None:
    assert client.get(f"/en/pilih/{FORM}").status_code == 404
