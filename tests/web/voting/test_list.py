"""The list of votes: each under where it stands, of all kampung or one."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from rembuk.priorities.actions import count_voting
from tests.cast import MONDAY, Cast
from tests.priorities.scenes import CLOSING, SIGNING, VOTING, Scene, opened, vote

SECTION = re.compile(r'<section[^>]*aria-labelledby="(\w+)".*?</section>', re.DOTALL)


def listed(client: Client, scene: Scene, at: datetime, query: str = "") -> list[str]:
    """Return under which headings the vote stands."""
    with time_machine.travel(at, tick=False):
        page = client.get(f"/en/pilih{query}").content.decode()
    return [found[1] for found in SECTION.finditer(page) if f"/en/pilih/{scene.voting.pk}" in found[0]]


@pytest.mark.parametrize(
    ("at", "heading"),
    [(MONDAY, "coming"), (SIGNING, "coming"), (VOTING, "open"), (CLOSING, "ended")],
)
def test_a_vote_stands_under_its_phase_alone(cast: Cast, client: Client, at: datetime, heading: str) -> None:
    assert listed(client, opened(cast), at) == [heading]


def test_a_coming_vote_says_until_when_the_roll_may_be_objected_to_and_when_it_opens(
    cast: Cast, client: Client
) -> None:
    opened(cast)

    pages = []
    for at in (MONDAY, SIGNING):
        with time_machine.travel(at, tick=False):
            pages.append(client.get("/en/pilih").content.decode())

    assert [page.count("Objections to the roll until <time") for page in pages] == [1, 0]
    assert [page.count("Voting from <time") for page in pages] == [1, 1]


def test_a_counted_vote_leads_to_its_result(cast: Cast, client: Client) -> None:
    scene = opened(cast)
    for place in range(12):
        vote(scene, place, {"A": 1})
    count_voting(scene.voting, by=cast.council, at=CLOSING)

    with time_machine.travel(CLOSING + timedelta(days=1), tick=False):
        page = client.get("/en/pilih").content.decode()

    assert re.findall(r'class="task-title" href="([^"]+)"', page) == [f"/en/pilih/{scene.voting.pk}/hasil"]


def test_the_list_of_another_kampung_leaves_it_out_and_says_what_to_do(cast: Cast, client: Client) -> None:
    scene = opened(cast)

    assert listed(client, scene, VOTING, f"?kampung={cast.kampung.code}") == ["open"]
    assert listed(client, scene, VOTING, f"?kampung={cast.other_kampung.code}") == []
    page = client.get(f"/en/pilih?kampung={cast.other_kampung.code}").content.decode()
    assert page.count("No vote is open now") == 1
