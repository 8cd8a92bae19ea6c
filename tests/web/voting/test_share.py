"""Where the share of a ballot went, and whether a group was left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override

from rembuk.journal.models import Act
from rembuk.priorities.actions import count_voting
from rembuk.priorities.counting import CountRule
from rembuk.priorities.marking import BallotKind
from rembuk.web.voting.result import ResultShown
from rembuk.web.voting.share import ShareShown
from tests.cast import Cast
from tests.priorities.scenes import CLOSING, DRAFT, Scene, opened, vote

pytestmark = pytest.mark.django_db

WISHES = [{"A": 1}, {"B": 1, "C": 1}, {"B": 1}]
# Seven want the dearest alone; what the five others agree on costs less than their part of the money.
DIVIDED = [{"A": 1}] * 7 + [{"B": 1, "C": 1}] * 5


def counted(cast: Cast, ballots: list[dict[str, int]], rule: CountRule = CountRule.EQUAL_SHARES) -> Scene:
    scene = opened(cast, draft=replace(DRAFT, rule=rule))
    for place in range(12):
        vote(scene, place, ballots[place % len(ballots)])
    count_voting(scene.voting, by=cast.council, at=CLOSING)
    scene.voting.refresh_from_db()
    return scene


def asked(client: Client, scene: Scene, chosen: list[str] | None = None) -> tuple[int, str]:
    address = f"/en/pilih/{scene.voting.pk}/hasil/bagian"
    with time_machine.travel(CLOSING, tick=False):
        answer = client.get(address) if chosen is None else client.post(address, {"chosen": chosen})
    return answer.status_code, answer.content.decode()


def test_the_shares_of_all_ballots_together_are_what_the_winners_cost(cast: Cast) -> None:
    shown = ResultShown(counted(cast, WISHES).voting)
    run = shown.result.outcome.run
    assert run is not None

    shares = [ShareShown(shown, run, marks) for marks in WISHES]

    paid = [[row[2] or 0 for row in share.table[1]] for share in shares]
    assert {sum(amounts) + share.left for amounts, share in zip(paid, shares, strict=True)} == {round(run.endowment)}
    assert abs(4 * sum(map(sum, paid)) - run.spent) <= 12  # Each amount is told in whole rupiah.


def test_a_ballot_is_followed_and_nothing_of_it_is_kept(cast: Cast, client: Client) -> None:
    scene = counted(cast, WISHES)
    acts = Act.objects.count()

    status, page = asked(client, scene, ["B", "C"])

    assert status == 200
    assert "This ballot helped to pay for 2 wishes: Rp\xa08,750,000. Rp\xa00 of its share were left." in page
    assert [page.count(name) > 1 for name in ("Sumur bor", "Posyandu", "Talud Dusun 3")] == [True, True, False]
    assert Act.objects.count() == acts


def test_a_ballot_that_bought_nothing_keeps_its_share(cast: Cast) -> None:
    shown = ResultShown(counted(cast, WISHES).voting)
    run = shown.result.outcome.run
    assert run is not None

    with override("en"):
        empty, lost = ShareShown(shown, run, {}), ShareShown(shown, run, {"A": 1})
        whole = "Nothing that this ballot chose got money, so its share stayed whole: Rp\xa08,750,000."
        assert (empty.headline, lost.headline) == (whole, whole)
        assert lost.table[1] == [("Talud Dusun 3", "reserve", None)]


def test_a_ballot_that_breaks_the_rule_is_refused_and_one_by_another_rule_has_no_share(
    cast: Cast, client: Client
) -> None:
    scene, other = counted(cast, WISHES), counted(cast, WISHES, CountRule.MOST_VOTES)

    assert asked(client, scene)[0] == 200
    assert asked(client, scene, ["A", "B", "C"])[0] == 422
    assert asked(client, other)[0] == 404


def test_a_group_that_most_votes_leave_out_is_named_and_equal_shares_leave_none(cast: Cast) -> None:
    most, shared = (
        ResultShown(counted(cast, DIVIDED, rule).voting) for rule in (CountRule.MOST_VOTES, CountRule.EQUAL_SHARES)
    )

    with override("en"):
        assert most.left_out == [
            "5 people who want “Posyandu”: their share is Rp\xa025,000,000; Rp\xa020,000,000 would have been enough."
        ]
    assert shared.left_out == []


def test_who_was_left_out_is_not_told_of_ballots_that_grade(cast: Cast) -> None:
    scene = opened(cast, draft=replace(DRAFT, kind=BallotKind.POINTS, most=5))
    for place in range(12):
        vote(scene, place, {"A": 3, "B": 2})
    count_voting(scene.voting, by=cast.council, at=CLOSING)
    scene.voting.refresh_from_db()

    assert not ResultShown(scene.voting).can_be_unserved
