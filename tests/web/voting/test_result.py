"""The result on the page, and the files with which a stranger counts again."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import time_machine
from django.test import Client

from rembuk.engines.allocation.verifier import violation
from rembuk.priorities.actions import count_voting
from rembuk.priorities.counting import CountRule
from rembuk.priorities.publishing import NotCountedYet, ballots_file, transcript_file
from tests.cast import Cast
from tests.priorities.scenes import CLOSING, DECLARATION, DRAFT, Scene, opened, vote

WISHES = [{"A": 1}, {"B": 1, "C": 1}, {"B": 1}]


def counted(cast: Cast, rule: CountRule = CountRule.EQUAL_SHARES) -> Scene:
    scene = opened(cast, draft=replace(DRAFT, declaration=replace(DECLARATION, rule=rule)))
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
    assert violation(json.loads(course), text) is None
    assert text.count("\n1;A\n") == 1
    assert violation(json.loads(course), text.replace("\n1;A\n", "\n1;C\n")) is not None


def test_the_result_names_winners_and_the_reserve_list(cast: Cast, client: Client) -> None:
    page = get(client, counted(cast))[1].decode()

    assert page.index("Sumur bor") < page.index("Talud Dusun 3")
    assert page.count("Won · ") == 2
    assert page.count("Waits on the reserve list · ") == 1


def test_nothing_is_handed_out_before_the_count(cast: Cast, client: Client) -> None:
    scene = opened(cast)

    assert [get(client, scene, file)[0] for file in ("/suara.pb", "/hitungan.json")] == [404, 404]
    with pytest.raises(NotCountedYet):
        ballots_file(scene.voting)


def test_a_rule_without_a_transcript_hands_out_its_ballots_alone(cast: Cast, client: Client) -> None:
    scene = counted(cast, rule=CountRule.MOST_VOTES)

    assert transcript_file(scene.voting) is None
    assert [get(client, scene, file)[0] for file in ("/suara.pb", "/hitungan.json")] == [200, 404]
