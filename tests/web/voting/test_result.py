"""The result on the page, and the files with which a stranger counts again."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override

from rembuk.engines.allocation import Utility
from rembuk.engines.allocation.equal_shares import Table, equal_shares
from rembuk.engines.allocation.verifier import read_election, violation
from rembuk.priorities.actions import count_voting, hand_over_card
from rembuk.priorities.counting import CountRule
from rembuk.priorities.models import Receipt, RollEntry
from rembuk.priorities.publishing import NotCountedYet, ballots_file, transcript_file
from rembuk.priorities.queries import ballots_of
from rembuk.web.voting.result import ResultShown
from tests.cast import Cast
from tests.priorities.scenes import CLOSING, DECLARATION, DRAFT, VOTING, Scene, opened, vote

WISHES = [{"A": 1}, {"B": 1, "C": 1}, {"B": 1}]


def counted(cast: Cast, rule: CountRule = CountRule.EQUAL_SHARES) -> Scene:
    scene = opened(cast, draft=replace(DRAFT, rule=rule))
    for place in range(12):
        vote(scene, place, WISHES[place % 3])
    count_voting(scene.voting, by=cast.council, at=CLOSING)
    scene.voting.refresh_from_db()
    return scene


def get(client: Client, scene: Scene, file: str = "") -> tuple[int, bytes]:
    with time_machine.travel(CLOSING, tick=False):
        answer = client.get(f"/en/pilih/{scene.voting.pk}{file}")
    return answer.status_code, answer.content


def test_a_stranger_accepts_the_files_and_refuses_them_with_one_ballot_changed(cast: Cast, client: Client) -> None:
    scene = counted(cast)

    (_, ballots), (_, course) = get(client, scene, "/suara.pb"), get(client, scene, "/hitungan.json")

    text = ballots.decode()
    assert violation(json.loads(course), read_election(text)) is None
    assert text.count("\n1;A\n") == 1
    assert violation(json.loads(course), read_election(text.replace("\n1;A\n", "\n1;C\n"))) is not None


def test_the_result_names_winners_and_the_reserve_list(cast: Cast) -> None:
    shown = ResultShown(counted(cast).voting)

    with override("en"):
        assert shown.headline == "2 of 3 wishes get money, Rp\xa050,000,000 together"
        assert [(one.name, one.support, one.outcome) for one in shown.options] == [
            ("Sumur bor", 8, "won"),
            ("Posyandu", 4, "won"),
            ("Talud Dusun 3", 4, "reserve"),
        ]
        assert shown.turnout == "12 ballots were counted; 12 people are on the roll (100 %)."
        assert shown.chart.drawing.count("chart-cut") == 1


def test_the_result_says_who_came_and_how_they_voted(cast: Cast) -> None:
    scene = opened(cast)
    for place, entry in enumerate(RollEntry.objects.filter(voting=scene.voting)):
        hand_over_card(entry, by=cast.officer, at=VOTING)
        vote(scene, place, WISHES[place % 3])
    count_voting(scene.voting, by=cast.council, at=CLOSING)
    scene.voting.refresh_from_db()

    shown = ResultShown(scene.voting)

    with override("en"):
        columns, rows = shown.came
        assert shown.channels == "Ballots cast on the web: 12. Ballots on paper: 0."
    assert [label for label, _kind in columns] == ["Hamlet or RT", "Came for a card", "Voters on the roll", "Share"]
    assert rows == [(str(cast.hamlet), 12, 12, "100 %")]


def test_what_is_said_to_have_been_enough_is_enough_with_the_same_share(cast: Cast) -> None:
    shown = ResultShown(counted(cast).voting)
    run = shown.result.outcome.run
    assert run is not None

    with override("en"):
        why = shown.options[2].why

    assert why == (
        "What its supporters had left was not enough for it.",
        "3 more ballots for it would have been enough.",
        "A cost of Rp\xa035,000,000, Rp\xa015,000,000 less, would have been low enough.",
    )
    assert [0 in bought_for(shown, cost, run.endowment) for cost in (35_000_000, 35_000_001)] == [True, False]


def bought_for(shown: ResultShown, cost: int, endowment: Fraction) -> tuple[int, ...]:
    options = (replace(DECLARATION.options[0], cost=cost), *DECLARATION.options[1:])
    election = replace(DECLARATION, options=options).election(ballots_of(shown.voting))
    return equal_shares(Table(election, Utility.COST, DECLARATION.tie), endowment).bought


def test_each_rule_says_what_it_would_have_decided_the_declared_one_first(cast: Cast) -> None:
    with override("en"):
        rows = ResultShown(counted(cast, rule=CountRule.MOST_VOTES).voting).by_rule

    assert [(row.label, row.is_declared) for row in rows] == [
        ("most votes first", True),
        ("equal shares", False),
        ("load shared evenly", False),
    ]
    assert rows[0].names == ("Sumur bor", "Posyandu")


def test_by_most_votes_an_option_is_told_how_much_money_was_missing(cast: Cast) -> None:
    with override("en"):
        told = ResultShown(counted(cast, rule=CountRule.MOST_VOTES).voting).options[2]

    assert told.why == ("The Rp\xa010,000,000 that are left are not enough: Rp\xa040,000,000 are missing.",)


def test_a_receipt_is_found_among_those_counted_and_a_wrong_one_is_not(cast: Cast, client: Client) -> None:
    scene = counted(cast)
    receipt = Receipt.objects.order_by("text")[0].text

    found = get(client, scene, f"/hasil?tanda={receipt.upper()}")[1].decode()
    wrong = get(client, scene, "/hasil?tanda=0000-0000-0000-0000")[1].decode()

    assert found.count("Yes. A ballot with this receipt was counted.") == 1
    assert wrong.count("No ballot with this receipt was counted.") == 1


def test_a_counted_vote_leads_to_its_result_and_an_open_one_has_none(cast: Cast, client: Client) -> None:
    waiting = opened(cast)
    scene = counted(cast)

    with time_machine.travel(CLOSING, tick=False):
        answer = client.get(f"/en/pilih/{scene.voting.pk}")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/en/pilih/{scene.voting.pk}/hasil")
    assert [get(client, one, "/hasil")[0] for one in (scene, waiting)] == [200, 404]


def test_nothing_is_handed_out_before_the_count(cast: Cast, client: Client) -> None:
    scene = opened(cast)

    assert [get(client, scene, file)[0] for file in ("/suara.pb", "/hitungan.json")] == [404, 404]
    with pytest.raises(NotCountedYet):
        ballots_file(scene.voting)


def test_a_rule_without_a_transcript_hands_out_its_ballots_alone(cast: Cast, client: Client) -> None:
    scene = counted(cast, rule=CountRule.MOST_VOTES)

    assert transcript_file(scene.voting) is None
    assert [get(client, scene, file)[0] for file in ("/suara.pb", "/hitungan.json")] == [200, 404]
